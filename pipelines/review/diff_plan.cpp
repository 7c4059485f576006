#include "pipelines/review/diff_plan.h"

#include "didban/base/error.h"
#include "pipelines/run/map_tiles.h"

#include <tbb/blocked_range.h>
#include <tbb/parallel_for.h>

namespace didban {

namespace {

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
        d.before = limit_as_text(a);
        d.after = limit_as_text(b);
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
        result.parcels.push_back({&new_plan.parcel(i), std::move(found[i])});
    }
    for (const bool m : met)
        result.only_old += !m;
    return result;
}

} // namespace didban
