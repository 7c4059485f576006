#pragma once
#include "didban/align/working_grid.h"
#include "didban/ports/work_rasters.h"
#include "pipelines/imagery/epochs.h"
#include "pipelines/run/run_options.h"

#include <vector>

namespace didban {

/// Opens every scene and checks what a watch needs of it: a georeference, a CRS, at least one pixel with data.
/// Throws Error{IncompatibleInput} naming the scene. Gives a note for each whose values are stored with a scale.
[[nodiscard]] std::vector<std::string> check_scenes(const DataAccess& data, const std::vector<const Scene*>& scenes,
                                                    const RunOptions& run);

/// True when the epoch's only scene lies in the working CRS: it is then the working grid itself and need not be copied.
/// Scene classes may be coarser than their image or lie beside it, so they are laid onto a copy.
[[nodiscard]] bool usable_as_it_is(const DataAccess& data, const Epoch& epoch, const Crs& crs);

[[nodiscard]] WorkingGrid grid_of(const DataAccess& data, const std::string& raster);

/// A north-up grid in `crs` that holds all scenes of the epoch, with their finest pixel. Scenes in `crs` keep the first
/// one's pixel corners.
[[nodiscard]] WorkingGrid grid_around(const DataAccess& data, const Epoch& epoch, const Crs& crs);

/// Lays rasters of one grid over each other: every pixel from the first that has data there. Floats, NaN = no data.
/// Throws Error{IncompatibleInput} when they differ in size or bands.
void mosaic(const DataAccess& data, const std::vector<std::string>& rasters, const std::string& out, RasterUse use,
            const RunOptions& run);

} // namespace didban
