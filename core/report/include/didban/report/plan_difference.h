#pragma once
#include "didban/geo/crs.h"
#include "didban/land/parcel.h"
#include "didban/ports/data_access.h"
#include "didban/rules/answer.h"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace didban {

/// A limit in a few characters: "4", "3–5", "unknown", "forbidden", "needs inquiry (5)". Limits with one text are one
/// limit to the reader.
[[nodiscard]] std::string limit_as_text(const QuantityAnswer& limit);

/// How a limit differs between two plans, for the builder.
enum class PlanChange { Tighter, Looser, Other };
[[nodiscard]] std::string_view name(PlanChange change); ///< "tighter", "looser", "other"

/// One limit of one parcel that differs. Other: the outcome changed in a way that has no order (unknown, inquiry,
/// another range or list of uses).
struct LimitDifference {
    Quantity quantity{};
    PlanChange change{PlanChange::Other};
    std::string before, after;           ///< limit_as_text()
    std::string rule_before, rule_after; ///< ids of the deciding rules, "" = none
};

struct ParcelDifference {
    const Parcel* parcel{}; ///< of the new cadastre, which must live longer
    std::vector<LimitDifference> limits;
};

struct PlanDifference {
    std::vector<ParcelDifference> parcels; ///< those with a difference, in the order of the new cadastre
    std::int64_t compared{}, unchanged{};
    std::int64_t only_old{}, only_new{};                              ///< parcels that the other cadastre does not have
    std::array<std::array<std::int64_t, 3>, quantity_count> counts{}; ///< by quantity and PlanChange
};

[[nodiscard]] std::string plan_difference_json(const PlanDifference& difference, const Date& on);
/// One row per parcel and limit, with geometry in `crs`, by the name of `out`: .gpkg, .geojson or .csv.
void write_plan_difference(const DataAccess& data, const PlanDifference& difference, const Crs& crs,
                           const std::string& out);

} // namespace didban
