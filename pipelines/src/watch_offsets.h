#pragma once
#include "didban/land/parcel.h"
#include "didban/pipelines/run_options.h"
#include "didban/ports/data_access.h"
#include "didban/report/run_record.h"

#include <optional>
#include <string>
#include <vector>

namespace didban {

/// How the cadastre lies on an image, block by block. A report for surveyors; no parcel is moved by it.
struct CadastreOnImage {
    std::vector<report::BlockOffsetRecord> blocks; ///< with a significant offset, in cadastre order
    std::int64_t blocks_without{};                 ///< too few edges to say, or none that stand out
    Point common; ///< median of the blocks, east and north: roofs lean away from the nadir; (0, 0) where too few blocks
                  ///< tell
    std::optional<std::string> datum_suggestion; ///< the parcels fit better where ED50(ED77) would put them
};

/// Blocks are the first three numbers of the renovation codes, or squares of 250 m where the codes make no blocks.
/// `raster` is in the working CRS. Same result for any number of threads.
[[nodiscard]] CadastreOnImage measure_offsets(const DataAccess& data, const std::string& raster,
                                              const std::vector<Parcel>& parcels, const RunOptions& run);

} // namespace didban
