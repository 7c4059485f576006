#include "candidate.h"

#include <algorithm>

namespace didban {

namespace {

std::optional<double> existing(Quantity q, const ParcelFacts& f, std::string_view& fact)
{
    switch (q) {
    case Quantity::Floors:
        fact = "existing_floors";
        return f.existing_floors;
    case Quantity::Height:
        fact = "existing_height_m";
        return f.existing_height_m;
    case Quantity::Coverage:
        fact = "existing_coverage";
        return f.existing_coverage;
    case Quantity::FloorAreaRatio:
        fact = "existing_floor_area_ratio";
        return f.existing_floor_area_ratio;
    default:
        fact = "existing_building";
        return std::nullopt;
    }
}

void resolve_formula(const Formula& formula, const RuleContext& context, Candidate& c)
{
    double value = formula.factor;
    bool complete = true;
    const auto take = [&](const std::optional<double>& term, std::string_view fact) {
        if (term)
            value *= *term;
        else
            c.missing.emplace_back(fact);
        complete &= term.has_value();
    };
    for (const NumericFact f : formula.facts)
        take(context.fact(f), name(f));
    for (const Quantity q : formula.limits)
        take(context.limit(q), name(q));
    if (complete)
        c.limit = Limit{value + formula.plus, value + formula.plus};
}

void resolve_value(const RuleContext& context, Candidate& c)
{
    const RuleValue& v = c.rule->effect.value;
    if (v.kind == RuleValue::Kind::Number || v.kind == RuleValue::Kind::Range) {
        c.limit = Limit{v.low, v.high};
    } else if (v.kind == RuleValue::Kind::Formula) {
        resolve_formula(v.formula, context, c);
    } else if (v.kind == RuleValue::Kind::Existing) {
        std::string_view fact;
        if (const auto value = existing(c.rule->effect.quantity, context.facts, fact))
            c.limit = Limit{*value, *value};
        else
            c.missing.emplace_back(fact);
    }
}

bool gives_value(Combinator c)
{
    return c == Combinator::RestrictMax || c == Combinator::RestrictMin || c == Combinator::Replace ||
           c == Combinator::Add || c == Combinator::Set;
}

/// Whether two effects on a quantity bound the same side of it: at most and at least bound one, a bonus goes with the
/// bound that it is added to, and every other bounds both.
bool same_direction(const Effect& a, const Effect& b)
{
    const auto above = [](const Effect& e) {
        return e.combinator == Combinator::Add ? !is_minimum(e.quantity) : e.combinator != Combinator::RestrictMin;
    };
    const auto below = [](const Effect& e) {
        return e.combinator == Combinator::Add ? is_minimum(e.quantity) : e.combinator != Combinator::RestrictMax;
    };
    return (above(a) && above(b)) || (below(a) && below(b));
}

/// Rules that name others in `overrides` remove them, unless they are removed themselves. The references have no
/// circles.
void apply_overrides(std::vector<Candidate>& all)
{
    const auto overrider = [&](const auto& self, const Candidate& victim) -> const Candidate* {
        for (const Candidate& c : all)
            if (!c.possible &&
                std::find(c.rule->overrides.begin(), c.rule->overrides.end(), victim.rule->id) !=
                    c.rule->overrides.end() &&
                !self(self, c))
                return &c;
        return nullptr;
    };
    if (std::none_of(all.begin(), all.end(), [](const Candidate& c) { return !c.rule->overrides.empty(); }))
        return;
    std::vector<const Candidate*> by(all.size());
    for (std::size_t i = 0; i < all.size(); ++i)
        by[i] = overrider(overrider, all[i]);
    for (std::size_t i = 0; i < all.size(); ++i)
        if (by[i])
            all[i].lose("overridden by " + by[i]->rule->id);
}

} // namespace

bool Candidate::value_unknown() const
{
    return gives_value(rule->effect.combinator) && !limit && !not_regulated() &&
           rule->effect.value.kind != RuleValue::Kind::Uses;
}

int specificity(RuleLevel level)
{
    switch (level) {
    case RuleLevel::ParcelDecision:
        return 5;
    case RuleLevel::Special:
        return 4;
    case RuleLevel::Detailed:
        return 3;
    case RuleLevel::Comprehensive:
        return 2;
    case RuleLevel::District:
        return 1;
    case RuleLevel::National:
    case RuleLevel::Sector:
        break;
    }
    return 0;
}

std::vector<Candidate> candidates(const std::vector<const Rule*>& rules, const RuleContext& context,
                                  const std::optional<Date>& known_as_of, QuantityAnswer& answer)
{
    std::vector<Candidate> found;
    std::vector<std::string> missing;
    for (const Rule* rule : rules) {
        const bool holds =
            rule == context.adopted || (rule->status != RuleStatus::Draft && rule->in_force(context.as_of));
        if (!holds || !rule->known(known_as_of))
            continue;
        missing.clear();
        const Match m = match(*rule, context, missing);
        if (m == Match::No)
            continue;
        Candidate c{.rule = rule, .possible = m == Match::May, .missing = missing, .limit = {}, .because = {}};
        resolve_value(context, c);
        if (rule->status == RuleStatus::Suspended) {
            answer.losing.push_back({rule, c.limit, {}});
            answer.losing.back().because = "not in force: suspended";
        } else {
            found.push_back(std::move(c));
        }
    }
    apply_overrides(found);
    return found;
}

void yield_to_finer_plans(std::vector<Candidate>& all)
{
    const auto binds = [](const Candidate& c) {
        return !c.lost && !c.rule->restricts_from_outside() &&
               (gives_value(c.rule->effect.combinator) || c.rule->effect.combinator == Combinator::Forbid);
    };
    for (Candidate& district : all) {
        if (district.rule->level != RuleLevel::District || !binds(district))
            continue;
        const Candidate *finer = nullptr, *perhaps = nullptr;
        for (const Candidate& c : all) {
            if (specificity(c.rule->level) <= specificity(RuleLevel::District) || !binds(c) ||
                c.rule->effect.combinator == Combinator::Add || !same_direction(c.rule->effect, district.rule->effect))
                continue;
            const Candidate*& best = c.possible ? perhaps : finer;
            if (!best || specificity(c.rule->level) > specificity(best->rule->level))
                best = &c;
        }
        if (finer) {
            district.lose("gives way to the finer plan of " + finer->rule->id);
        } else if (perhaps) {
            district.possible = true;
            district.missing.insert(district.missing.end(), perhaps->missing.begin(), perhaps->missing.end());
        }
    }
}

const Candidate* take_over(std::vector<Candidate>& all)
{
    const auto takes = [](const Candidate& c) {
        return c.rule->effect.combinator == Combinator::Replace ||
               (c.rule->effect.combinator == Combinator::Set && !c.rule->restricts_from_outside());
    };
    const Candidate* winner = nullptr;
    for (const Candidate& c : all)
        if (!c.lost && !c.possible && takes(c) &&
            (!winner || specificity(c.rule->level) > specificity(winner->rule->level)))
            winner = &c;
    if (!winner)
        return nullptr;
    const int rank = specificity(winner->rule->level);
    const bool fixed = winner->rule->effect.combinator == Combinator::Set;
    for (Candidate& c : all) {
        const Combinator how = c.rule->effect.combinator;
        const bool refused = fixed && how == Combinator::Add; // exactly this value: no bonus from any source
        if (c.lost || &c == winner || (c.rule->restricts_from_outside() && !takes(c) && !refused))
            continue;
        const int own = specificity(c.rule->level);
        const bool gives_way =
            takes(c)                 ? own < rank
            : how == Combinator::Add ? refused || own < rank
            : how == Combinator::RestrictMax || how == Combinator::RestrictMin || how == Combinator::Forbid
                ? own <= rank
                : false;
        if (gives_way)
            c.lose((fixed ? "fixed by " : "replaced by ") + winner->rule->id);
    }
    return winner;
}

std::vector<ForbiddenPart> forbidden_by(const Rule& rule, const RuleContext& context)
{
    /// Almost all of a parcel: an overlay that covers it but for digitising noise.
    constexpr double whole_share = 0.999;
    std::vector<ForbiddenPart> parts;
    if (!rule.applies.needs_overlay())
        return parts;
    for (const OverlayFact* o : matching_overlays(rule.applies, context)) {
        if (o->share >= whole_share)
            return {};
        parts.push_back({&rule, o->overlay_id, o->kind, rule.applies.within_m, o->share, o->area_m2, o->label});
    }
    return parts;
}

void collect_requirements(std::vector<Candidate>& all, QuantityAnswer& answer)
{
    for (Candidate& c : all) {
        const Effect& effect = c.rule->effect;
        // Conditions of limits are weighed where the limits are decided.
        const bool speaks = effect.combinator == Combinator::RequireCondition ||
                            (!c.limit && !c.possible &&
                             (c.rule == answer.decided_by || c.rule == answer.opposite_by ||
                              effect.combinator == Combinator::Forbid || effect.value.kind == RuleValue::Kind::Uses));
        if (!c.lost && effect.combinator == Combinator::RequireInquiry)
            answer.inquiries.push_back({effect.body, c.rule});
        if (!c.lost && speaks && effect.conditional())
            answer.conditions.push_back({{effect.condition, effect.condition_fa, {}}, c.rule, {}});
        if (!c.lost && c.value_unknown() && !effect.body.empty())
            answer.inquiries.push_back({effect.body, c.rule});
        if (c.lost)
            answer.losing.push_back({c.rule, c.limit, c.because});
    }
    std::sort(answer.losing.begin(), answer.losing.end(), [](const LosingRule& a, const LosingRule& b) {
        return std::tie(a.rule->id, a.rule->version) < std::tie(b.rule->id, b.rule->version);
    });
    std::stable_sort(answer.conditions.begin(), answer.conditions.end(), [](const Condition& a, const Condition& b) {
        return std::tie(a.rule->id, a.rule->version) < std::tie(b.rule->id, b.rule->version);
    });
    std::sort(answer.missing.begin(), answer.missing.end());
    answer.missing.erase(std::unique(answer.missing.begin(), answer.missing.end()), answer.missing.end());
}

} // namespace didban
