#include "pipelines/detect/fuse.h"

#include "didban/geo/box_index.h"
#include "didban/geo/overlap_area.h"
#include "pipelines/detect/object_pixels.h"

#include <algorithm>

namespace didban::detect {

namespace {

constexpr double same_building = 0.3; ///< share of the smaller of two objects that both have
constexpr double sure = 0.95;         ///< probability

} // namespace

bool knows_imagery(const std::vector<ChangeObject>& by_evidence)
{
    const auto certain = std::count_if(by_evidence.begin(), by_evidence.end(),
                                       [](const ChangeObject& object) { return object.probability >= sure; });
    return certain > 0 && 2 * static_cast<std::size_t>(certain) >= by_evidence.size();
}

std::vector<ChangeObject> take_confirmed(const Job& job, Found decides, const std::vector<ChangeObject>& confirms)
{
    std::vector<Box> boxes;
    for (const ChangeObject& object : confirms)
        boxes.push_back(bounds(traced_shape(object)));
    const BoxIndex index(boxes);
    for (ChangeObject& object : decides.objects) {
        const MultiPolygon& shape = traced_shape(object);
        const auto near = index.meeting(bounds(shape));
        if (std::any_of(near.begin(), near.end(), [&](std::uint32_t k) {
                const MultiPolygon& other = traced_shape(confirms[k]);
                return overlap_area(shape, other) >= same_building * std::min(planar_area(shape), planar_area(other));
            }))
            object.evidence["detectors"] = 2;
    }
    const auto source = job.data.open_raster(decides.map);
    const auto reader = source->open();
    const auto sink = job.create_map(1);
    for (const PixelWindow& cell : split(job.pair.width(), job.pair.height())) {
        Raster<float> values(cell);
        reader->read(1, cell, values.pixels());
        sink->write(1, cell, values.pixels());
    }
    sink->finish();
    return std::move(decides.objects);
}

} // namespace didban::detect
