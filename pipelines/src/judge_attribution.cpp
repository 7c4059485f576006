#include "judge_attribution.h"

#include "didban/geo/overlay.h"

#include <algorithm>
#include <array>

namespace didban {

namespace {

/// Medians of the five equally likely parts of the standard normal distribution.
constexpr std::array<double, 5> equal_parts{-1.2816, -0.5244, 0, 0.5244, 1.2816};

MultiPolygon shifted(MultiPolygon shape, double dx, double dy)
{
    const auto move = [&](Ring& ring) {
        for (Point& p : ring)
            p = {p.x + dx, p.y + dy};
    };
    for (Polygon& p : shape.parts) {
        move(p.outer);
        std::for_each(p.holes.begin(), p.holes.end(), move);
    }
    return shape;
}

} // namespace

double attribution_probability(const MultiPolygon& change, const MultiPolygon& parcel, double sigma_m, double least_m2)
{
    const double unshifted = planar_area(overlay::intersection(change, parcel));
    if (unshifted <= 0)
        return 0;
    const MultiPolygon reach = overlay::buffer(change, equal_parts.back() * sigma_m * 1.4143);
    if (planar_area(overlay::difference(reach, parcel)) <= 0)
        return 1;
    const double enough = std::max(unshifted / 2, std::min(least_m2, unshifted));
    int inside = 0;
    for (const double dy : equal_parts)
        for (const double dx : equal_parts)
            if (planar_area(overlay::intersection(shifted(change, dx * sigma_m, dy * sigma_m), parcel)) >=
                enough - 1e-9)
                ++inside;
    return inside / 25.0;
}

} // namespace didban
