#pragma once
#include "didban/base/scaling.h"

#include <optional>
#include <string>

namespace didban {

/// What a product's metadata says of the numbers stored in its images. 0 is stored where there is no data.
struct ProductScaling {
    Scaling scaling;  ///< to reflectance
    std::string file; ///< that says it
};

/// Looks beside an image, and for one named like a Sentinel-2 band (T32TNS_…_B04_10m.jp2) up to five folders above it,
/// for MTD_MSIL2A.xml or MTD_MSIL1C.xml; and beside it for the …_MTL.txt of Landsat Collection 2 whose name the image's
/// begins with. Nothing for bands that hold no reflectance (scene classes, pictures, thermal bands).
[[nodiscard]] std::optional<ProductScaling> product_scaling(const std::string& image);

} // namespace didban
