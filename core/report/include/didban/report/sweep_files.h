#pragma once
#include "didban/findings/sweep.h"
#include "didban/geo/crs.h"
#include "didban/land/all_parcels.h"
#include "didban/ports/feature_source.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// The files of a sweep (docs/commands/sweep.md). Shapes are in `crs`; equal content gives equal bytes. Every function
/// throws Error{OutputFailed}.
namespace didban::report {

/// A building, or its part on one parcel.
struct SweptBuilding {
    std::int64_t number{};                 ///< from 1, in the order of the list
    std::string building_id;               ///< as the outlines' source writes it; "" = none
    std::optional<std::string> parcel_id;  ///< nothing: outside every parcel
    std::string district, address;         ///< "" = not known
    std::string permit_ids, permit_status; ///< that license it, else the one that was found and its state; "" = none
    StandingPart part;
    SweptPart swept;
    Reason reason;
    MultiPolygon shape;
};

struct SweptParcel {
    std::size_t parcel{}; ///< as AllParcels numbers them
    SweepVerdict verdict{SweepVerdict::NotSeen};
    std::int64_t buildings{};              ///< judged on it
    double standing_m2{}, unrecorded_m2{}; ///< ground covered; of it neither recorded nor within the error of records
    std::string permit_ids;                ///< that license floor area, with blanks between
};

struct SweepReport {
    const std::vector<SweptBuilding>& buildings;
    const std::vector<SweptParcel>& parcels;
    AllParcels all;
    const Crs& crs;
    Date on;
};

void write_sweep_geojson(const std::string& path, const SweepReport& report);
void write_sweep_parcels_geojson(const std::string& path, const SweepReport& report);
/// UTF-8 with BOM, for spreadsheets.
void write_sweep_csv(const std::string& path, const SweepReport& report);
/// The layers buildings and parcels with their QGIS styles. The caller finishes the sink.
void write_sweep_layers(FeatureSink& sink, const SweepReport& report);

} // namespace didban::report
