#pragma once
#include "pipelines/parcel/parcel_book.h"

#include <array>
#include <string>
#include <vector>

namespace didban {

/// How a limit differs between two plans, for the builder.
enum class PlanChange { Tighter, Looser, Other };
[[nodiscard]] std::string_view name(PlanChange change); ///< "tighter", "looser", "other"

/// One limit of one parcel that differs. Other: the outcome changed in a way that has no order (unknown, inquiry,
/// another range or list of uses).
struct LimitDifference {
    Quantity quantity{};
    PlanChange change{PlanChange::Other};
    std::string before, after;           ///< values as text: "4", "3–5", "unknown", "forbidden", …
    std::string rule_before, rule_after; ///< ids of the deciding rules, "" = none
};

struct ParcelDifference {
    std::string parcel_id, district;
    std::vector<LimitDifference> limits;
};

struct PlanDifference {
    std::vector<ParcelDifference> parcels; ///< those with a difference, in the order of the new cadastre
    std::int64_t compared{}, unchanged{};
    std::int64_t only_old{}, only_new{};                              ///< parcels that the other cadastre does not have
    std::array<std::array<std::int64_t, 3>, quantity_count> counts{}; ///< by quantity and PlanChange
};

/// Compares the limits of every parcel on one day. Parcels are matched by key and by earlier codes. Same result for any
/// number of threads.
[[nodiscard]] PlanDifference diff_plan(const ParcelBook& old_plan, const ParcelBook& new_plan, const Date& on,
                                       const RunOptions& run);

[[nodiscard]] std::string plan_difference_json(const PlanDifference& difference, const Date& on);
/// One row per parcel and limit, with geometry, by the name of `out`: .gpkg, .geojson or .csv.
void write_plan_difference(const DataAccess& data, const PlanDifference& difference, const ParcelBook& new_plan,
                           const std::string& out);

} // namespace didban
