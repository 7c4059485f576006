#include "didban/rules/assess.h"
#include "didban/rules/rule_set.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

// Laws of the rule engine over seeded random plans and parcels.
namespace didban {
namespace {

using Random = std::mt19937_64;

int pick(Random& r, int from, int to)
{
    return std::uniform_int_distribution<int>(from, to)(r);
}
bool chance(Random& r, double p)
{
    return std::bernoulli_distribution(p)(r);
}

Date some_day(Random& r)
{
    return Date{pick(r, 2010, 2024), pick(r, 1, 12), 1};
}

Rule some_rule(Random& r, int number)
{
    Rule rule;
    rule.id = "rule-" + std::to_string(number);
    rule.source.document = "seeded";
    rule.line = number;
    constexpr RuleLevel levels[] = {RuleLevel::Comprehensive, RuleLevel::Detailed, RuleLevel::Special,
                                    RuleLevel::ParcelDecision, RuleLevel::Sector};
    constexpr Combinator ways[] = {Combinator::RestrictMax, Combinator::RestrictMax, Combinator::RestrictMax,
                                   Combinator::Replace,     Combinator::Add,         Combinator::Set};
    rule.level = levels[pick(r, 0, 4)];
    rule.effect.quantity = chance(r, 0.7) ? Quantity::Floors : Quantity::Coverage;
    rule.effect.combinator = ways[pick(r, 0, 5)];
    rule.effect.value.kind = RuleValue::Kind::Number;
    rule.effect.value.low = rule.effect.value.high =
        rule.effect.quantity == Quantity::Floors ? pick(r, 1, 12) : pick(r, 20, 80) / 100.0;
    if (rule.effect.combinator == Combinator::RestrictMax && chance(r, 0.1))
        rule.effect.value.kind = RuleValue::Kind::NotRegulated;
    rule.valid_from = some_day(r);
    if (chance(r, 0.3))
        rule.valid_to = Date{pick(r, rule.valid_from->year + 1, 2030), 1, 1};
    if (chance(r, 0.5))
        rule.applies.zones = {chance(r, 0.5) ? "r1" : "r2"};
    if (chance(r, 0.3))
        rule.applies.overlays = {chance(r, 0.5) ? "heritage" : "special_plan"};
    if (chance(r, 0.2))
        rule.applies.corner = chance(r, 0.5);
    return rule;
}

std::vector<Rule> some_rules(Random& r)
{
    std::vector<Rule> rules;
    for (int i = 0, n = pick(r, 1, 14); i < n; ++i)
        rules.push_back(some_rule(r, i));
    return rules;
}

ParcelFacts some_parcel(Random& r)
{
    ParcelFacts f;
    f.zones_known = f.overlays_known = true;
    f.zones = {{.zone_id = "1", .zone = chance(r, 0.5) ? "R1" : "R2", .share = 1}};
    if (chance(r, 0.2))
        f.zones.push_back({.zone_id = "2", .zone = "R2", .share = 0.3});
    if (chance(r, 0.5))
        f.overlays.push_back({.overlay_id = "s",
                              .kind = "special_plan",
                              .degree = {},
                              .name = {},
                              .document = {},
                              .article = {},
                              .valid_from = {},
                              .valid_to = {},
                              .distance_m = 0,
                              .area_m2 = 10,
                              .share = 1});
    if (chance(r, 0.8))
        f.corner = chance(r, 0.5);
    return f;
}

OverlayFact heritage()
{
    OverlayFact o;
    o.overlay_id = "h";
    o.kind = "heritage";
    o.share = 1;
    return o;
}

std::string text_of(const Answer& answer)
{
    std::string text;
    for (const QuantityAnswer& q : answer.quantities) {
        text += std::string(name(q.quantity)) + " " + std::string(name(q.outcome));
        for (const auto& bound : {q.maximum, q.minimum})
            text += bound ? " [" + std::to_string(bound->low) + "," + std::to_string(bound->high) + "]" : " -";
        text += q.decided_by ? " by " + q.decided_by->id : "";
        for (const LosingRule& l : q.losing)
            text += "; " + l.rule->id + ": " + l.because;
        for (const std::string& m : q.missing)
            text += "; missing " + m;
        text += "\n";
    }
    return text;
}

constexpr int cases = 400;

TEST(RuleLaws, OrderInTheFileDoesNotMatter)
{
    for (int seed = 0; seed < cases; ++seed) {
        Random r(static_cast<std::uint64_t>(seed));
        std::vector<Rule> rules = some_rules(r);
        const ParcelFacts parcel = some_parcel(r);
        const Date day = some_day(r);
        const std::string before = text_of(RuleSet({}, rules, {}, "rules.toml").evaluate(parcel, day));
        std::shuffle(rules.begin(), rules.end(), r);
        ASSERT_EQ(before, text_of(RuleSet({}, rules, {}, "rules.toml").evaluate(parcel, day))) << "seed " << seed;
    }
}

// More freedom is a larger bound; an unknown or open limit counts as its bound, or as boundless.
double freedom(const QuantityAnswer& q)
{
    if (q.outcome == Outcome::Forbidden)
        return 0;
    return q.maximum ? q.maximum->high : std::numeric_limits<double>::infinity();
}

TEST(RuleLaws, OneMoreOverlayRestrictionNeverLoosens)
{
    for (int seed = 0; seed < cases; ++seed) {
        Random r(static_cast<std::uint64_t>(seed));
        std::vector<Rule> rules = some_rules(r);
        ParcelFacts parcel = some_parcel(r);
        const Date day = some_day(r);
        parcel.overlays.push_back(heritage());
        const Answer before = RuleSet({}, rules, {}, "rules.toml").evaluate(parcel, day);
        Rule stricter;
        stricter.id = "stricter";
        stricter.source.document = "seeded";
        stricter.level = chance(r, 0.5) ? RuleLevel::Sector : RuleLevel::Detailed;
        stricter.valid_from = Date{2000, 1, 1};
        stricter.applies.overlays = {"heritage"};
        stricter.effect.quantity = Quantity::Floors;
        stricter.effect.value.kind = RuleValue::Kind::Number;
        stricter.effect.value.low = stricter.effect.value.high = pick(r, 0, 12);
        rules.push_back(stricter);
        const Answer after = RuleSet({}, rules, {}, "rules.toml").evaluate(parcel, day);
        for (const Quantity q : {Quantity::Floors, Quantity::Coverage})
            ASSERT_LE(freedom(*after.find(q)), freedom(*before.find(q))) << "seed " << seed << "\n"
                                                                         << text_of(before) << "then\n"
                                                                         << text_of(after);
        ASSERT_LE(freedom(*after.find(Quantity::Floors)), stricter.effect.value.high) << "seed " << seed;
    }
}

TEST(RuleLaws, TheValueOfAnOverlayRestrictionLoweredNeverLoosens)
{
    for (int seed = 0; seed < cases; ++seed) {
        Random r(static_cast<std::uint64_t>(seed));
        std::vector<Rule> rules = some_rules(r);
        ParcelFacts parcel = some_parcel(r);
        parcel.overlays.push_back(heritage());
        const Date day = some_day(r);
        std::vector<Rule> stricter = rules;
        for (Rule& rule : stricter)
            if (rule.restricts_from_outside() && rule.effect.combinator == Combinator::RestrictMax &&
                rule.effect.value.kind == RuleValue::Kind::Number)
                rule.effect.value.low = rule.effect.value.high = rule.effect.value.high / 2;
        const Answer before = RuleSet({}, rules, {}, "rules.toml").evaluate(parcel, day),
                     after = RuleSet({}, stricter, {}, "rules.toml").evaluate(parcel, day);
        for (const Quantity q : {Quantity::Floors, Quantity::Coverage})
            ASSERT_LE(freedom(*after.find(q)), freedom(*before.find(q))) << "seed " << seed << "\n"
                                                                         << text_of(before) << "then\n"
                                                                         << text_of(after);
    }
}

TEST(RuleLaws, APastDateNeverUsesALaterRule)
{
    for (int seed = 0; seed < cases; ++seed) {
        Random r(static_cast<std::uint64_t>(seed));
        const std::vector<Rule> rules = some_rules(r);
        const ParcelFacts parcel = some_parcel(r);
        const Date day = some_day(r);
        const RuleSet set({}, rules, {}, "rules.toml");
        const Answer answer = set.evaluate(parcel, day);
        for (const QuantityAnswer& q : answer.quantities) {
            if (q.decided_by) {
                ASSERT_TRUE(q.decided_by->in_force(day)) << "seed " << seed;
            }
            for (const LosingRule& l : q.losing)
                ASSERT_TRUE(l.rule->in_force(day)) << "seed " << seed;
        }
        std::vector<Rule> so_far;
        std::copy_if(rules.begin(), rules.end(), std::back_inserter(so_far),
                     [&](const Rule& rule) { return *rule.valid_from <= day; });
        ASSERT_EQ(
            text_of(answer),
            text_of(RuleSet({}, so_far, {}, "rules.toml").evaluate(parcel, day)).substr(0, text_of(answer).size()))
            << "seed " << seed;
    }
}

TEST(RuleLaws, AFactLearnedOnlyNarrowsAnUnknownLimit)
{
    for (int seed = 0; seed < cases; ++seed) {
        Random r(static_cast<std::uint64_t>(seed));
        const RuleSet set({}, some_rules(r), {}, "rules.toml");
        ParcelFacts parcel = some_parcel(r);
        const Date day = some_day(r);
        parcel.corner.reset();
        const Answer unknown = set.evaluate(parcel, day);
        for (const bool corner : {false, true}) {
            parcel.corner = corner;
            const Answer known = set.evaluate(parcel, day);
            for (const Quantity q : {Quantity::Floors, Quantity::Coverage})
                ASSERT_LE(freedom(*known.find(q)), freedom(*unknown.find(q)))
                    << "seed " << seed << " corner " << corner << "\n"
                    << text_of(unknown) << "then\n"
                    << text_of(known);
        }
    }
}

TEST(RuleLaws, AStricterLimitNeverTurnsViolatesIntoAnythingElse)
{
    for (int seed = 0; seed < cases; ++seed) {
        Random r(static_cast<std::uint64_t>(seed));
        Answer loose;
        QuantityAnswer q;
        q.quantity = Quantity::Floors;
        constexpr Outcome outcomes[] = {Outcome::Allowed, Outcome::Limited, Outcome::Unknown, Outcome::NeedsInquiry};
        q.outcome = outcomes[pick(r, 0, 3)];
        const double low = pick(r, 1, 8), high = low + pick(r, 0, 2);
        q.maximum = Limit{low, high};
        loose.quantities = {q};
        Answer strict = loose;
        const double by = pick(r, 0, 3);
        strict.quantities[0].maximum = Limit{low - by, high - by};
        Design design;
        design.values = {{Quantity::Floors, static_cast<double>(pick(r, 1, 12)), pick(r, 0, 2) / 2.0, {}}};
        if (assess(loose, design).front().verdict == LimitVerdict::Violates) {
            ASSERT_EQ(assess(strict, design).front().verdict, LimitVerdict::Violates) << "seed " << seed;
        }
    }
}

} // namespace
} // namespace didban
