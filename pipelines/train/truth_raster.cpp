#include "pipelines/train/truth_raster.h"

#include "didban/base/error.h"
#include "didban/geo/fill_polygon.h"

#include <algorithm>

namespace didban::train {

Raster<std::uint8_t> truth_raster(const DataAccess& data, const std::string& changes_geojson, const RasterInfo& grid)
{
    Raster<std::uint8_t> out(grid.extent(), 0);
    FeatureQuery query;
    query.source = changes_geojson;
    const auto features = data.open_features(query);
    const auto& names = features->fields();
    const auto column = [&](const char* field) { return std::find(names.begin(), names.end(), field) - names.begin(); };
    const auto kinds = column("kind"), stages = column("stage"), columns = std::ssize(names);
    if (kinds == columns)
        throw Error(ErrorKind::UnreadableInput, changes_geojson + " has no property \"kind\"");
    if (!grid.transform || !grid.crs.known())
        throw Error(ErrorKind::IncompatibleInput,
                    grid.name + " has no georeference; train on cities made by didban simulate");
    const Transform onto_grid(features->crs(), grid.crs);
    Feature feature;
    while (features->next(feature)) {
        const auto text = [&](std::ptrdiff_t at) { return as_text(feature.values.at(static_cast<std::size_t>(at))); };
        const auto kind = change_kind(text(kinds));
        if (!kind)
            throw Error(ErrorKind::UnreadableInput,
                        changes_geojson + ": there is no kind of change \"" + text(kinds) + "\"");
        const auto stage = stages == columns ? BuildStage::Unknown : build_stage(text(stages));
        if (!stage)
            throw Error(ErrorKind::UnreadableInput,
                        changes_geojson + ": there is no building stage \"" + text(stages) + "\"");
        for (const Polygon& part : onto_grid(feature.geometry.polygons).parts)
            fill_polygon(out, part, *grid.transform, label(*kind, *stage));
    }
    return out;
}

} // namespace didban::train
