#pragma once
#include "didban/simulate/block.h"

namespace didban::simulate {

/// Ground, old buildings and trees of a plot before anything happens.
void settle(Plot& plot, const City& city, Random& r);
/// Draws the event of the last period among those that the plot's place allows. Shares as in the preset.
[[nodiscard]] Story draw_story(const Plot& plot, const City& city, Random& r);
/// Lets the plot's story happen: buildings, items, permits, changed places.
void enact(Plot& plot, const City& city, Random& r);

/// The span of a building that the plan would permit on the plot.
[[nodiscard]] Span2 lawful_place(const Plot& plot, Random& r);
/// Floors that the plan would permit, at least 1 where any.
[[nodiscard]] int permitted_floors(const Plot& plot, Random& r);
[[nodiscard]] double span_area(const Plot& plot, const Span2& span);
/// Nobody roofs with mud and straw any more; what stands may carry it.
enum class RoofAge { OldFabric, Standing, New };
[[nodiscard]] Material draw_roof(Random& r, RoofAge age);

} // namespace didban::simulate
