#pragma once
#include "didban/city/city.h"

#include <string>
#include <vector>

namespace didban {

/// What a STAC catalogue says of scenes.
struct Catalogue {
    std::vector<Scene> scenes;
    std::vector<std::string> undated; ///< ids of items without an acquisition time
    std::vector<std::string> labels;  ///< ids of items that hold labels and no image
};

/// Reads a STAC 1.0 or 1.1 Item, ItemCollection, Collection or Catalog with everything its `item` and `child` links
/// reach, from local files. An item's image is its asset with the role "data" (else its only GeoTIFF), its mask the
/// asset with the role "cloud". An item whose `datetime` is null is dated by `start_datetime` when it spans at most a
/// day, else it is undated. Items of the label extension hold no image. Scale and offset are those of the image's bands
/// (raster:bands, or bands of STAC 1.1). Throws Error{Configuration} that names the file and the item.
[[nodiscard]] Catalogue read_stac(const std::string& path);

} // namespace didban
