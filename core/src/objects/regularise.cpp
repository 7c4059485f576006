#include "didban/objects/regularise.h"

#include "didban/geo/overlay.h"
#include "didban/geo/segment.h"
#include "fit_ring.h"

#include <algorithm>
#include <cmath>

namespace didban {

namespace {

template <class Visit>
void each_ring(const MultiPolygon& shape, Visit visit)
{
    for (const auto& part : shape.parts) {
        visit(part.outer);
        for (const auto& hole : part.holes)
            visit(hole);
    }
}

/// Farthest that a boundary point of `from` lies from the boundary of `to`.
double one_way_distance(const MultiPolygon& from, const MultiPolygon& to, double step)
{
    double farthest = 0;
    each_ring(from, [&](const Ring& ring) {
        std::vector<Point> points = piece_middles(ring, step);
        points.insert(points.end(), ring.begin(), ring.end());
        for (const Point& p : points) {
            double nearest = std::numeric_limits<double>::infinity();
            each_ring(to, [&](const Ring& other) {
                for (std::size_t i = 0, j = other.size() - 1; i < other.size(); j = i++)
                    nearest = std::min(nearest, distance_to_segment(p, other[j], other[i]));
            });
            farthest = std::max(farthest, nearest);
        }
    });
    return farthest;
}

/// The shape without the specks that touch it at a corner and the holes too small to be a yard.
MultiPolygon without_specks(const MultiPolygon& traced, double pixel_m)
{
    const double speck = 6 * pixel_m * pixel_m;
    MultiPolygon out;
    for (const auto& part : traced.parts) {
        if (std::abs(signed_area(part.outer)) < speck)
            continue;
        out.parts.push_back({part.outer, {}});
        for (const auto& hole : part.holes)
            if (std::abs(signed_area(hole)) >= speck)
                out.parts.back().holes.push_back(hole);
    }
    return out;
}

/// Nothing when a part of the traced shape could not be rebuilt.
MultiPolygon candidate(const MultiPolygon& traced, double pixel_m)
{
    std::vector<std::vector<Point>> chains;
    each_ring(traced, [&](const Ring& ring) { chains.push_back(piece_middles(ring, pixel_m)); });
    const double direction = main_direction(chains, pixel_m);
    MultiPolygon out;
    for (const auto& part : traced.parts) {
        const auto outer = fit_ring(piece_middles(part.outer, pixel_m), direction, pixel_m);
        if (!outer)
            return {};
        Polygon fitted{*outer, {}};
        for (const auto& hole : part.holes) {
            const auto inner = fit_ring(piece_middles(hole, pixel_m), direction, pixel_m);
            if (!inner)
                return {};
            fitted.holes.push_back(*inner);
        }
        out.parts.push_back(std::move(fitted));
    }
    normalise_orientation(out);
    return out;
}

} // namespace

Regularised regularise(const MultiPolygon& traced, const RegulariseOptions& options)
{
    Regularised out{traced, false, 0, 0};
    constexpr std::size_t most_corners = 4000; // nothing built has more; the distance test is quadratic
    std::size_t corner_count = 0;
    each_ring(traced, [&](const Ring& ring) { corner_count += ring.size(); });
    if (traced.empty() || corner_count > most_corners)
        return out;
    const MultiPolygon meant = without_specks(traced, options.pixel_m);
    const MultiPolygon fitted = candidate(meant, options.pixel_m);
    if (fitted.empty() || !overlay::invalid_reason(fitted).empty())
        return out;
    const double common = planar_area(overlay::intersection(fitted, traced));
    const double all = planar_area(fitted) + planar_area(traced) - common;
    out.iou = all > 0 ? common / all : 0;
    if (out.iou < options.least_iou)
        return out;
    const double step = options.pixel_m / 2;
    out.distance_m = std::max(one_way_distance(fitted, meant, step), one_way_distance(meant, fitted, step));
    if (out.distance_m > options.most_distance_px * options.pixel_m)
        return out;
    out.shape = fitted;
    out.accepted = true;
    return out;
}

} // namespace didban
