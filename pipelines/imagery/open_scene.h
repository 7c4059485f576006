#pragma once
#include "didban/align/working_grid.h"
#include "didban/base/log.h"
#include "didban/ports/data_access.h"
#include "pipelines/imagery/scene_files.h"

#include <memory>
#include <string>
#include <vector>

namespace didban {

/// A scene's files, opened and understood once; workers open their own readers on them.
struct OpenScene {
    std::unique_ptr<RasterSource> image; ///< gives physical values
    std::string scaling_note;            ///< PhysicalImage::note
    WorkingGrid grid;                    ///< the image's own
    bool georeferenced{false};
    std::vector<std::string> bands;     ///< one lower-case name per band, "" = unknown
    std::unique_ptr<RasterSource> mask; ///< null: none
    WorkingGrid mask_grid;
    int class_band{0};           ///< number of the Sentinel-2 scene class band inside `image`, 0 = none
    bool mask_is_classes{false}; ///< `mask` holds scene classes, not flags
};

/// Throws Error{UnreadableInput} naming the file, Error{Configuration} for band names or a mask that do not fit it.
[[nodiscard]] OpenScene open_scene(const DataAccess& data, const SceneFiles& files, double gsd);

/// Whether a Sentinel-2 scene class (SCL) makes a pixel unusable: all but vegetation, bare ground, water, unclassified
/// (4 to 7) and dark areas (2), which in a city are mostly dark roofs, asphalt and building shadow. What is no class
/// (12 and more, NaN) says nothing good of a pixel.
[[nodiscard]] bool unusable_scene_class(float scene_class);

/// Edge of a square of the centre pixel's area on the ellipsoid, metres; `given` when that is above 0; the
/// geotransform's own units where no CRS is known.
[[nodiscard]] double ground_size(const RasterInfo& info, double given);

/// The band of both scenes that is matched: the first common one of green, pan, red, blue and nir by name, else the
/// second (or only) by position. One, because reading windows all over a compressed scene costs more than matching
/// them.
struct CommonBands {
    std::vector<int> reference, target; ///< band numbers from 1, pairwise
};
[[nodiscard]] CommonBands common_bands(const OpenScene& reference, const OpenScene& target);
/// All that are common by name, or else the one by position.
[[nodiscard]] CommonBands all_common_bands(const OpenScene& reference, const OpenScene& target);

/// Makes the target's grid comparable with the reference's when one of them lacks a georeference or a CRS, and says so
/// in the log. Throws Error{IncompatibleInput} when that cannot be guessed, or when the two do not overlap anywhere.
void relate_grids(const OpenScene& reference, OpenScene& target, const Log& log);

} // namespace didban
