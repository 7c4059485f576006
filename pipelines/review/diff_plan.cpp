#include "pipelines/review/diff_plan.h"

#include "didban/base/error.h"
#include "pipelines/parcel/answer_json.h"
#include "pipelines/parcel/table_format.h"
#include "pipelines/run/map_tiles.h"

#include <tbb/blocked_range.h>
#include <tbb/parallel_for.h>

#include <cstdio>

namespace didban {

namespace {

std::string plain(double x)
{
    char text[32];
    std::snprintf(text, sizeof text, "%.6g", x);
    return text;
}

std::string text_of(const QuantityAnswer& a)
{
    if (is_use_list(a.quantity)) {
        std::string list;
        for (const std::string& use : a.uses)
            list += (list.empty() ? "" : ", ") + use;
        return list.empty() ? "none" : list;
    }
    const auto limit = a.limit();
    std::string value =
        limit ? (limit->exact() ? plain(limit->low) : plain(limit->low) + "–" + plain(limit->high)) : std::string();
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

/// How much is allowed, on a scale on which more is looser; empty when there is no order.
std::optional<double> freedom(const QuantityAnswer& a)
{
    if (a.outcome == Outcome::Forbidden)
        return -std::numeric_limits<double>::infinity();
    if (a.outcome == Outcome::NotRegulated)
        return std::numeric_limits<double>::infinity();
    if (const auto n = a.number(); n && !is_use_list(a.quantity))
        return is_minimum(a.quantity) ? -*n : *n;
    return std::nullopt;
}

const QuantityAnswer& or_unknown(const QuantityAnswer* a, Quantity q, QuantityAnswer& nothing)
{
    nothing.quantity = q;
    return a ? *a : nothing;
}

std::vector<LimitDifference> compare(const Answer& before, const Answer& after)
{
    std::vector<LimitDifference> found;
    for (const Quantity q : all_quantities()) {
        if (!before.find(q) && !after.find(q))
            continue;
        QuantityAnswer nothing_a, nothing_b;
        const QuantityAnswer &a = or_unknown(before.find(q), q, nothing_a),
                             &b = or_unknown(after.find(q), q, nothing_b);
        LimitDifference d;
        d.before = text_of(a);
        d.after = text_of(b);
        if (d.before == d.after)
            continue;
        d.quantity = q;
        const auto x = freedom(a), y = freedom(b);
        d.change = !x || !y ? PlanChange::Other : *y < *x ? PlanChange::Tighter : PlanChange::Looser;
        d.rule_before = a.decided_by ? a.decided_by->id : "";
        d.rule_after = b.decided_by ? b.decided_by->id : "";
        found.push_back(std::move(d));
    }
    return found;
}

std::optional<std::size_t> counterpart(const ParcelBook& old_plan, const Parcel& parcel)
{
    if (const auto same = old_plan.find(parcel.id))
        return same;
    for (const std::string& old : parcel.old_keys)
        if (const auto earlier = old_plan.find(old))
            return earlier;
    return std::nullopt;
}

} // namespace

std::string_view name(PlanChange change)
{
    return change == PlanChange::Tighter ? "tighter" : change == PlanChange::Looser ? "looser" : "other";
}

PlanDifference diff_plan(const ParcelBook& old_plan, const ParcelBook& new_plan, const Date& on, const RunOptions& run)
{
    const std::size_t n = new_plan.city().parcels.size();
    std::vector<std::vector<LimitDifference>> found(n);
    std::vector<std::optional<std::size_t>> partner(n);
    const ThreadLimit limit(run.threads);
    tbb::parallel_for(tbb::blocked_range<std::size_t>(0, n, 256), [&](const tbb::blocked_range<std::size_t>& range) {
        for (std::size_t i = range.begin(); i < range.end() && !run.stop.stop_requested(); ++i) {
            partner[i] = counterpart(old_plan, new_plan.parcel(i));
            if (partner[i])
                found[i] = compare(old_plan.rules_for(*partner[i], on), new_plan.rules_for(i, on));
        }
    });
    if (run.stop.stop_requested())
        throw Error(ErrorKind::Interrupted, "interrupted while comparing the plans");
    PlanDifference result;
    std::vector<bool> met(old_plan.city().parcels.size());
    for (std::size_t i = 0; i < n; ++i) {
        if (!partner[i]) {
            ++result.only_new;
            continue;
        }
        met[*partner[i]] = true;
        ++result.compared;
        if (found[i].empty()) {
            ++result.unchanged;
            continue;
        }
        for (const LimitDifference& d : found[i])
            ++result.counts[static_cast<std::size_t>(d.quantity)][static_cast<std::size_t>(d.change)];
        result.parcels.push_back({new_plan.parcel(i).id, new_plan.parcel(i).district, std::move(found[i])});
    }
    for (const bool m : met)
        result.only_old += !m;
    return result;
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
                              {"rule_before", l.rule_before.empty() ? Json(nullptr) : Json(l.rule_before)},
                              {"rule_after", l.rule_after.empty() ? Json(nullptr) : Json(l.rule_after)}});
        parcels.push_back({{"parcel_id", p.parcel_id},
                           {"district", p.district.empty() ? Json(nullptr) : Json(p.district)},
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
    return all.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

void write_plan_difference(const DataAccess& data, const PlanDifference& d, const ParcelBook& new_plan,
                           const std::string& out)
{
    using enum FieldType;
    const auto sink = data.create_features(out, table_format(out));
    sink->begin_layer({"differences",
                       new_plan.city().crs,
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
    const auto text_or_null = [](const std::string& s) { return s.empty() ? FieldValue() : FieldValue(s); };
    std::int64_t number = 0;
    for (const ParcelDifference& p : d.parcels)
        for (const LimitDifference& l : p.limits) {
            Feature row;
            row.fid = ++number;
            row.values = {p.parcel_id,
                          text_or_null(p.district),
                          std::string(name(l.quantity)),
                          std::string(name(l.change)),
                          l.before,
                          l.after,
                          std::string(unit(l.quantity)),
                          text_or_null(l.rule_before),
                          text_or_null(l.rule_after)};
            if (const auto i = new_plan.find(p.parcel_id)) {
                row.geometry.polygons = new_plan.parcel(*i).shape;
                row.geometry.null = false;
            }
            sink->write(row);
        }
    sink->finish();
}

} // namespace didban
