#pragma once
#include "didban/grid/raster.h"
#include "didban/objects/change_object.h"
#include "didban/ports/data_access.h"

#include <optional>
#include <string>

namespace didban::train {

constexpr int kind_count = 5;

/// What a pixel of a truth raster says: 0 unchanged, else a kind of change and the stage of the building at the later
/// date.
[[nodiscard]] inline std::uint8_t label(ChangeKind kind, BuildStage stage)
{
    return static_cast<std::uint8_t>(1 + static_cast<int>(kind) + kind_count * static_cast<int>(stage));
}
[[nodiscard]] inline std::optional<ChangeKind> kind_of(std::uint8_t label)
{
    return label == 0 ? std::nullopt : std::optional(static_cast<ChangeKind>((label - 1) % kind_count));
}
/// Unknown for unchanged ground, and for kinds and cities that state no stage.
[[nodiscard]] inline BuildStage stage_of(std::uint8_t label)
{
    return label == 0 ? BuildStage::Unknown : static_cast<BuildStage>((label - 1) / kind_count);
}

/// Labelled change of a simulated city on an image grid. Truth without the property `stage`, as earlier versions wrote
/// it, gives unknown stages.
[[nodiscard]] Raster<std::uint8_t> truth_raster(const DataAccess& data, const std::string& changes_geojson,
                                                const RasterInfo& grid);

} // namespace didban::train
