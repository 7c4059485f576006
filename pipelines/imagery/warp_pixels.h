#pragma once
#include "didban/align/displacement.h"
#include "didban/ports/work_rasters.h"
#include "pipelines/imagery/open_scene.h"
#include "pipelines/run/input_stamps.h"
#include "pipelines/run/run_options.h"

namespace didban {

/// The raster that is made.
struct WarpedFile {
    std::string path;
    RasterUse use{RasterUse::Result};
    const InputStamps* inputs{nullptr}; ///< that must still be what they were when the file gets its name
};

/// Writes every band of the scene on the grid, seen through the displacement, in lattice cells; returns the share of
/// the grid where any band has data. Throws Error{UnreadableInput} when that is nothing.
double warp_pixels(const DataAccess& data, const OpenScene& scene, const WorkingGrid& grid,
                   const Displacement& displacement, const WarpedFile& out, const RunOptions& run);

/// Warps one scene onto a grid without co-registration. Returns and throws as above.
double warp_scene(const DataAccess& data, const SceneFiles& scene, const WorkingGrid& grid, const WarpedFile& out,
                  const RunOptions& run);

} // namespace didban
