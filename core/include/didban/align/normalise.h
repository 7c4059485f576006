#pragma once
#include <cstddef>
#include <span>

namespace didban {

/// target' = intercept + slope · target makes one band of a target scene comparable with the reference.
struct NormalisationLine {
    double slope{1}, intercept{0};
    double correlation{0}; ///< of the pixels it was fitted on
    std::size_t pixels{0};
    bool usable{false}; ///< enough pixels, and they vary and agree; otherwise the line is the identity
};

/// Orthogonal regression of `reference` on `target` over pixels that did not change (Canty, Nielsen and Schmidt 2004;
/// Canty and Nielsen 2008 take the no-change pixels of IR-MAD): both axes carry error, so the line is the first
/// principal axis. Pixels that are NaN in either, or whose weight is 0, are left out; `weights` empty = all 1. Same
/// lengths. Pure; any thread.
[[nodiscard]] NormalisationLine orthogonal_line(std::span<const float> reference, std::span<const float> target,
                                                std::span<const float> weights = {});

/// The same without known no-change pixels: the line is fitted again and again to the pixels near it (within 3 robust
/// standard deviations of their distance, Tukey's weight), starting from the quartiles of both bands, so that changed
/// ground falls out as long as it is the minority.
[[nodiscard]] NormalisationLine robust_line(std::span<const float> reference, std::span<const float> target);

} // namespace didban
