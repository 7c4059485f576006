#pragma once
#include "didban/base/date.h"
#include "didban/cases/case.h"
#include "pipelines/city/city_data.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace didban::train {

/// What the registers say of a parcel between two dates of imagery.
enum class ParcelKind {
    Completed, ///< a new building was completed between them
    Quiet,     ///< nothing was permitted from two years before the first to a year after the second, and no case stands
    Unknown    ///< anything else
};
[[nodiscard]] std::string_view name(ParcelKind kind);

struct AdaptParcel {
    ParcelKind kind{ParcelKind::Unknown};
    bool held_out{false}; ///< kept to score on: three tenths, drawn by the seed and the parcel's key
};

/// One for each parcel of the city, in order. Without permits all are unknown. `cases`: of the ledger; those that were
/// dismissed do not count. Pure.
[[nodiscard]] std::vector<AdaptParcel> adapt_parcels(const CityData& city, const std::vector<Case>& cases,
                                                     const Date& before, const Date& after, std::int64_t seed);

} // namespace didban::train
