#include "pipelines/watch/observe_parcels.h"

#include "pipelines/zonal/zonal.h"

#include <algorithm>
#include <cmath>

namespace didban {

std::vector<double> observed_shares(const DataAccess& data, const std::string& change_map,
                                    const std::vector<Parcel>& parcels, const RunOptions& run)
{
    const auto raster = data.open_raster(change_map);
    std::vector<MultiPolygon> zones;
    zones.reserve(parcels.size());
    for (const Parcel& p : parcels)
        zones.push_back(p.shape);
    const ZoneTable table = zone_statistics(*raster, zones, parse_statistics("count"), run, {1});
    const double pixel = raster->info().transform->pixel_area();
    std::vector<double> shares;
    for (std::size_t i = 0; i < zones.size(); ++i) {
        const double whole = planar_area(zones[i]), seen = table.at(i, 0, 0) * pixel;
        shares.push_back(whole > 0 && std::isfinite(seen) ? std::clamp(seen / whole, 0.0, 1.0) : 0);
    }
    return shares;
}

bool any_parcel_on(const WorkingGrid& grid, const std::vector<Parcel>& parcels)
{
    Box image, all;
    const auto w = static_cast<double>(grid.width), h = static_cast<double>(grid.height);
    for (const Point& p : {Point{0, 0}, Point{w, 0}, Point{0, h}, Point{w, h}})
        image.include(grid.transform.to_crs(p.x, p.y));
    for (const Parcel& p : parcels) {
        const Box b = bounds(p.shape);
        all.include({b.x0, b.y0});
        all.include({b.x1, b.y1});
    }
    return image.meets(all);
}

} // namespace didban
