#pragma once
#include "didban/base/scaling.h"

#include <string>
#include <vector>

namespace didban {

/// A scene's files, as align and detect take them.
struct SceneFiles {
    std::string path;
    std::string mask; ///< "", "SCL", or a raster whose non-zero pixels are unusable
    std::vector<std::string>
        bands; ///< names in file order; empty = from the file, else by count (3: red green blue; 4: blue green red nir)
    std::vector<Scaling> scaling{}; ///< per band, as the catalogue says; one for all; empty = it says nothing
};

} // namespace didban
