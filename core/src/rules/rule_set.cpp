#include "didban/rules/rule_set.h"

#include "check_rules.h"
#include "combine_zones.h"
#include "decide_limit.h"
#include "didban/base/number_text.h"
#include "didban/base/text.h"
#include "find_gaps.h"
#include "limits_together.h"
#include "match_rule.h"
#include "rule_set_data.h"
#include "silent_overlays.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace didban {

namespace {

/// Domain model §4.5: density that differs by more than this from coverage × floors deserves a second look.
constexpr double consistency_tolerance = 0.02;

using Decided = std::array<QuantityAnswer, quantity_count>;

void exclude_uses(Answer& answer)
{
    const auto find = [&](Quantity q) -> QuantityAnswer* {
        for (QuantityAnswer& a : answer.quantities)
            if (a.quantity == q)
                return &a;
        return nullptr;
    };
    QuantityAnswer *allowed = find(Quantity::UseAllowed), *conditional = find(Quantity::UseConditional),
                   *forbidden = find(Quantity::UseForbidden);
    const auto take_away = [](QuantityAnswer* from, const QuantityAnswer* what) {
        if (!from || !what)
            return;
        std::vector<std::string> keys;
        for (const std::string& use : what->uses)
            keys.push_back(text::matching_key(use));
        std::erase_if(from->uses, [&](const std::string& use) {
            return std::find(keys.begin(), keys.end(), text::matching_key(use)) != keys.end();
        });
    };
    take_away(allowed, forbidden);
    take_away(conditional, forbidden);
    take_away(allowed, conditional);
}

/// "R1 (60 %), R2 (40 %)", of the parts of a parcel.
template <class Part, class NameOf>
std::string shares(const std::vector<Part>& parts, const NameOf& name_of, bool persian)
{
    std::string list;
    for (const Part& part : parts) {
        const std::string percent = text::significant(100 * part.share, 3);
        list += (list.empty() ? ""
                 : persian    ? "، "
                              : ", ") +
                std::string(name_of(part)) + " (" + (persian ? text::persian_digits(percent) + "٪)" : percent + " %)");
    }
    return list;
}

/// Which kinds of plan govern, finest first.
std::vector<PlanLevelShare> levels_of(const std::vector<ZoneShare>& zones)
{
    std::vector<PlanLevelShare> levels;
    for (const PlanLevel level : {PlanLevel::Detailed, PlanLevel::Comprehensive, PlanLevel::District}) {
        double share = 0;
        for (const ZoneShare& z : zones)
            share += z.level == level ? z.share : 0;
        if (share > 0)
            levels.push_back({level, std::min(1.0, share)});
    }
    return levels;
}

/// Said where plans of several kinds meet, or a coarser one governs: which, and why.
void note_plan_levels(Answer& answer, const ParcelFacts& facts)
{
    const auto& levels = answer.plan_levels;
    if (levels.empty() || (levels.back().level == PlanLevel::Detailed && facts.outranked_zones.empty()))
        return;
    const auto en = [](const PlanLevelShare& l) { return "the " + std::string(name(l.level)) + " plan"; };
    const auto fa = [](const PlanLevelShare& l) { return name_fa(l.level); };
    const auto coarser = [](const ZoneShare& z) { return std::string(name(z.level)) + " " + z.zone; };
    const auto coarser_fa = [](const ZoneShare& z) { return std::string(name_fa(z.level)) + " " + z.zone; };
    std::string why, why_fa;
    if (levels.back().level != PlanLevel::Detailed) {
        why = ": no finer plan has a zone " + std::string(levels.size() > 1 ? "on the rest" : "here");
        why_fa = std::string(levels.size() > 1 ? "؛ در بقیه ملک" : "؛ در این ملک") +
                 " طرح دقیق‌تری پهنه‌ای ندارد";
    }
    if (!facts.outranked_zones.empty()) {
        why += "; a finer plan goes before " + shares(facts.outranked_zones, coarser, false);
        why_fa += "؛ طرح دقیق‌تر مقدم است بر " + shares(facts.outranked_zones, coarser_fa, true);
    }
    answer.note("governing: " + shares(levels, en, false) + why, "طرح ملاک عمل: " + shares(levels, fa, true) + why_fa);
}

/// A level that nobody understood was taken as the detailed plan: the zone may rank too high.
void note_unread_levels(Answer& answer, const ParcelFacts& facts)
{
    std::set<std::pair<std::string, std::string>> said;
    for (const ZoneShare& z : facts.zones)
        if (!z.unread_level.empty() && said.emplace(z.unread_level, z.zone).second)
            answer.note(
                "the level \"" + z.unread_level + "\" of zone " + z.zone +
                    " is not understood and was taken as detailed; a finer plan may go before it",
                "تراز «" + z.unread_level + "» پهنه " + z.zone +
                    " خوانده نشد و طرح تفصیلی انگاشته شد؛ شاید طرح دقیق‌تری بر آن مقدم باشد");
}

void note_parts(Answer& answer, const ParcelFacts& facts)
{
    const auto zone = [](const ZoneShare& z) { return z.zone; };
    if (facts.zones.size() > 1)
        answer.note("the parcel lies in several zones: " + shares(facts.zones, zone, false) +
                        "; of each limit the strictest is given",
                    "ملک در چند پهنه است: " + shares(facts.zones, zone, true) +
                        "؛ از هر ضابطه سخت‌گیرانه‌ترین آن آمده است");
    if (facts.zones_known && facts.zones.empty())
        answer.note("the parcel lies in no zone of the plan in force on that day",
                    "ملک در آن روز در هیچ پهنه‌ای از طرح نیست");
    if (answer.jurisdictions.size() > 1)
        answer.note("the parcel lies across a boundary: " +
                        shares(
                            answer.jurisdictions, [](const auto& j) { return name(j.jurisdiction); }, false) +
                        "; of each limit the strictest is given",
                    "ملک در دو سوی مرز محدوده است: " +
                        shares(
                            answer.jurisdictions, [](const auto& j) { return name_fa(j.jurisdiction); }, true) +
                        "؛ از هر ضابطه سخت‌گیرانه‌ترین آن آمده است");
}

void note_density(Answer& answer)
{
    const auto plan_number = [&](Quantity q) -> std::optional<double> {
        const QuantityAnswer* a = answer.find(q);
        return a && a->outcome == Outcome::Allowed ? a->number() : std::nullopt;
    };
    const auto floors = plan_number(Quantity::Floors), coverage = plan_number(Quantity::Coverage),
               ratio = plan_number(Quantity::FloorAreaRatio);
    if (floors && coverage && ratio && std::abs(*coverage * *floors - *ratio) > consistency_tolerance * *ratio)
        answer.note(
            "floor-area ratio " + text::significant(*ratio, 3) +
                " is not coverage × floors = " + text::significant(*coverage * *floors, 3) + "; check the clauses",
            "تراکم با حاصل‌ضرب سطح اشغال در شمار طبقات برابر نیست؛ "
            "بندهای "
            "طرح "
            "بررسی "
            "شود");
}

/// 13 m above natural ground and 12 m above the street do not compare: the lower number is given, and said to be so.
void note_height_references(Answer& answer)
{
    const QuantityAnswer* height = answer.find(Quantity::Height);
    if (!height || !height->decided_by)
        return;
    const Effect& by = height->decided_by->effect;
    for (const LosingRule& l : height->losing) {
        const Effect& other = l.rule->effect;
        const bool differ =
            (by.height_reference != HeightReference::Unstated && other.height_reference != HeightReference::Unstated &&
             by.height_reference != other.height_reference) ||
            (by.height_top != HeightTop::Unstated && other.height_top != HeightTop::Unstated &&
             by.height_top != other.height_top);
        if (differ && l.limit && (l.because == "looser" || l.because == "equal"))
            answer.note("the height limits " + height->decided_by->id + " and " + l.rule->id +
                            " are measured between different points; the lower number is given, check both",
                        "ضوابط ارتفاع " + height->decided_by->id + " و " + l.rule->id +
                            " میان نقطه‌های متفاوت اندازه‌گیری می‌شوند؛ عدد "
                            "کوچک‌تر "
                            "آمده "
                            "است، "
                            "هر "
                            "دو "
                            "بررسی "
                            "شود");
    }
}

/// The limits by which a rule is chosen or counted.
void add_dependencies(const Rule* rule, const RuleContext& context, std::vector<Quantity>& all)
{
    if (!rule)
        return;
    const auto add = [&](Quantity q) {
        if (!context.proposed(q) && std::find(all.begin(), all.end(), q) == all.end())
            all.push_back(q);
    };
    for (const auto& [q, band] : rule->applies.given)
        add(q);
    for (const Quantity q : rule->effect.value.formula.limits)
        add(q);
}

std::vector<Quantity> dependencies(const QuantityAnswer& answer, const RuleContext& context)
{
    std::vector<Quantity> all;
    add_dependencies(answer.decided_by, context, all);
    add_dependencies(answer.opposite_by, context, all);
    for (const Bonus& bonus : answer.bonuses)
        add_dependencies(bonus.rule, context, all);
    return all;
}

/// Where several zones or laws meet on a parcel: the part that lies in one of each.
std::vector<AnswerPlace> places_of(const std::vector<ZoneShare>& zones, const std::vector<JurisdictionShare>& laws)
{
    std::vector<AnswerPlace> places;
    const auto add = [&](const std::string& zone) {
        for (const JurisdictionShare& law : laws) {
            const std::string under = laws.size() > 1 ? std::string(name(law.jurisdiction)) : std::string{};
            const std::string both = zone.empty() || under.empty() ? zone + under : zone + ", " + under;
            places.push_back({both, zone.empty() ? "under " + both : "in zone " + both});
        }
    };
    for (const ZoneShare& z : zones)
        add(z.zone);
    if (zones.empty())
        add({});
    return places;
}

void collect_inquiries(Answer& answer)
{
    for (const QuantityAnswer& q : answer.quantities)
        for (const Inquiry& i : q.inquiries)
            if (std::none_of(answer.inquiries.begin(), answer.inquiries.end(),
                             [&](const Inquiry& known) { return known.body == i.body; }))
                answer.inquiries.push_back(i);
}

} // namespace

