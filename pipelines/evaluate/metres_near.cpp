#include "pipelines/evaluate/metres_near.h"

#include <algorithm>
#include <cmath>

namespace didban {

Crs metres_near(const DataAccess& data, const std::string& path)
{
    FeatureQuery query;
    query.source = path;
    const auto source = data.open_features(query);
    Feature feature;
    while (!source->crs().metres() && source->next(feature)) {
        const Box box = bounds(feature.geometry.polygons);
        if (box.empty())
            continue;
        const Point at = Transform(source->crs(), Crs::wgs84())({box.x0, box.y0});
        const int zone = std::clamp(static_cast<int>(std::floor((at.x + 180) / 6)) + 1, 1, 60);
        return Crs::parse("EPSG:" + std::to_string((at.y < 0 ? 32700 : 32600) + zone));
    }
    return source->crs();
}

} // namespace didban
