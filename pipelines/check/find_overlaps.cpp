#include "pipelines/check/find_overlaps.h"

#include "didban/base/error.h"
#include "didban/geo/box_index.h"
#include "didban/geo/overlay.h"
#include "pipelines/run/map_tiles.h"

#include <algorithm>
#include <cmath>
#include <tbb/parallel_for.h>

namespace didban {

namespace {

constexpr double tolerance_m = 0.05;
constexpr std::size_t parcels_per_block = 256;

double squared_distance(const Point& p, const Point& a, const Point& b)
{
    const double dx = b.x - a.x;
    const double dy = b.y - a.y;
    const double length2 = dx * dx + dy * dy;
    const double t = length2 > 0 ? std::clamp(((p.x - a.x) * dx + (p.y - a.y) * dy) / length2, 0.0, 1.0) : 0.0;
    const double ex = p.x - a.x - t * dx;
    const double ey = p.y - a.y - t * dy;
    return ex * ex + ey * ey;
}

template <class Visit>
void for_each_edge(const MultiPolygon& shape, Visit visit)
{
    const auto ring_edges = [&](const Ring& ring) {
        for (std::size_t i = 0; i < ring.size(); ++i)
            visit(ring[i], ring[i + 1 == ring.size() ? 0 : i + 1]);
    };
    for (const Polygon& part : shape.parts) {
        ring_edges(part.outer);
        for (const Ring& hole : part.holes)
            ring_edges(hole);
    }
}

/// Inside and farther than the tolerance from every edge.
bool well_inside(const Point& p, const MultiPolygon& shape)
{
    if (!contains(shape, p))
        return false;
    bool near = false;
    for_each_edge(shape, [&](const Point& a, const Point& b) {
        near = near || squared_distance(p, a, b) <= tolerance_m * tolerance_m;
    });
    return !near;
}

double side(const Point& p, const Point& a, const Point& b)
{
    return ((b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x)) / std::max(std::hypot(b.x - a.x, b.y - a.y), 1e-12);
}

bool cross(const Point& a, const Point& b, const Point& c, const Point& d)
{
    const auto opposite = [](double s, double t) {
        return (s > tolerance_m && t < -tolerance_m) || (s < -tolerance_m && t > tolerance_m);
    };
    return opposite(side(a, c, d), side(b, c, d)) && opposite(side(c, a, b), side(d, a, b));
}

bool point_of_one_inside(const MultiPolygon& one, const MultiPolygon& other)
{
    if (well_inside(centroid(one), other))
        return true;
    bool found = false;
    for_each_edge(one, [&](const Point& a, const Point& b) {
        found = found || well_inside(a, other) || well_inside({(a.x + b.x) / 2, (a.y + b.y) / 2}, other);
    });
    return found;
}

/// A quick test that lets neighbours with a common edge go; what it keeps is measured exactly afterwards.
bool may_overlap(const MultiPolygon& a, const MultiPolygon& b)
{
    if (point_of_one_inside(a, b) || point_of_one_inside(b, a))
        return true;
    bool crossing = false;
    for_each_edge(a, [&](const Point& p, const Point& q) {
        if (!crossing)
            for_each_edge(b, [&](const Point& r, const Point& s) { crossing = crossing || cross(p, q, r, s); });
    });
    return crossing;
}

bool boxes_share_ground(const Box& a, const Box& b)
{
    return std::min(a.x1, b.x1) - std::max(a.x0, b.x0) > tolerance_m &&
           std::min(a.y1, b.y1) - std::max(a.y0, b.y0) > tolerance_m;
}

} // namespace

std::vector<ParcelOverlap> find_overlaps(const std::vector<Parcel>& parcels, double least_m2, const RunOptions& run)
{
    std::vector<Box> boxes(parcels.size());
    std::transform(parcels.begin(), parcels.end(), boxes.begin(),
                   [](const Parcel& parcel) { return bounds(parcel.shape); });
    const BoxIndex index(boxes);
    const std::size_t blocks = (parcels.size() + parcels_per_block - 1) / parcels_per_block;
    std::vector<std::vector<ParcelOverlap>> found(blocks);
    const ThreadLimit limit(run.threads);
    tbb::parallel_for(std::size_t{0}, blocks, [&](std::size_t block) {
        const std::size_t end = std::min(parcels.size(), (block + 1) * parcels_per_block);
        for (std::size_t i = block * parcels_per_block; i < end && !run.stop.stop_requested(); ++i)
            for (const std::uint32_t j : index.meeting(boxes[i])) {
                if (j <= i || !boxes_share_ground(boxes[i], boxes[j]) ||
                    !may_overlap(parcels[i].shape, parcels[j].shape))
                    continue;
                const double area = planar_area(overlay::intersection(parcels[i].shape, parcels[j].shape));
                if (area > least_m2)
                    found[block].push_back({static_cast<std::uint32_t>(i), j, area});
            }
    });
    if (run.stop.stop_requested())
        throw Error(ErrorKind::Interrupted, "the check for overlapping parcels was interrupted");
    std::vector<ParcelOverlap> all;
    for (const auto& part : found)
        all.insert(all.end(), part.begin(), part.end());
    return all;
}

} // namespace didban
