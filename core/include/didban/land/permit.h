#pragma once
#include "didban/base/date.h"
#include "didban/geo/polygon.h"

#include <optional>
#include <string>
#include <vector>

namespace didban {

enum class PermitKind { Unknown, New, Addition, Repair, Demolition, PlanChange, Duplicate, Wall };
enum class PermitStatus { Unknown, Issued, Extended, Completed, Expired, Revoked, Suspended, Draft };
enum class LandUse { Unknown, Residential, Commercial, Office, Industrial, Public, Garden, Farmland, Other };

/// A building permit after normalisation. Every optional is "unknown" when empty, never 0.
struct Permit {
    std::string id;
    std::string parcel;                  ///< as written
    std::string parcel_key;              ///< parcel_key(parcel)
    std::vector<std::string> other_keys; ///< further plots (merged, split, old codes)
    Date issued;                         ///< the earliest Jalali day (1200/01/01) when the source does not say
    bool issued_known{true};
    std::optional<Date> valid_to; ///< with extensions
    std::optional<Date> started;  ///< start-of-work sheet
    std::optional<Date> completed;
    std::optional<double> floors;   ///< storeys above ground
    std::optional<double> height_m; ///< above the street
    std::optional<double> footprint_m2;
    std::optional<double> coverage; ///< permitted share of the plot, 0 to 1
    std::optional<double> total_area_m2;
    std::string use_text;
    LandUse use{LandUse::Unknown};
    PermitKind kind{PermitKind::Unknown};
    PermitStatus status{PermitStatus::Unknown};
    MultiPolygon footprint;     ///< permitted footprint in the working CRS, when the source has one
    std::optional<Point> place; ///< when the source gives only a point
    std::int64_t row{};         ///< row of the source, from 1, for messages
};

} // namespace didban
