#pragma once
#include "didban/ports/raster_source.h"
#include "pipelines/imagery/scene_files.h"

namespace didban {

/// Names of a scene's bands: those given, else the file's, else by count (1: grey; 3: red green blue; 4: blue green red
/// nir). Colour interpretation alone ("red", "green", "blue" and an unnamed fourth band) makes the fourth "nir".
[[nodiscard]] std::vector<std::string> band_names(const SceneFiles& scene, const RasterInfo& info);

} // namespace didban
