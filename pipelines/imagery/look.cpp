#include "pipelines/imagery/look.h"

#include "pipelines/imagery/view_lean.h"

namespace didban {

SceneFiles files_of(const Scene& scene)
{
    return {scene.path, scene.mask, scene.bands, scene.scaling};
}

Look look_of(const Scene& scene)
{
    return {files_of(scene), scene.sun_azimuth, scene.sun_elevation, scene.off_nadir, lean_per_metre(scene), ""};
}

Look look_of(const Epoch& epoch)
{
    Look look = look_of(*epoch.scenes.front());
    look.lean = lean_per_metre(epoch);
    return look;
}

} // namespace didban
