#include "pipelines/check/find_overlaps.h"

#include "didban/base/error.h"
#include "didban/geo/box_index.h"
#include "didban/geo/overlap_area.h"
#include "pipelines/run/map_tiles.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <optional>
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

struct Edge {
    Point a, b;
};

Box box_of(const Edge& edge)
{
    Box box;
    box.include(edge.a);
    box.include(edge.b);
    return box;
}

std::vector<Edge> edges_of(const MultiPolygon& shape)
{
    std::vector<Edge> edges;
    const auto add = [&](const Ring& ring) {
        for (std::size_t i = 0; i < ring.size(); ++i)
            edges.push_back({ring[i], ring[i + 1 == ring.size() ? 0 : i + 1]});
    };
    for (const Polygon& part : shape.parts) {
        add(part.outer);
        std::for_each(part.holes.begin(), part.holes.end(), add);
    }
    return edges;
}

/// A parcel whose edges near a place are found without looking at all of them.
class EdgeView {
public:
    explicit EdgeView(const MultiPolygon& shape) : shape_(&shape)
    {
        std::vector<Edge> edges = edges_of(shape);
        if (edges.size() < least_indexed)
            return;
        std::vector<Box> boxes(edges.size());
        std::transform(edges.begin(), edges.end(), boxes.begin(), box_of);
        index_.emplace(boxes);
        edges_ = std::move(edges);
    }

    [[nodiscard]] const MultiPolygon& shape() const { return *shape_; }

    [[nodiscard]] std::vector<Edge> near(const Box& area) const
    {
        std::vector<Edge> found;
        if (index_) {
            for (const std::uint32_t i : index_->meeting(area))
                found.push_back(edges_[i]);
            return found;
        }
        found = edges_of(*shape_);
        std::erase_if(found, [&](const Edge& edge) { return !box_of(edge).meets(area); });
        return found;
    }

    /// Even-odd, from the edges right of the point.
    [[nodiscard]] bool contains(const Point& p) const
    {
        bool inside = false;
        const Box ray{p.x, p.y, std::numeric_limits<double>::max(), p.y};
        for (const Edge& edge : near(ray))
            inside ^= crossed(edge, p);
        return inside;
    }

private:
    static bool crossed(const Edge& edge, const Point& p)
    {
        const auto& [a, b] = edge;
        return (a.y > p.y) != (b.y > p.y) && p.x < a.x + (p.y - a.y) / (b.y - a.y) * (b.x - a.x);
    }

    static constexpr std::size_t least_indexed = 200;
    const MultiPolygon* shape_;
    std::vector<Edge> edges_; ///< of a large one
    std::optional<BoxIndex> index_;
};

/// Inside and farther than the tolerance from every edge of `near`, which holds all edges close to the point.
bool well_inside(const Point& p, const EdgeView& shape, const std::vector<Edge>& near)
{
    return std::none_of(near.begin(), near.end(),
                        [&](const Edge& e) { return squared_distance(p, e.a, e.b) <= tolerance_m * tolerance_m; }) &&
           shape.contains(p);
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

Box common(const Box& a, const Box& b)
{
    return {std::max(a.x0, b.x0), std::max(a.y0, b.y0), std::min(a.x1, b.x1), std::min(a.y1, b.y1)};
}

bool point_inside(const Point& middle, const std::vector<Edge>& of_one, const EdgeView& other,
                  const std::vector<Edge>& of_other)
{
    return well_inside(middle, other, of_other) || std::any_of(of_one.begin(), of_one.end(), [&](const Edge& e) {
               return well_inside(e.a, other, of_other) ||
                      well_inside({(e.a.x + e.b.x) / 2, (e.a.y + e.b.y) / 2}, other, of_other);
           });
}

/// A quick test that lets neighbours with a common edge go; what it keeps is measured exactly afterwards. Where many
/// edges of both lie in the common ground, measuring is the quicker test.
bool may_overlap(const EdgeView& a, const EdgeView& b, const Box& ground)
{
    constexpr std::size_t most_pairs = 20'000;
    const auto of_a = a.near(ground.grown(tolerance_m)), of_b = b.near(ground.grown(tolerance_m));
    if (of_a.size() * of_b.size() > most_pairs)
        return true;
    if (point_inside(centroid(a.shape()), of_a, b, of_b) || point_inside(centroid(b.shape()), of_b, a, of_a))
        return true;
    return std::any_of(of_a.begin(), of_a.end(), [&](const Edge& e) {
        return std::any_of(of_b.begin(), of_b.end(), [&](const Edge& f) { return cross(e.a, e.b, f.a, f.b); });
    });
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
    std::vector<EdgeView> views;
    views.reserve(parcels.size());
    for (const Parcel& parcel : parcels)
        views.emplace_back(parcel.shape);
    const std::size_t blocks = (parcels.size() + parcels_per_block - 1) / parcels_per_block;
    std::vector<std::vector<ParcelOverlap>> found(blocks);
    const ThreadLimit limit(run.threads);
    tbb::parallel_for(std::size_t{0}, blocks, [&](std::size_t block) {
        const std::size_t end = std::min(parcels.size(), (block + 1) * parcels_per_block);
        for (std::size_t i = block * parcels_per_block; i < end && !run.stop.stop_requested(); ++i)
            for (const std::uint32_t j : index.meeting(boxes[i])) {
                if (j <= i || !boxes_share_ground(boxes[i], boxes[j]))
                    continue;
                const Box ground = common(boxes[i], boxes[j]);
                if (!may_overlap(views[i], views[j], ground))
                    continue;
                const double area = overlap_area(parcels[i].shape, parcels[j].shape);
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
