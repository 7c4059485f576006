#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace didban {

/// The ways of finding changes that a caller can choose: `--detector`, `detector` in city.toml and the library know
/// these and no others.
enum class DetectorChoice {
    Auto,       ///< by bands and resolution of the images
    Irmad,      ///< iteratively reweighted multivariate alteration detection
    Learned,    ///< a network on colour pictures
    Evidence,   ///< fitted evidence on four bands with near-infrared
    Fused,      ///< both of these; the one that knows the imagery decides
    Sar,        ///< intensity or dB, bands VV and VH
    Dsm,        ///< difference of two surface models
    Index,      ///< built-up and vegetation index, 10 m imagery
    Difference, ///< a plain image difference, for comparison
};

/// As it is written everywhere, for example "irmad".
[[nodiscard]] std::string_view name(DetectorChoice choice);
/// Empty for a word that is no detector.
[[nodiscard]] std::optional<DetectorChoice> detector_choice(std::string_view word);
/// Every name, in the order above.
[[nodiscard]] const std::vector<std::string>& detector_names();

} // namespace didban
