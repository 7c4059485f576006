#pragma once
#include "didban/geo/polygon.h"
#include "didban/objects/zone_statistics.h"
#include "didban/ports/data_access.h"
#include "didban/ports/fine_reader.h"
#include "pipelines/run/run_options.h"
#include "pipelines/zonal/zone_shapes.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace didban {

/// One number per zone, band and statistic.
class ZoneTable {
public:
    ZoneTable(std::size_t zones, std::size_t bands, std::size_t statistics)
        : bands_(bands), statistics_(statistics), values_(zones * bands * statistics)
    {
    }
    /// NaN = no pixel with data in the zone. Counted from 0.
    [[nodiscard]] double at(std::size_t zone, std::size_t band, std::size_t statistic) const
    {
        return static_cast<double>(exact(zone, band, statistic));
    }
    /// The same where whole numbers of 64 bits must stay exact.
    [[nodiscard]] long double exact(std::size_t zone, std::size_t band, std::size_t statistic) const
    {
        return values_[(zone * bands_ + band) * statistics_ + statistic];
    }
    /// All statistics of a zone, band after band.
    void set(std::size_t zone, std::span<const long double> figures)
    {
        std::copy(figures.begin(), figures.end(),
                  values_.begin() + static_cast<std::ptrdiff_t>(zone * bands_ * statistics_));
    }
    std::int64_t repaired{}; ///< zones that were not valid polygons

private:
    std::size_t bands_, statistics_;
    std::vector<long double> values_;
};

/// 1, 2, … for each band of the raster.
[[nodiscard]] std::vector<int> all_bands(const RasterSource& raster);
/// Throws Error{IncompatibleInput} when the raster has none, or none that zones could be laid over.
[[nodiscard]] GeoTransform georeference_of(const RasterInfo& info);
/// What the raster's values need to stay exact.
[[nodiscard]] Precision precision_of(const RasterSource& raster);

/// Receives the statistics of a zone (counted from 0): band after band, NaN = no pixel with data in it. `repaired`: it
/// was no valid polygon.
using ZoneSink = std::function<void(std::size_t zone, std::span<const long double> figures, bool repaired)>;

/// As zone_statistics(), of shapes in the raster's pixels, which are dropped as they are done with: each zone is handed
/// on with the last cell of the raster that it meets. `sink` is called by one thread at a time.
void measure_zones(const RasterSource& raster, ZoneShapes& shapes, const std::vector<Statistic>& statistics,
                   const RunOptions& run, const std::vector<int>& bands, const ZoneSink& sink);

/// Statistics of each zone over the bands named (from 1; empty = all), every pixel weighted by the exact share of it
/// inside the zone. Zones are in the raster's CRS and may be multi-part, have holes, overlap each other, be smaller
/// than a pixel or lie outside. Coverage is computed once for all bands. The raster streams by tiles; a zone is
/// finished with its last cell, so memory holds the zones, the tiles in flight and the zones that cross the row of
/// cells under way. Throws Error{IncompatibleInput} when the raster has no georeference.
[[nodiscard]] ZoneTable zone_statistics(const RasterSource& raster, const std::vector<MultiPolygon>& zones,
                                        const std::vector<Statistic>& statistics, const RunOptions& run,
                                        const std::vector<int>& bands = {});

struct ZonalOptions {
    std::string layer; ///< of the zones; "" = the only one
    std::vector<Statistic> statistics;
};

struct ZonalReport {
    std::int64_t zones{};
    std::int64_t without_area{}; ///< null, empty or not polygons: all statistics null, count 0
    std::int64_t outside{};      ///< no pixel of the raster touched
    std::int64_t repaired{};     ///< invalid polygons
    std::string operation;       ///< how zones were brought into the raster's CRS; "none" when it is the same
};

/// Writes the zones with their own attributes, in their own order, and one column per statistic ("mean"; with several
/// bands "band_1_mean") to `out`: .csv (without geometry), .gpkg, .geojson, .shp or .fgb. Zones in another CRS are
/// transformed, long edges divided so that they stay within 0.05 pixel. Zones are read in batches that fit into half of
/// the memory allowed, and written in their order as soon as they and those before them are done with. Throws Error
/// when a CRS is missing on one side.
ZonalReport zonal(const DataAccess& data, const std::string& raster, const std::string& zones, const std::string& out,
                  const ZonalOptions& options, const RunOptions& run);

} // namespace didban
