#pragma once
#include "didban/geo/polygon.h"

namespace didban {

struct RegulariseOptions {
    double pixel_m{1};      ///< ground size of the pixels the outline was traced from
    double least_iou{0.80}; ///< accepted when intersection over union with the traced outline is at least this …
    double most_distance_px{
        2.5}; ///< … and no boundary point of either (specks aside) lies farther than this from the other
};

struct Regularised {
    MultiPolygon shape; ///< the regularised footprint when accepted, else the traced outline
    bool accepted{false};
    double iou{};        ///< of the candidate; 0 when none could be built
    double distance_m{}; ///< Hausdorff distance of the boundaries, measured at half-pixel steps
};

/// Straightens a traced pixel outline into a building footprint: the main direction is the weighted peak of edge
/// directions modulo 90°, edges near it become exactly parallel or square to it, long oblique edges keep their own
/// direction, each line runs through the mean of the pixel edges it replaces (so that areas stay unbiased). Holes and
/// corner-touching specks below six pixels are left out. A candidate that crosses itself or strays from the original is
/// refused and the original is kept: the gate is part of the result. CRS of `traced`: projected metres. Pure; any
/// thread.
[[nodiscard]] Regularised regularise(const MultiPolygon& traced, const RegulariseOptions& options);

} // namespace didban
