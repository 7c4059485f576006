#include "pipelines/train/truth_raster.h"

#include "didban/base/error.h"

#include <algorithm>
#include <cmath>

namespace didban::train {

namespace {

/// Sets the pixels whose centres lie inside a polygon, by even-odd crossings of each row.
void fill(Raster<std::uint8_t>& out, const Polygon& polygon, const GeoTransform& transform, std::uint8_t value)
{
    std::vector<Ring> rings{polygon.outer};
    rings.insert(rings.end(), polygon.holes.begin(), polygon.holes.end());
    double top = 1e300, bottom = -1e300;
    for (Ring& ring : rings)
        for (Point& p : ring) {
            p = transform.to_pixel(p.x, p.y);
            top = std::min(top, p.y);
            bottom = std::max(bottom, p.y);
        }
    const auto first = std::max<std::int64_t>(0, static_cast<std::int64_t>(std::floor(top)));
    const auto last = std::min<std::int64_t>(out.height() - 1, static_cast<std::int64_t>(std::ceil(bottom)));
    for (std::int64_t row = first; row <= last; ++row) {
        const double y = static_cast<double>(row) + 0.5;
        std::vector<double> crossings;
        for (const Ring& ring : rings)
            for (std::size_t i = 0; i < ring.size(); ++i) {
                const Point &a = ring[i], &b = ring[(i + 1) % ring.size()];
                if ((a.y <= y) != (b.y <= y))
                    crossings.push_back(a.x + (y - a.y) / (b.y - a.y) * (b.x - a.x));
            }
        std::sort(crossings.begin(), crossings.end());
        for (std::size_t k = 0; k + 1 < crossings.size(); k += 2) {
            const auto from = std::max<std::int64_t>(0, static_cast<std::int64_t>(std::ceil(crossings[k] - 0.5)));
            const auto to =
                std::min<std::int64_t>(out.width(), static_cast<std::int64_t>(std::ceil(crossings[k + 1] - 0.5)));
            for (std::int64_t col = from; col < to; ++col)
                out.at(col, row) = value;
        }
    }
}

} // namespace

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
            fill(out, part, *grid.transform, label(*kind, *stage));
    }
    return out;
}

} // namespace didban::train
