#pragma once
#include "didban/align/displacement.h"
#include "pipelines/imagery/open_scene.h"
#include "pipelines/run/run_options.h"

namespace didban {

/// The raster that is made.
struct WarpedFile {
    std::string path;
    bool work_file{false}; ///< read by this program alone (ports/work_file.h)
};

/// Writes every band of the scene on the grid, seen through the displacement, in lattice cells; returns the share of
/// the grid where any band has data. Throws Error{UnreadableInput} when that is nothing.
double warp_pixels(const DataAccess& data, const OpenScene& scene, const WorkingGrid& grid,
                   const Displacement& displacement, const WarpedFile& out, const RunOptions& run);

/// Warps one scene onto a grid without co-registration into a work file; returns the share of the grid that has data.
/// Errors as above.
double warp_scene(const DataAccess& data, const SceneFiles& scene, const WorkingGrid& grid, const std::string& out,
                  const RunOptions& run);

} // namespace didban
