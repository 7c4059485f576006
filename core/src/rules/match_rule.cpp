#include "match_rule.h"

#include "didban/base/text.h"

#include <algorithm>
#include <cmath>

namespace didban {

namespace {

bool holds(const std::vector<std::string>& list, std::string_view key)
{
    return std::find(list.begin(), list.end(), key) != list.end();
}

/// Collects the conditions of one rule: one false is final, one unknown makes the rule a possible one.
class Conditions {
public:
    explicit Conditions(std::vector<std::string>& missing) : missing_(missing), before_(missing.size()) {}
    void need(bool known, bool true_if_known, std::string_view fact)
    {
        if (known)
            no_ |= !true_if_known;
        else if (!no_)
            missing_.emplace_back(fact);
    }
    void text(const std::vector<std::string>& wanted, const std::string& key, std::string_view fact)
    {
        if (!wanted.empty() && !no_)
            need(!key.empty(), holds(wanted, key), fact);
    }
    [[nodiscard]] bool failed() const { return no_; }
    Match result()
    {
        if (no_)
            missing_.resize(before_);
        return no_ ? Match::No : missing_.size() > before_ ? Match::May : Match::Yes;
    }

private:
    std::vector<std::string>& missing_;
    std::size_t before_;
    bool no_{false};
};

enum class OverlayMatch { No, Yes, DegreeUnknown };

OverlayMatch fits(const Applies& a, const OverlayFact& o, const Date& as_of)
{
    if (!overlay_in_force(o, as_of) || o.distance_m > a.within_m)
        return OverlayMatch::No;
    if (!a.overlays.empty() && !holds(a.overlays, o.kind))
        return OverlayMatch::No;
    if (!a.overlay_ids.empty() && !holds(a.overlay_ids, o.overlay_id))
        return OverlayMatch::No;
    if (a.degrees.empty())
        return OverlayMatch::Yes;
    if (o.degree.empty())
        return OverlayMatch::DegreeUnknown;
    return holds(a.degrees, o.degree) ? OverlayMatch::Yes : OverlayMatch::No;
}

void check_overlay(const Applies& a, const RuleContext& c, Conditions& conditions)
{
    bool unknown_degree = false;
    for (const OverlayFact& o : c.facts.overlays) {
        const OverlayMatch m = fits(a, o, c.as_of);
        if (m == OverlayMatch::Yes)
            return;
        unknown_degree |= m == OverlayMatch::DegreeUnknown;
    }
    if (unknown_degree)
        conditions.need(false, false, "overlay_degree");
    else
        conditions.need(c.facts.overlays_known, false, "overlays");
}

} // namespace

bool overlay_in_force(const OverlayFact& o, const Date& as_of)
{
    return holds_on(o.valid_from, o.valid_to, as_of);
}

bool speaks_of(const Applies& a, const OverlayFact& o)
{
    return (a.overlays.empty() || holds(a.overlays, o.kind)) &&
           (a.overlay_ids.empty() || holds(a.overlay_ids, o.overlay_id)) &&
           (a.degrees.empty() || o.degree.empty() || holds(a.degrees, o.degree));
}

std::vector<JurisdictionShare> laws_of(const ParcelFacts& facts, const Date& as_of)
{
    if (!facts.jurisdiction_parts.empty())
        return facts.jurisdiction_parts;
    return {{jurisdiction_on(facts, as_of), 1}};
}

RuleContext::RuleContext(const ParcelFacts& parcel_facts, const ZoneShare* in_zone, Jurisdiction law, const Date& day,
                         PlotAreaBasis basis)
    : facts(parcel_facts), zone(in_zone), as_of(day), plot_area_basis(basis)
{
    district = text::matching_key(!facts.district.empty() ? facts.district : zone ? zone->district : std::string{});
    kind = text::matching_key(facts.building_kind);
    if (law != Jurisdiction::Unknown)
        jurisdiction = name(law);
    if (zone) {
        use_approved = text::matching_key(zone->use_approved);
        use_permitted = text::matching_key(zone->use_permitted);
        use_governing = text::matching_key(zone->use_governing);
    }
}

std::optional<double> RuleContext::fact(NumericFact f) const
{
    switch (f) {
    case NumericFact::PassageWidth:
        return facts.passage_width_m;
    case NumericFact::PlotArea:
        return plot_area_basis == PlotAreaBasis::AfterWidening ? facts.area_after_widening_m2 : facts.area_m2;
    case NumericFact::Frontage:
        return facts.frontage_m;
    case NumericFact::PlotDepth:
        return facts.depth_m;
    case NumericFact::ExistingFloors:
        return facts.existing_floors;
    }
    return std::nullopt;
}

bool RuleContext::proposed(Quantity q) const
{
    return (q == Quantity::Floors && facts.proposed_floors) || (q == Quantity::Units && facts.proposed_units);
}

std::optional<double> RuleContext::limit(Quantity q) const
{
    if (q == Quantity::Floors && facts.proposed_floors)
        return facts.proposed_floors;
    if (q == Quantity::Units && facts.proposed_units)
        return facts.proposed_units;
    return plan_limit[static_cast<std::size_t>(q)];
}

std::vector<const OverlayFact*> matching_overlays(const Applies& applies, const RuleContext& context)
{
    std::vector<const OverlayFact*> found;
    for (const OverlayFact& o : context.facts.overlays)
        if (fits(applies, o, context.as_of) == OverlayMatch::Yes)
            found.push_back(&o);
    std::stable_sort(found.begin(), found.end(),
                     [](const OverlayFact* a, const OverlayFact* b) { return a->share > b->share; });
    return found;
}

Match match(const Rule& rule, const RuleContext& c, std::vector<std::string>& missing)
{
    const Applies& a = rule.applies;
    Conditions conditions(missing);
    if (!a.zones.empty() && !c.facts.zones_known)
        conditions.need(false, false, "zone");
    for (const auto& [f, interval] : a.intervals) {
        const auto value = c.fact(f);
        conditions.need(value.has_value(), value && interval.contains(*value),
                        f == NumericFact::PlotArea && c.plot_area_basis == PlotAreaBasis::AfterWidening
                            ? "area_after_widening_m2"
                            : name(f));
        if (conditions.failed())
            return conditions.result();
    }
    if (!a.parcels.empty())
        conditions.need(!c.facts.parcel_key.empty(), holds(a.parcels, c.facts.parcel_key), "parcel_id");
    if (a.permit_from || a.permit_below) {
        const Date issued = c.facts.permit_issued.value_or(c.as_of); // a new proposal is a permit of that day
        conditions.need(
            true, (!a.permit_from || *a.permit_from <= issued) && (!a.permit_below || issued < *a.permit_below), {});
    }
    conditions.text(a.districts, c.district, "district");
    conditions.text(a.uses_approved, c.use_approved, "use_approved");
    conditions.text(a.uses_permitted, c.use_permitted, "use_permitted");
    conditions.text(a.uses_governing, c.use_governing, "use_governing");
    conditions.text(a.kinds, c.kind, "building_kind");
    conditions.text(a.jurisdictions, c.jurisdiction, "jurisdiction");
    if (!a.sides.empty())
        conditions.need(c.facts.side.has_value(),
                        c.facts.side && holds(a.sides, std::string(1, static_cast<char>(std::tolower(*c.facts.side)))),
                        "side");
    if (a.corner)
        conditions.need(c.facts.corner.has_value(), c.facts.corner == a.corner, "corner");
    if (a.needs_overlay() && !conditions.failed())
        check_overlay(a, c, conditions);
    for (const auto& [q, interval] : a.given) {
        if (conditions.failed())
            break;
        const auto value = c.limit(q);
        conditions.need(value.has_value(), value && interval.contains(*value), name(q));
    }
    return conditions.result();
}

} // namespace didban
