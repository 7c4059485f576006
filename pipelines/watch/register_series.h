#pragma once
#include "didban/align/working_grid.h"
#include "pipelines/detect/detect_change.h"
#include "pipelines/run/step_store.h"
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
    std::vector<AlignedScene> earlier; ///< its scenes
};

/// position_error_m() of the worst of the scenes.
[[nodiscard]] double registration_m(const std::vector<AlignedScene>& aligned, double gsd);

/// The grid that a series is laid on: the earlier epoch's, in `crs`. Reads no pixels.
[[nodiscard]] WorkingGrid grid_of_series(const DataAccess& data, const SeriesPlan& series, const Crs& crs);

/// How a series is laid on its grid.
struct LayOptions {
    bool co_register{true};            ///< false: by the georeference alone
    RasterUse use{RasterUse::Scratch}; ///< of the images on the grid
};

/// Stage 2. The working grid is the earlier epoch's, in `crs`; that epoch itself is copied only when it does not lie in
/// it. The others are registered onto it and warped; images for scratch go into memory where `data` has room, else into
/// files of the store. Streams by tile: registration reads windows, the warp is one pass over each image. Throws as
/// align_scene().
[[nodiscard]] RegisteredSeries register_series(const DataAccess& data, const SeriesPlan& series, const Crs& crs,
                                               const LayOptions& how, StepStore& store, const RunOptions& run);

/// One more date on the grid of a series.
struct LaidDate {
    Look look;
    std::vector<AlignedScene> scenes;
};
/// Lays another epoch on the grid of a registered series; `name`, that of its step, begins the names of its files.
/// nullopt, and a warning in the log, where it cannot be registered there or shows another place.
[[nodiscard]] std::optional<LaidDate> lay_date(const DataAccess& data, const SeriesPlan& series,
                                               const RegisteredSeries& on, const Epoch& epoch, const std::string& name,
                                               const LayOptions& how, StepStore& store, const RunOptions& run);

/// The steps of a registration: the grid, where the earlier epoch must be brought onto it first, and the dates that are
/// laid on it, which do not need one another.
inline constexpr const char *grid_step = "before", *later_step = "after", *earlier_step = "earlier";
/// Those of a series, in order. Reads no pixels.
[[nodiscard]] std::vector<std::string> register_steps(const DataAccess& data, const SeriesPlan& series, const Crs& crs);
/// One of them, which is then finished in the store; those that it needs must be.
void register_step(const DataAccess& data, const SeriesPlan& series, const Crs& crs, const LayOptions& how,
                   const std::string& step, StepStore& store, const RunOptions& run);

} // namespace didban
