#pragma once
#include "didban/ports/data_access.h"
#include "pipelines/imagery/scene_files.h"

#include <memory>
#include <string>

namespace didban {

/// An image that gives physical values.
struct PhysicalImage {
    std::unique_ptr<RasterSource> raster;
    std::string note;   ///< one sentence on the scale and offset that are applied and who says so; "" = none are
    bool scaled{false}; ///< by `raster` itself: the file alone would give other values
};

/// Opens a scene's image. Scale and offset come from the file itself, else, where it holds whole numbers, from the
/// catalogue (`files.scaling`), else from the product's metadata beside it (product_scaling.h). The darkest pixels
/// verify an offset: one of a catalogue or product that would leave them clearly below zero was taken off before and is
/// left out, one of the file is said to be doubtful. Throws Error{UnreadableInput}; Error{Configuration} when the
/// catalogue's bands are not the file's.
[[nodiscard]] PhysicalImage open_physical(const DataAccess& data, const SceneFiles& files);

} // namespace didban