RuleSet::RuleSet() : RuleSet(PlanTitle{}, {}, {}, RulePlaces("")) {}

RuleSet::RuleSet(PlanTitle plan, std::vector<Rule> rules, std::vector<UseCode> uses, const RulePlaces& places,
                 std::vector<OverlayKind> overlay_kinds)
{
    check_rules(rules, uses, overlay_kinds, places);
    auto data = std::make_shared<Data>();
    data->plan = std::move(plan);
    data->rules = std::move(rules);
    data->uses = std::move(uses);
    data->overlay_kinds = std::move(overlay_kinds);
    std::sort(data->rules.begin(), data->rules.end(),
              [](const Rule& a, const Rule& b) { return std::tie(a.id, a.version) < std::tie(b.id, b.version); });
    data->order = evaluation_order(data->rules);
    for (const Rule& rule : data->rules) {
        data->has_drafts = data->has_drafts || rule.status == RuleStatus::Draft;
        if (!data->last_start || (rule.valid_from && *data->last_start < *rule.valid_from))
            data->last_start = rule.valid_from;
        data->spoken[static_cast<std::size_t>(rule.effect.quantity)] = true;
        if (rule.applies.needs_overlay())
            data->overlay_rules.push_back(&rule);
        data->max_within_m = std::max(data->max_within_m, rule.applies.within_m);
        data->overlay_kinds_spoken_of.insert(data->overlay_kinds_spoken_of.end(), rule.applies.overlays.begin(),
                                             rule.applies.overlays.end());
    }
    for (const OverlayKind& named : data->overlay_kinds)
        data->overlay_kinds_spoken_of.push_back(named.kind);
    std::sort(data->overlay_kinds_spoken_of.begin(), data->overlay_kinds_spoken_of.end());
    data->overlay_kinds_spoken_of.erase(
        std::unique(data->overlay_kinds_spoken_of.begin(), data->overlay_kinds_spoken_of.end()),
        data->overlay_kinds_spoken_of.end());
    for (const Quantity q : {Quantity::Floors, Quantity::Height, Quantity::Coverage, Quantity::FloorAreaRatio})
        data->spoken[static_cast<std::size_t>(q)] = true;
    data->index = RuleIndex(data->rules);
    data_ = std::move(data);
}

