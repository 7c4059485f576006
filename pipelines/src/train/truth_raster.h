#pragma once
#include "didban/grid/raster.h"
#include "didban/objects/change_object.h"
#include "didban/ports/data_access.h"

#include <optional>
#include <string>

namespace didban::train {

/// Labelled change of a simulated city on an image grid: 0 unchanged, else 1 + the number of its ChangeKind.
[[nodiscard]] Raster<std::uint8_t> truth_raster(const DataAccess& data, const std::string& changes_geojson,
                                                const RasterInfo& grid);

[[nodiscard]] inline std::optional<ChangeKind> kind_of(std::uint8_t label)
{
    return label == 0 ? std::nullopt : std::optional(static_cast<ChangeKind>(label - 1));
}

} // namespace didban::train
