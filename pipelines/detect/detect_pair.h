#pragma once
#include "pipelines/detect/detect_change.h"

#include <string>

namespace didban {

/// What `didban detect` takes.
struct DetectPairOptions {
    std::string before, after;           ///< two rasters, or plain pictures
    std::string output;                  ///< folder; created
    std::string before_dsm, after_dsm;   ///< "" = none
    std::string before_mask, after_mask; ///< "", "SCL", or a raster whose non-zero pixels are unusable
    std::vector<std::string> later;      ///< images after AFTER on which a change must still show; masked like AFTER
    double gsd{0};                       ///< metres per pixel where there is no georeference; 0 = 1 m
    bool no_align{false};
    std::string version; ///< of the program, for run.json
    DetectOptions detect;
};

/// Change detection alone on two rasters: aligns AFTER to BEFORE unless told not to, and writes change.tif,
/// changes.geojson and run.json. Two rasters on different grids are warped by their georeference even with `no_align`.
DetectResult detect_pair(const DataAccess& data, const DetectPairOptions& options, const RunOptions& run);

} // namespace didban
