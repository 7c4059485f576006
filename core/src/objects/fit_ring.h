#pragma once
#include "didban/geo/polygon.h"

#include <optional>

namespace didban {

/// Points at steps of about `step` along a closed ring, each the middle of its piece.
std::vector<Point> piece_middles(const Ring& ring, double step);

/// Main direction of closed chains of points, radians in [0, π/2): the peak of edge directions modulo 90°, weighted by
/// squared length.
double main_direction(const std::vector<std::vector<Point>>& chains, double pixel_m);

/// The ring with edges parallel or square to `direction`, oblique where they are long; nullopt when fewer than three
/// sides remain.
std::optional<Ring> fit_ring(const std::vector<Point>& middles, double direction, double pixel_m);

} // namespace didban
