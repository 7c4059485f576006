#pragma once
#include "didban/base/detector_choice.h"
#include "didban/grid/pixel_window.h"
#include "didban/objects/change_object.h"
#include "didban/ports/data_access.h"
#include "pipelines/imagery/look.h"
#include "pipelines/run/run_options.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace didban {

/// Two epochs that already share one grid (align_scene wrote AFTER onto BEFORE's grid).
struct AlignedPair {
    Look before, after;
    std::vector<Look> later;     ///< further dates on the same grid: a change is kept only where it shows on them too
    std::optional<Look> earlier; ///< one date before both on the same grid, for the evidence detector to look back at
    double residual_px{0.5};     ///< from the AlignReport; widens tolerances and area sigma
    double gsd{0};               ///< metres per pixel; 0 = from the georeference
    std::string series{};        ///< begins the names of the passes over it, which processes may share (ScenePasses)
    bool order_assumed{false};   ///< of the bands of one date at least (band_order.h): their pixels must not contradict
    [[nodiscard]] bool with_surfaces() const { return !before.dsm.empty() && !after.dsm.empty(); }
};

struct DetectOptions {
    DetectorChoice detector{DetectorChoice::Auto};
    std::string model; ///< ONNX file with a card; "" = the shipped one
    double min_area_m2{30};
    bool exact{false}; ///< IR-MAD until every pixel confirms it, instead of a sample
    /// Whether a lattice cell is looked at; the others are unseen in the map and hold no object, but count in what
    /// holds for the whole scene. Empty: all are. Not for Sar and Dsm.
    std::function<bool(const PixelWindow&)> cells{};
    [[nodiscard]] bool looks_at(const PixelWindow& cell) const { return !cells || cells(cell); }
};

struct IrmadReport {
    std::vector<double> correlations; ///< canonical correlations, ascending
    int iterations{};
    bool converged{false};
    std::string note; ///< rank-deficient bands and the like; "" = nothing to say
};

struct DetectResult {
    DetectorChoice detector{};   ///< the one that was used; never Auto
    DetectorChoice decided_by{}; ///< the same, but of Fused the one of its two that decided
    std::vector<ChangeObject>
        objects; ///< in row order; geometry in the grid's CRS (pixel units × gsd without georeference)
    std::optional<IrmadReport> irmad;
    double observed_share{}; ///< pixels seen in both epochs
    std::optional<double>
        closer_share; ///< of the pixels: worth the network's finer looks; nothing where no network looks twice
    std::vector<std::string> warnings; ///< out-of-domain input, missing bands, …
};

/// The detector that Auto takes for two images: Evidence for four bands with near-infrared down to 1.5 m, Learned where
/// the shipped network knows the bands and the resolution, Fused where both are so, else Irmad; what `options` names
/// otherwise, and Learned with a model. The images need not share a grid.
[[nodiscard]] DetectorChoice detector_for(const DataAccess& data, const SceneFiles& before, const SceneFiles& after,
                                          const DetectOptions& options);

/// Writes the change probability (band 1; NaN = unseen; for IR-MAD band 2 = chi-square no-change probability) to
/// `change_tif`, a work file on BEFORE's grid, and returns the change objects.
///
/// Streams by lattice cell with a halo, after one pass over a sample for what holds for the whole scene (ranges of
/// values, IR-MAD). Objects are traced by row. Memory: run.memory_mb for pixels, plus the objects.
DetectResult detect_change(const DataAccess& data, const AlignedPair& pair, const std::string& change_tif,
                           const DetectOptions& options, const RunOptions& run);

inline constexpr const char* earlier_series =
    "earlier-";                                         ///< AlignedPair::series of the earlier image and the later one
inline constexpr const char* colour_series = "colour-"; ///< of the pair's colour network beside the evidence

/// A pass of detect_change() that processes can share (ScenePasses).
struct SharedPass {
    std::string name;
    bool by_block{true}; ///< else one process measures the whole scene
};

/// In order: each needs the answers of those before it. The detector is one that detector_for() gives; `looks_back`:
/// the pair has an earlier image.
[[nodiscard]] std::vector<SharedPass> shared_passes(DetectorChoice detector, bool looks_back);

/// Measures this process' part of a pass that shared_passes() names "earlier-…" and throws PartMeasured; returns where
/// there is nothing to look back at. Needs the answers of this process' block in the pass "weigh" alone. `scratch`:
/// path of a work file.
void measure_look_back(const DataAccess& data, const AlignedPair& pair, const std::string& scratch,
                       const RunOptions& run);

/// The map that detect_change() wrote, for others: a COG with overviews.
void write_change_map(const DataAccess& data, const std::string& change_tif, const std::string& out,
                      const RunOptions& run);

} // namespace didban
