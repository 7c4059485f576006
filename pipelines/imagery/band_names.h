#pragma once
#include "didban/ports/raster_source.h"
#include "pipelines/imagery/scene_files.h"

namespace didban {

/// Names of a scene's bands in lower case, "" = unknown: those given, else the file's, else by count (3: red green
/// blue; 4: blue green red nir). Colour interpretation alone ("red", "green", "blue" and an unnamed fourth band) makes
/// the fourth "nir". Throws Error{Configuration} when the number of names given is not that of the bands.
[[nodiscard]] std::vector<std::string> band_names(const SceneFiles& scene, const RasterInfo& info);

} // namespace didban
