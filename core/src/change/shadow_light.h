#pragma once

namespace didban {

/// Brightness (0 = the darkest ground of the scene, 1 = its median) that tells a shadow from what is lit beside it.
inline constexpr double dark_below = 0.45;     ///< of shadow, at most
inline constexpr double least_contrast = 0.35; ///< of what is lit, above that

} // namespace didban
