#pragma once
#include "didban/objects/change_object.h"
#include "didban/ports/data_access.h"
#include "pipelines/imagery/scene_files.h"
#include "pipelines/run/run_options.h"

#include <optional>
#include <string>
#include <vector>

namespace didban {

/// Two epochs that already share one grid (align_scene wrote AFTER onto BEFORE's grid).
struct AlignedPair {
    SceneFiles before, after;
    std::vector<SceneFiles> later; ///< further dates on the same grid: a change is kept only where it shows on them too
    std::optional<SceneFiles>
        earlier; ///< one date before both on the same grid, for the evidence detector to look back at
    std::string before_dsm, after_dsm; ///< surface heights on the same grid, metres; "" = none
    double residual_px{0.5};           ///< from the AlignReport; widens tolerances and area sigma
    double gsd{0};                     ///< metres per pixel; 0 = from the georeference
    std::optional<double> sun_azimuth_before, sun_elevation_before, sun_azimuth_after, sun_elevation_after; ///< degrees
    std::optional<Point> lean_earlier, lean_before,
        lean_after; ///< metres east and north per metre of height; nullopt = unknown
    std::optional<double> off_nadir_before, off_nadir_after; ///< of the views, degrees; nullopt = unknown
};

struct DetectOptions {
    std::string detector{"auto"}; ///< auto | irmad | learned | evidence | sar | dsm | index | difference
    std::string model;            ///< ONNX file with a card; "" = the shipped one
    double min_area_m2{30};
    bool exact{false}; ///< IR-MAD on every pixel in every iteration (no subsampling)
};

struct IrmadReport {
    std::vector<double> correlations; ///< canonical correlations, ascending
    int iterations{};
    bool converged{false};
    std::string note; ///< rank-deficient bands and the like; "" = nothing to say
};

struct DetectResult {
    std::string detector; ///< the one that was used
    std::vector<ChangeObject>
        objects; ///< in row order; geometry in the grid's CRS (pixel units × gsd without georeference)
    std::optional<IrmadReport> irmad;
    double observed_share{};           ///< pixels seen in both epochs
    std::vector<std::string> warnings; ///< out-of-domain input, missing bands, …
};

/// The detector that "auto" takes for two images: "evidence" for four bands with near-infrared down to 1.5 m, "learned"
/// where the shipped network knows the bands and the resolution, else "irmad"; what `options` names otherwise, and
/// "learned" with a model. The images need not share a grid.
[[nodiscard]] std::string detector_for(const DataAccess& data, const SceneFiles& before, const SceneFiles& after,
                                       const DetectOptions& options);

/// Writes the change probability (band 1; NaN = unseen; for IR-MAD band 2 = chi-square no-change probability) to
/// `change_tif` as a COG on BEFORE's grid and returns the change objects.
DetectResult detect_change(const DataAccess& data, const AlignedPair& pair, const std::string& change_tif,
                           const DetectOptions& options, const RunOptions& run);

} // namespace didban
