#pragma once
#include "didban/base/clear_within.h"
#include "didban/base/detector_choice.h"
#include "pipelines/judge/judge_changes.h"

namespace didban {

struct WatchOptions {
    std::optional<Date> from, to;           ///< of the period; empty: the last two epochs
    std::optional<DetectorChoice> detector; ///< empty: the city's
    ReportOptions report;
    int clear_within_days{default_clear_within_days}; ///< see stand_ins(); 0: no date stands in for another
};

class StepStore;

/// What other processes have done of a watch: the images on the grid, and passes over the scene (RunOptions::passes).
struct SharedWork {
    std::string key;   ///< WatchPlan::key of what was done
    StepStore& images; ///< steps of register_series()
};

/// The main job: from dated imagery to a verdict for every parcel (contract §4). The working grid is that of the
/// earlier epoch, in the city's CRS; the later epoch is co-registered onto it, and so is the
/// epoch before both where the detector can look back at one. Parcels of which these show too little are asked of other
/// epochs (stand_ins). Finished steps are kept in DIR/.work, so
/// that the same run started again continues.
///
/// Memory: bounded by run.memory_mb for pixels, plus parcels, permits and change objects. Same input, same bytes,
/// whatever the threads and tile size. Throws Error for inputs that cannot be worked with, for images that cannot be
/// registered, and Error{Interrupted}; no result is then left half-written.
/// With `shared`, what others have done is not done again; throws Error{IncompatibleInput} when it was done
/// on other images or settings.
RunSummary watch_city(const DataAccess& files, const City& city, const WatchOptions& options, const RunOptions& asked,
                      const SharedWork* shared = nullptr);

} // namespace didban
