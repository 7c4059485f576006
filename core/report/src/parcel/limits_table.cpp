#include "didban/report/limits_table.h"

#include "didban/base/join.h"
#include "didban/base/number_text.h"

#include <algorithm>

namespace didban {

namespace {

constexpr Quantity shown[] = {Quantity::Floors, Quantity::Height, Quantity::Coverage, Quantity::FloorAreaRatio,
                              Quantity::SetbackFront};
constexpr const char* column[] = {"max_floors", "max_height_m", "max_coverage", "max_far", "min_setback_front_m"};
constexpr const char* prefix[] = {"floors", "height", "coverage", "far", "setback_front"};

FieldValue text_field(const std::string& s)
{
    return s.empty() ? FieldValue() : FieldValue(s);
}
FieldValue number(const std::optional<double>& v, int decimals)
{
    return v ? FieldValue(rounded(*v, decimals)) : FieldValue();
}

std::string range_text(const Limit& l)
{
    const auto plain = [](double x) { return text::significant(x, 6); };
    return l.exact() ? plain(l.low) : plain(l.low) + " to " + plain(l.high);
}

/// "height at most 9 from 2026-03-21 [rule]", "floors at most 3, a draft [rule]".
std::string pending_text(const PendingRule& p)
{
    std::string text(name(p.then.quantity));
    if (p.then.outcome != Outcome::Allowed && p.then.outcome != Outcome::Limited)
        text += " " + std::string(name(p.then.outcome));
    if (p.then.maximum)
        text += " at most " + range_text(*p.then.maximum);
    if (p.then.minimum)
        text += " at least " + range_text(*p.then.minimum);
    if (!p.then.uses.empty())
        text += " " + text::join(p.then.uses, "; ");
    if (p.from)
        text += " from " + p.from->iso();
    if (p.rule->status == RuleStatus::Draft)
        text += ", a draft";
    return text + " [" + p.rule->id + "]";
}

FieldValue one_number(const std::optional<Limit>& m2)
{
    return m2 && m2->exact() ? FieldValue(rounded(m2->low, 2)) : FieldValue();
}

/// "at most 360 by coverage [rule]", "not known: setback_side; in any case at most 360 by coverage [rule]".
std::string area_text(const BuildableArea& a)
{
    std::string unknown, by;
    for (const Quantity q : a.unknown)
        unknown += (unknown.empty() ? "not known: " : ", ") + std::string(name(q));
    if (!a.at_most_m2)
        return unknown.empty() ? "no known limit" : unknown;
    for (const BindingLimit& b : a.decided_by)
        by += (by.empty() ? " by " : ", ") + std::string(name(b.quantity)) + (b.rule ? " [" + b.rule->id + "]" : "");
    return unknown + (unknown.empty() ? "at most " : "; in any case at most ") +
           range_text({rounded(a.at_most_m2->low, 2), rounded(a.at_most_m2->high, 2)}) + by;
}

/// What the numbers of a row do not hold without, each with its quantity and rule.
struct RowRemarks {
    std::vector<std::string> ranges, bonuses, conditions, conditions_fa, forbidden_parts, losing;

