#include "didban/objects/building_map.h"

#include "didban/geo/overlay.h"

#include <algorithm>

namespace didban {

namespace {

BoxIndex index_of(const std::vector<MultiPolygon>& shapes)
{
    std::vector<Box> boxes;
    boxes.reserve(shapes.size());
    for (const MultiPolygon& shape : shapes)
        boxes.push_back(bounds(shape));
    return BoxIndex(boxes);
}

} // namespace

BuildingMap::BuildingMap(std::vector<MultiPolygon> standing, std::vector<MultiPolygon> undated)
    : standing_(std::move(standing)), undated_(std::move(undated)), standing_index_(index_of(standing_)),
      undated_index_(index_of(undated_))
{
}

bool BuildingMap::covers(const MultiPolygon& shape) const
{
    const Box around = bounds(shape).grown(reach_m);
    const auto reaches = [&](const BoxIndex& index, const std::vector<MultiPolygon>& footprints) {
        const auto found = index.meeting(around);
        return std::any_of(found.begin(), found.end(),
                           [&](std::uint32_t k) { return overlay::distance(shape, footprints[k]) <= reach_m; });
    };
    return reaches(standing_index_, standing_) || reaches(undated_index_, undated_);
}

std::optional<double> BuildingMap::share(const MultiPolygon& shape) const
{
    const double area = planar_area(shape);
    if (!(area > 0) || !covers(shape))
        return std::nullopt;
    const Box box = bounds(shape);
    for (const std::uint32_t k : undated_index_.meeting(box))
        if (overlay::meets(shape, undated_[k]))
            return std::nullopt;
    std::vector<MultiPolygon> under;
    for (const std::uint32_t k : standing_index_.meeting(box))
        under.push_back(standing_[k]);
    if (under.empty())
        return 0;
    return std::min(1.0, planar_area(overlay::intersection(shape, overlay::unite_all(under))) / area);
}

} // namespace didban
