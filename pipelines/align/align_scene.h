#pragma once
#include "didban/align/tie_point.h"
#include "didban/ports/work_rasters.h"
#include "pipelines/imagery/scene_files.h"
#include "pipelines/run/run_options.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace didban {

/// What of the target comes to lie on the same thing of the reference, where two views differ and roofs lean.
enum class AlignOn {
    Ground,    ///< maps: the ground is where the reference has it, roofs stand apart
    Structures ///< comparisons: most of what stands at both dates, roofs included, coincides as well as it can
};

struct AlignOptions {
    double gsd{1.0};        ///< metres per pixel for images without georeference
    bool co_register{true}; ///< false: only warp by the georeference
    AlignOn on{AlignOn::Ground};
    double max_shift_px{20};          ///< search range, pixels of the reference
    RasterUse use{RasterUse::Result}; ///< of `out`
    bool keep_unregistrable{false};   ///< where nothing tells whether the two lie as their grids say: warp by the grids
                                      ///< alone and say so in AlignReport::note
};

/// How well TARGET lies on REFERENCE after alignment. Shifts say where the target's content stood relative to the
/// reference (pixels, right and down).
struct AlignReport {
    bool co_registered{false};
    bool verified{false}; ///< the pixels say that the two lie as they were laid: co-registered, or found to match where
                          ///< their georeference or equal grids put them
    double shift_x_px{}, shift_y_px{}; ///< median over the scene
    double residual_px{}; ///< RMS error at held-out tie points or ground matches, both axes in one; verified without
                          ///< co-registration: how far the best match lies from where the grids put it
    int tie_points{};
    int ground_matches{};                ///< of small windows on the ground, where two views from different sides were
                                         ///< registered on it; 0: the field fits the tie points
    double reliability{};                ///< 0 to 1
    std::map<std::string, int> rejected; ///< tie-point candidates not used, by reason
    double overlap_share{};              ///< of the reference grid that the target covers
    double before_px{};                  ///< residual_px without co-registration
    std::string
        model; ///< what was applied: "none" (shifts below their uncertainty), "translation", "affine" or "spline"
    std::string note;                 ///< why the pair was not co-registered; "" = it was, or it was not asked for
    std::vector<TiePoint> candidates; ///< every tie-point candidate with its outcome, row by row
};

/// How far a scene that lies where its georeference says, and could not be checked, may lie from there, metres.
constexpr double unchecked_registration_m = 2.0;
/// How far the target may lie from where it was laid, metres, on pixels of `gsd` metres.
[[nodiscard]] double position_error_m(const AlignReport& report, double gsd);
/// What could and could not be told of a target that was not co-registered, and what its position is taken for.
[[nodiscard]] std::string placement_in_words(const AlignReport& report, double gsd);

/// Writes TARGET on REFERENCE's grid and size: warped (cubic for float and integer imagery), then co-registered to
/// sub-pixel, global then local. Band order and type are the target's; pixels without data or masked are its nodata
/// value, NaN in real types without one, and masked in integer types without one. A rotated grid, another CRS or
/// resolution are handled; averaging replaces cubic where a pixel covers more than 1.5 source pixels. The bytes of
/// `out` depend on the inputs alone, not on threads or tiles. Throws Error{UnreadableInput} when an
/// input was replaced meanwhile, Error{IncompatibleInput} when the two do not overlap, Error{Unregistrable} with the
/// reason when they match at a place beyond the search, or, unless `keep_unregistrable`, when the pixels neither give a
/// registration nor verify the grids.
AlignReport align_scene(const DataAccess& data, const SceneFiles& reference, const SceneFiles& target,
                        const std::string& out, const AlignOptions& options, const RunOptions& run);

} // namespace didban