    void add(const std::string& what, const QuantityAnswer& a)
    {
        const auto rule = [](const Rule* r) { return " [" + r->id + "]"; };
        if (!a.number())
            for (const auto& [bound, word] : {std::pair(a.maximum, " at most "), std::pair(a.minimum, " at least ")})
                if (bound)
                    ranges.push_back(what + word + range_text(*bound));
        for (const Bonus& b : a.bonuses)
            bonuses.push_back(what + " " + range_text(b.amount) + rule(b.rule));
        for (const Condition& c : a.conditions) {
            const std::string otherwise = c.otherwise ? ", otherwise " + range_text(*c.otherwise) : std::string{};
            conditions.push_back(what + ": " + (c.text.empty() ? c.text_fa : c.text) + otherwise + rule(c.rule));
            if (!c.text_fa.empty())
                conditions_fa.push_back(what + ": " + c.text_fa + rule(c.rule));
        }
        for (const ForbiddenPart& p : a.forbidden_parts) {
            forbidden_parts.push_back(what + " forbidden in " + p.kind + " " + p.overlay_id + ", " +
                                      text::fixed(100 * p.share, 1) + " % of the parcel" + rule(p.rule));
        }
        for (const LosingRule& l : a.losing)
            losing.push_back(what + " " + l.rule->id + (l.limit ? " = " + range_text(*l.limit) : std::string{}) + ", " +
                             l.because);
    }
};

} // namespace

LayerSpec limits_layer(const Crs& crs)
{
    using enum FieldType;
    LayerSpec layer;
    layer.name = "parcels";
    layer.crs = crs;
    layer.fields = {{"parcel_id", Text},      {"district", Text},
                    {"zone", Text},           {"zone_share", Real},
                    {"use_approved", Text},   {"use_permitted", Text},
                    {"use_governing", Text},  {"jurisdiction", Text},
                    {"area_m2", Real},        {"area_after_widening_m2", Real},
                    {"passage_width_m", Real}};
    for (std::size_t i = 0; i < std::size(shown); ++i) {
        layer.fields.push_back({column[i], Real});
        layer.fields.push_back({std::string(prefix[i]) + "_outcome", Text});
        layer.fields.push_back({std::string(prefix[i]) + "_rule", Text});
        layer.fields.push_back({std::string(prefix[i]) + "_source", Text});
    }
    layer.fields.insert(layer.fields.end(), {{"uses_allowed", Text},
                                             {"overlays", Text},
                                             {"ranges", Text},
                                             {"bonuses", Text},
                                             {"conditions", Text},
                                             {"conditions_fa", Text},
                                             {"forbidden_parts", Text},
                                             {"losing", Text},
                                             {"pending", Text},
                                             {"plan_level", Text},
                                             {"stated_area_m2", Real},
                                             {"stated_area_difference_m2", Real},
                                             {"buildable_per_floor_m2", Real},
                                             {"buildable_total_m2", Real},
                                             {"buildable_by", Text},
                                             {"missing", Text},
                                             {"ask", Text},
                                             {"notes", Text}});
    return layer;
}

Feature limits_row(const Parcel& parcel, const ParcelFacts& f, const Answer& answer,
                   const std::vector<PendingRule>& pending, const std::optional<StatedArea>& stated_area,
                   const std::optional<BuildableAreas>& buildable)
{
    Feature row;
    row.geometry.polygons = parcel.shape;
    row.geometry.null = parcel.shape.empty();
    auto& v = row.values;
    v = {parcel.id, text_field(parcel.district)};
    if (f.zones.empty()) {
        v.insert(v.end(), 5, FieldValue());
    } else {
        const ZoneShare& z = f.zones.front();
        v.insert(v.end(), {text_field(z.zone), rounded(z.share, 4), text_field(z.use_approved),
                           text_field(z.use_permitted), text_field(z.use_governing)});
    }
    std::vector<std::string> laws;
    for (const JurisdictionShare& j : answer.jurisdictions)
        laws.emplace_back(name(j.jurisdiction));
    v.push_back(text_field(text::join(laws, "; ")));
    v.push_back(number(f.area_m2, 2));
    v.push_back(number(f.area_after_widening_m2, 2));
    v.push_back(number(f.passage_width_m, 2));
    std::vector<std::string> missing, ask, overlays;
    RowRemarks remarks;
    for (std::size_t k = 0; k < std::size(shown); ++k) {
        const QuantityAnswer* a = answer.find(shown[k]);
        if (a)
            remarks.add(prefix[k], *a);
        v.push_back(a ? number(a->number(), 6) : FieldValue());
        v.push_back(a ? FieldValue(std::string(name(a->outcome))) : FieldValue());
        v.push_back(a && a->decided_by ? FieldValue(a->decided_by->id) : FieldValue());
        v.push_back(a && a->decided_by ? FieldValue(a->decided_by->source.text()) : FieldValue());
        if (a)
            for (const std::string& m : a->missing)
                if (m != "rule" && std::find(missing.begin(), missing.end(), m) == missing.end())
                    missing.push_back(m);
    }
    for (const Inquiry& inquiry : answer.inquiries)
        ask.push_back(inquiry.body);
    for (const OverlayFact& o : f.overlays)
        if (o.distance_m == 0)
            overlays.push_back(o.kind + " " + o.overlay_id);
    const QuantityAnswer* uses = answer.find(Quantity::UseAllowed);
    v.push_back(uses ? text_field(text::join(uses->uses, "; ")) : FieldValue());
    v.push_back(text_field(text::join(overlays, "; ")));
    for (const auto* list : {&remarks.ranges, &remarks.bonuses, &remarks.conditions, &remarks.conditions_fa,
                             &remarks.forbidden_parts, &remarks.losing})
        v.push_back(text_field(text::join(*list, "; ")));
    std::vector<std::string> not_yet;
    for (const PendingRule& p : pending)
        not_yet.push_back(pending_text(p));
    v.push_back(text_field(text::join(not_yet, "; ")));
    std::vector<std::string> levels;
    for (const PlanLevelShare& level : answer.plan_levels)
        levels.emplace_back(name(level.level));
    v.push_back(text_field(text::join(levels, "; ")));
    v.push_back(stated_area ? FieldValue(rounded(stated_area->stated_m2, 2)) : FieldValue());
    v.push_back(stated_area ? FieldValue(rounded(stated_area->difference_m2(), 2)) : FieldValue());
    v.push_back(buildable ? one_number(buildable->per_floor.m2) : FieldValue());
    v.push_back(buildable ? one_number(buildable->total.m2) : FieldValue());
    v.push_back(buildable ? FieldValue("per floor " + area_text(buildable->per_floor) + "; total " +
                                       area_text(buildable->total))
                          : FieldValue());
    v.push_back(text_field(text::join(missing, "; ")));
    v.push_back(text_field(text::join(ask, "; ")));
    v.push_back(text_field(text::join(answer.notes, "; ")));
    return row;
}

} // namespace didban
