#pragma once
#include "didban/align/working_grid.h"
#include "pipelines/detect/detect_change.h"
#include "pipelines/run/work_store.h"
#include "pipelines/watch/series.h"
#include "pipelines/watch/step_text.h"

#include <optional>
#include <vector>

namespace didban {

/// Every date of a series on one grid.
struct RegisteredSeries {
    WorkingGrid grid;
    AlignedPair looks;                 ///< with masks applied, so that their mask is "" but for a BEFORE used in place
    std::vector<AlignedScene> aligned; ///< scenes of the later epoch
    std::optional<bool> looked_back;   ///< whether the earlier date could be registered; nullopt: there is none
};

/// How far a scene that lies where its georeference says, and could not be checked, may lie from there, metres.
constexpr double unchecked_registration_m = 2.0;
/// The worst of the scenes, metres.
[[nodiscard]] double registration_m(const std::vector<AlignedScene>& aligned, double gsd);

/// The grid that a series is laid on: the earlier epoch's, in `crs`. Reads no pixels.
[[nodiscard]] WorkingGrid grid_of_series(const DataAccess& data, const SeriesPlan& series, const Crs& crs);

/// Stage 2. The working grid is the earlier epoch's, in `crs`; that epoch itself is copied only when it does not lie in
/// it. The others are registered onto it and written as work files. Streams by tile: registration reads windows, the
/// warp is one pass over each image. Throws as align_scene().
[[nodiscard]] RegisteredSeries register_series(const DataAccess& data, const SeriesPlan& series, const Crs& crs,
                                               bool co_register, WorkStore& store, const RunOptions& run);

} // namespace didban
