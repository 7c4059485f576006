#pragma once
#include "didban/land/parcel.h"
#include "didban/ports/data_access.h"
#include "didban/report/run_record.h"
#include "pipelines/ground/ground_offset.h"
#include "pipelines/run/run_options.h"

#include <optional>
#include <string>
#include <vector>

namespace didban {

/// How the cadastre lies on the images of a period, block by block. No parcel is moved by it.
struct CadastreOnImage {
    std::vector<report::BlockOffsetRecord> blocks; ///< with an offset other than 0, in cadastre order
    std::int64_t blocks_without{};                 ///< too few parcels, or nothing seen: offset 0
    std::vector<GroundOffset> of_parcel;           ///< one per parcel: its block's
    std::optional<std::string> datum_suggestion;   ///< the parcels fit better where ED50(ED77) would put them
};

/// The images that the cadastre is laid on: both dates on one grid in the working CRS. `before` and `after` of `lean`
/// are used when the views are known.
struct OffsetImages {
    std::string before, after;
    ViewLean lean;
};

/// Streams by block of the cadastre, which is held. Same result for any number of threads. Throws Error{Interrupted}
/// when asked to stop.
[[nodiscard]] CadastreOnImage measure_offsets(const DataAccess& data, const OffsetImages& images,
                                              const std::vector<Parcel>& parcels, double accuracy_m,
                                              const RunOptions& run);

} // namespace didban
