#pragma once
#include "didban/cases/visit.h"

#include <functional>

namespace didban {

/// Divides the visits that have a place among `patrols` (at least 1) and orders each patrol's: sets patrol (1, 2, …),
/// stop (1, 2, …) and leg_m (metres from the stop before, as the crow flies; 0 at the first). A visit without a place
/// gets none of them. Patrols get equal numbers of visits (the list is halved along its wider extent until there are
/// enough parts, after Bentley 1975, k-d tree). A patrol begins at its visit of the best rank, goes to the nearest next
/// (nearest neighbour), and then crossings are taken out by turning stretches of the route round while that makes it
/// shorter (2-opt, Croes 1958). A heuristic: the routes are short, not the shortest, and streets are not known. The
/// order of the vector stays; the same visits give the same routes. Throws Error{Usage} for patrols < 1. Thread-safe.
void plan_routes(std::vector<Visit>& visits, int patrols);

/// A patrol's visits by stop.
using VisitRoute = std::vector<const Visit*>;
void each_route(const std::vector<Visit>& visits, const std::function<void(int patrol, const VisitRoute&)>& take);
/// In metres, as the crow flies.
[[nodiscard]] double length_m(const VisitRoute& route);

} // namespace didban
