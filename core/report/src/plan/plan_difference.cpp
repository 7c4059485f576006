#include "didban/report/plan_difference.h"

#include "didban/base/join.h"
#include "didban/report/table_format.h"
#include "json_values.h"

namespace didban {

std::string limit_as_text(const QuantityAnswer& a)
{
    if (is_use_list(a.quantity)) {
        const std::string list = text::join(a.uses, ", ");
        return list.empty() ? "none" : list;
    }
    const auto number = [](double x) { return text::plain(x); };
    const auto limit = a.limit();
    std::string value =
        limit ? (limit->exact() ? number(limit->low) : number(limit->low) + "–" + number(limit->high)) : std::string();
    switch (a.outcome) {
    case Outcome::Forbidden:
        return "forbidden";
    case Outcome::NotRegulated:
        return "not-regulated";
    case Outcome::Unknown:
        return "unknown";
    case Outcome::NeedsInquiry:
        return "needs inquiry" + (value.empty() ? "" : " (" + value + ")");
    default:
        return value;
    }
}

std::string_view name(PlanChange change)
{
    return change == PlanChange::Tighter ? "tighter" : change == PlanChange::Looser ? "looser" : "other";
}

std::string plan_difference_json(const PlanDifference& d, const Date& on)
{
    Json counts = Json::object(), parcels = Json::array();
    for (const Quantity q : all_quantities()) {
        const auto& c = d.counts[static_cast<std::size_t>(q)];
        if (c[0] + c[1] + c[2] > 0)
            counts[std::string(name(q))] = {{"tighter", c[0]}, {"looser", c[1]}, {"other", c[2]}};
    }
    for (const ParcelDifference& p : d.parcels) {
        Json limits = Json::array();
        for (const LimitDifference& l : p.limits)
            limits.push_back({{"quantity", name(l.quantity)},
                              {"change", name(l.change)},
                              {"before", l.before},
                              {"after", l.after},
                              {"unit", unit(l.quantity)},
                              {"rule_before", text_or_null(l.rule_before)},
                              {"rule_after", text_or_null(l.rule_after)}});
        parcels.push_back({{"parcel_id", p.parcel->id},
                           {"district", text_or_null(p.parcel->district)},
                           {"limits", std::move(limits)}});
    }
    const Json all{{"on", on.iso()},
                   {"compared", d.compared},
                   {"unchanged", d.unchanged},
                   {"changed", d.parcels.size()},
                   {"only_in_old", d.only_old},
                   {"only_in_new", d.only_new},
                   {"counts", std::move(counts)},
                   {"parcels", std::move(parcels)}};
    return document(all);
}

void write_plan_difference(const DataAccess& data, const PlanDifference& d, const Crs& crs, const std::string& out)
{
    using enum FieldType;
    const auto sink = data.create_features(out, table_format(out));
    sink->begin_layer({"differences",
                       crs,
                       {{"parcel_id", Text},
                        {"district", Text},
                        {"quantity", Text},
                        {"change", Text},
                        {"before", Text},
                        {"after", Text},
                        {"unit", Text},
                        {"rule_before", Text},
                        {"rule_after", Text}},
                       table_format(out) == "CSV" ? LayerSpec::Kind::None : LayerSpec::Kind::MultiPolygon});
    const auto known = [](const std::string& s) { return s.empty() ? FieldValue() : FieldValue(s); };
    std::int64_t number = 0;
    for (const ParcelDifference& p : d.parcels)
        for (const LimitDifference& l : p.limits) {
            Feature row;
            row.fid = ++number;
            row.values = {p.parcel->id,
                          known(p.parcel->district),
                          std::string(name(l.quantity)),
                          std::string(name(l.change)),
                          l.before,
                          l.after,
                          std::string(unit(l.quantity)),
                          known(l.rule_before),
                          known(l.rule_after)};
            row.geometry.polygons = p.parcel->shape;
            row.geometry.null = false;
            sink->write(row);
        }
    sink->finish();
}

} // namespace didban
