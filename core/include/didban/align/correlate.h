#pragma once
#include "didban/align/structure.h"
#include "didban/grid/geo_transform.h"

#include <optional>
#include <vector>

namespace didban {

/// Similarity, -1 to 1, of a reference window with the target displaced by every whole shift from -radius to radius.
struct CorrelationSurface {
    int radius{};
    std::vector<float> score; ///< (2·radius+1)², row by row from shift (-radius, -radius)
    [[nodiscard]] float at(int dx, int dy) const
    {
        return score[static_cast<std::size_t>((dy + radius) * (2 * radius + 1) + dx + radius)];
    }
    [[nodiscard]] float& at(int dx, int dy)
    {
        return score[static_cast<std::size_t>((dy + radius) * (2 * radius + 1) + dx + radius)];
    }
};

/// Correlation of edge directions (after Fitch et al. 2002; twice the sum of products over the sum of both energies,
/// each taken where the other image is valid, so that missing pixels do not pull): the target window reaches `radius`
/// pixels further than the reference on every side. Done by fast Fourier transforms, or directly for a radius of 1, on
/// one thread. All zero when either has no structure.
[[nodiscard]] CorrelationSurface correlate(const Structure& reference, const Structure& target, int radius);

/// The highest place of a surface.
struct CorrelationPeak {
    int dx{}, dy{};
    double score{};
    double second{};     ///< highest score more than `apart` pixels away from the peak
    double sharpness{};  ///< peak above the surface's median, in robust standard deviations
    bool at_edge{false}; ///< on the rim of the searched range
};
[[nodiscard]] CorrelationPeak find_peak(const CorrelationSurface& surface, int apart = 3);

/// Sub-pixel place of the maximum by least squares of a quadratic through the 3 × 3 scores around (dx, dy), with its
/// smallest and largest curvature (negative second derivatives). nullopt when it is no maximum.
struct SubpixelPeak {
    Point offset; ///< relative to (dx, dy), within ±1
    double least_curvature{}, greatest_curvature{};
};
[[nodiscard]] std::optional<SubpixelPeak> refine_peak(const CorrelationSurface& surface, int dx, int dy);

} // namespace didban
