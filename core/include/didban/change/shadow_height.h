#pragma once
#include "didban/geo/polygon.h"
#include "didban/grid/raster.h"

#include <cstdint>
#include <optional>

namespace didban {

/// How a picture was lit and taken, degrees.
struct SunAndView {
    double azimuth{};                ///< of the sun, clockwise from north
    double elevation{};              ///< of the sun above the horizon
    std::optional<double> off_nadir; ///< of the view; its direction is not known
};

/// Height of a building from the shadow that it casts on level ground.
struct ShadowHeight {
    double height_m{};  ///< of the roof edge that casts the shadow, above the ground that the shadow falls on
    double sigma_m{};   ///< one sigma
    double length_m{};  ///< of the shadow on the ground, from the roof edge as it is seen
    int rays{};         ///< that agree on the length
    double agreement{}; ///< their share of the rays that start at the side away from the sun
};

/// Measures the shadow of one object: length × tan(elevation) (Irvin and McKeown 1989; Shettigara and Sumerling 1998).
/// Rays run away from the sun from every pixel of the object's far side. On each, the roof's edge is where brightness
/// falls half-way from roof to shadow and the shadow's tip where it has risen half-way to the ground beyond, both by
/// linear interpolation. A flat-roofed block gives all rays one length, so the length is the median of the largest
/// group of rays that agree; walls, trees and roofs that the shadow falls on break the agreement.
///
/// `sigma_m` holds the placing of both edges, the spread of the rays, the penumbra (the sun is 0.53 degrees wide),
/// ground that is not level (15 % of the height) and the lean of the roof towards or away from the shadow, whose
/// direction is not known: tan(off-nadir) / √2 of the height on each side, from 10 degrees where off-nadir is unknown.
///
/// `brightness`: 0 = the darkest ground of the scene, 1 = its median; NaN = not seen. `inside`: the object, on the same
/// window. `away`: pixels right and down that one metre away from the sun makes. `gsd`: metres per pixel.
/// nullopt when that is no reliable measurement: low or very high sun (outside 15 to 70 degrees), a roof as dark as a
/// shadow, fewer than `least_width_m` of edge agree, less than half of the rays agree, or sigma above a third of the
/// height and above 1.5 m. Pure; thread-safe.
[[nodiscard]] std::optional<ShadowHeight> height_from_shadow(const Raster<float>& brightness,
                                                             const Raster<std::uint8_t>& inside, const Point& away,
                                                             double gsd, const SunAndView& sun);

} // namespace didban
