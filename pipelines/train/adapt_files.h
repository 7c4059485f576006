#pragma once
#include "pipelines/detect/detect_change.h"
#include "pipelines/run/step_store.h"
#include "pipelines/train/adapt_parcels.h"

#include <string>
#include <vector>

namespace didban::train {

/// What the training code reads of a city (didban_training.own_imagery), as files of one folder.
inline constexpr const char *adapt_before = "own_before.tif", *adapt_after = "own_after.tif",
                            *adapt_numbers = "own_parcels.tif", *adapt_table = "own_parcels.csv";

/// Writes both dates as the network of `onnx_file`, which must fit them (detect::fits), would be shown them (red,
/// green, blue in 8 bits; band 4 is 0 where a date does not see), the number of the parcel at each pixel (1 for the
/// first) and the table of the parcels: number, kind, held_out. `parcels` and `told` correspond; shapes are in the CRS
/// of the grid. Streams by tile. Throws Error{IncompatibleInput} without a georeference.
void write_adapt_files(const DataAccess& data, const AlignedPair& pair, const std::string& onnx_file,
                       const std::vector<Parcel>& parcels, const std::vector<AdaptParcel>& told, StepStore& store,
                       const RunOptions& run);

} // namespace didban::train
