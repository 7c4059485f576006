#include "pipelines/ground/building_tops.h"

#include "pipelines/zonal/zonal.h"

#include <cmath>

namespace didban {

void measure_tops(const DataAccess& data, const std::string& surface, std::vector<ChangeObject>& objects,
                  const RunOptions& run)
{
    std::vector<MultiPolygon> outlines;
    for (const ChangeObject& o : objects)
        outlines.push_back(o.outline);
    if (outlines.empty())
        return;
    const auto raster = data.open_raster(surface);
    const ZoneTable table = zone_statistics(*raster, outlines, parse_statistics("q95"), run, {1});
    for (std::size_t i = 0; i < objects.size(); ++i)
        if (const double top = table.at(i, 0, 0); objects[i].height_m && std::isfinite(top))
            objects[i].top_asl_m = top;
}

} // namespace didban
