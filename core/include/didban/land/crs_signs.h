#pragma once
#include "didban/geo/crs.h"

#include <optional>
#include <string>
#include <vector>

namespace didban {

/// A suspicion about the coordinate reference system of a layer: what (a problem code) and why.
struct CrsSign {
    std::string code;   ///< "cadastre.crs_degrees", "cadastre.crs_metres", "cadastre.crs_axes_swapped", …
    std::string detail; ///< the numbers that show it
};

/// Numbers that cannot be in the CRS a layer declares: degrees labelled as metres, or metres labelled as degrees.
/// Nothing when possible.
[[nodiscard]] std::optional<CrsSign> impossible_numbers(const Box& stored, const Crs& declared);

/// Compares where a layer lies with where the images lie. `stored`: the layer's numbers; `images`: extents in
/// `working`. Tries, when they do not meet: exchanged axes, the UTM zones 38N to 41N (and the zones of the declared
/// one's neighbours), dropped leading digits. Nothing when the layer meets an image, or there is no image.
[[nodiscard]] std::optional<CrsSign> misplaced(const Box& stored, const Crs& declared, const std::vector<Box>& images,
                                               const Crs& working);

/// A layer whose own declaration is the old national datum ED50(ED77) (EPSG:4154, 2058 to 2061).
[[nodiscard]] bool declared_ed77(const Crs& declared);

/// Which mix-up of ED50(ED77) and WGS 84 explains an offset.
struct Ed77Suggestion {
    bool file_is_ed77{true}; ///< true: numbers on ED50(ED77) are labelled WGS 84; false: the other way round
    double expected_x_m{};   ///< the offset that this mix-up makes here, metres
    double expected_y_m{};
    double distance_m{}; ///< between the measured offset and the expected one
};

/// `offset_x_m`, `offset_y_m`: what must be added to the layer's easting and northing to bring it onto the images, for
/// example the median offset of blocks. At Khoy a WGS 84 label on ED50(ED77) numbers makes (−4.9, −180.4) m, at Isfahan
/// (+12.4, −174.3) m (EPSG operation 1514); for other places the vector is computed from the same seven parameters.
/// Nothing when the offset is more than 25 m from the vector and from its opposite. Only a reason to ask: another cause
/// can make the same offset.
[[nodiscard]] std::optional<Ed77Suggestion> suggest_ed77(double offset_x_m, double offset_y_m, double longitude_deg,
                                                         double latitude_deg);

} // namespace didban