const PlanTitle& RuleSet::plan() const
{
    return data_->plan;
}
const std::vector<Rule>& RuleSet::rules() const
{
    return data_->rules;
}
const std::vector<UseCode>& RuleSet::uses() const
{
    return data_->uses;
}
const std::vector<OverlayKind>& RuleSet::overlay_kinds() const
{
    return data_->overlay_kinds;
}
const std::vector<std::string>& RuleSet::overlay_kinds_spoken_of() const
{
    return data_->overlay_kinds_spoken_of;
}
double RuleSet::max_within_m() const
{
    return data_->max_within_m;
}

const UseCode* RuleSet::find_use(std::string_view local) const
{
    const std::string key = text::matching_key(local);
    for (const UseCode& use : data_->uses)
        if (text::matching_key(use.local) == key)
            return &use;
    return nullptr;
}

Label RuleSet::overlay_label(std::string_view kind) const
{
    for (const OverlayKind& named : data_->overlay_kinds)
        if (named.kind == kind)
            return named.label;
    return {};
}

Answer RuleSet::evaluate(const ParcelFacts& facts, const Date& as_of, const std::optional<Date>& known_as_of) const
{
    return evaluate_with(facts, as_of, known_as_of, nullptr);
}

Answer RuleSet::evaluate_with(const ParcelFacts& facts, const Date& as_of, const std::optional<Date>& known_as_of,
                              const Rule* adopted) const
{
    const Data& data = *data_;
    const std::vector<JurisdictionShare> laws = laws_of(facts, as_of);
    std::vector<Decided> by_place;
    const auto decide_in = [&](const ZoneShare* zone, const RulesByQuantity& rules) {
        for (const JurisdictionShare& law : laws) {
            RuleContext context(facts, zone, law.jurisdiction, as_of, data.plan.plot_area);
            context.adopted = adopted;
            Decided& decided = by_place.emplace_back();
            for (const Quantity q : data.order) {
                const auto i = static_cast<std::size_t>(q);
                decided[i] = is_use_list(q) ? decide_uses(q, rules[i], context, known_as_of)
                                            : decide_limit(q, rules[i], context, known_as_of);
                for (const Quantity on : dependencies(decided[i], context))
                    inherit(decided[i], decided[static_cast<std::size_t>(on)]);
            }
        }
    };
    if (!facts.zones_known && facts.zones.empty())
        decide_in(nullptr, data.index.all());
    else if (facts.zones.empty())
        decide_in(nullptr, data.index.without_zone());
    for (const ZoneShare& zone : facts.zones)
        decide_in(&zone, data.index.of_zone(text::matching_key(zone.zone)));
    const std::vector<AnswerPlace> places = places_of(facts.zones, laws);
    Answer answer;
    answer.rules_alive = data_;
    answer.parcel_id = facts.parcel_id;
    answer.as_of = as_of;
    answer.known_as_of = known_as_of;
    answer.plan_id = data.plan.id;
    answer.plan_title = data.plan.title;
    answer.zones = facts.zones;
    answer.plan_levels = levels_of(facts.zones);
    answer.jurisdiction = laws.front().jurisdiction;
    if (answer.jurisdiction != Jurisdiction::Unknown)
        answer.jurisdictions = laws;
    for (const Quantity q : all_quantities()) {
        const auto i = static_cast<std::size_t>(q);
        if (!data.spoken[i])
            continue;
        if (by_place.size() == 1) {
            answer.quantities.push_back(std::move(by_place.front()[i]));
        } else {
            std::vector<QuantityAnswer> parts;
            for (Decided& decided : by_place)
                parts.push_back(std::move(decided[i]));
            answer.quantities.push_back(combine_zones(std::move(parts), places));
        }
        QuantityAnswer& last = answer.quantities.back();
        if (last.outcome == Outcome::Unknown && last.missing.empty() && !last.decided_by && !last.opposite_by)
            last.missing.emplace_back("rule");
    }
    tell_silent_overlays(data.overlay_rules, facts, as_of, known_as_of, adopted, answer);
    exclude_uses(answer);
    collect_inquiries(answer);
    note_parts(answer, facts);
    note_plan_levels(answer, facts);
    note_unread_levels(answer, facts);
    note_density(answer);
    note_height_references(answer);
    fit_floors_to_height(answer, data.plan.storey_height_m);
    tell_conflicts(answer);
    if (const QuantityAnswer* floors = answer.find(Quantity::Floors); floors && floors->number())
        answer.derived_height_m = height_of_floors(
            *floors->number(), floors->decided_by ? floors->decided_by->effect.base : FloorBase::Unstated);
    return answer;
}

std::vector<RuleGap> RuleSet::gaps() const
{
    std::vector<RuleGap> found;
    const auto look = [&](const std::string& zone, const RulesByQuantity& lists) {
        for (const Quantity q : all_quantities()) {
            const auto gaps = find_gaps(zone, q, lists[static_cast<std::size_t>(q)]);
            found.insert(found.end(), gaps.begin(), gaps.end());
        }
    };
    look("", data_->index.without_zone());
    std::vector<std::string> zones;
    for (const auto& [zone, lists] : data_->index.zones())
        zones.push_back(zone);
    std::sort(zones.begin(), zones.end());
    for (const std::string& zone : zones)
        look(zone, data_->index.of_zone(zone));
    return found;
}

} // namespace didban
