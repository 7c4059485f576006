#pragma once
#include "didban/geo/polygon.h"
#include "pipelines/imagery/epochs.h"
#include "pipelines/imagery/scene_files.h"

#include <optional>
#include <string>

namespace didban {

/// One date as detection sees it: its image on the working grid, and how it was taken.
struct Look : SceneFiles {
    std::optional<double> sun_azimuth, sun_elevation; ///< degrees
    std::optional<double> off_nadir;                  ///< of the view, degrees
    std::optional<Point> lean;                        ///< metres east and north per metre of height
    std::string dsm;                                  ///< surface heights on the same grid, metres; "" = none
};

[[nodiscard]] SceneFiles files_of(const Scene& scene);

/// How a scene, or the first scene of an epoch, was taken, with its own files.
[[nodiscard]] Look look_of(const Scene& scene);
[[nodiscard]] Look look_of(const Epoch& epoch);

} // namespace didban
