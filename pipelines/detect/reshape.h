#pragma once
#include "pipelines/detect/candidates.h"

namespace didban::detect {

/// 1 where the candidate lies.
[[nodiscard]] Raster<std::uint8_t> pixels_of(const Candidate& candidate, const PixelWindow& window);

/// Gives a candidate other pixels: the largest connected piece of `inside`. False, and nothing is changed, where that
/// is less than half of what it was.
[[nodiscard]] bool reshape(Candidate& candidate, const Raster<std::uint8_t>& inside);

} // namespace didban::detect
