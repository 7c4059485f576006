#include "pipelines/imagery/band_names.h"

#include "didban/base/error.h"
#include "didban/base/text.h"

#include <algorithm>

namespace didban {

namespace {

} // namespace

std::vector<std::string> band_names(const SceneFiles& scene, const RasterInfo& info)
{
    const auto count = static_cast<std::size_t>(info.bands);
    std::vector<std::string> names;
    if (!scene.bands.empty()) {
        if (scene.bands.size() != count)
            throw Error(ErrorKind::Configuration,
                        scene.path + " has " + std::to_string(count) + " bands, but " +
                            std::to_string(scene.bands.size()) +
                            " band names were given; name each band once, in the file's order");
        names = scene.bands;
    } else {
        names = info.band_names;
        const auto unnamed = std::count(names.begin(), names.end(), "");
        if (unnamed == info.bands && count == 3)
            names = {"red", "green", "blue"};
        else if (unnamed == info.bands && count == 4)
            names = {"blue", "green", "red", "nir"};
        else if (count == 4 && unnamed == 1 && names[3].empty())
            names[3] = "nir";
    }
    for (std::string& name : names)
        name = text::lower_ascii(name);
    return names;
}

} // namespace didban
