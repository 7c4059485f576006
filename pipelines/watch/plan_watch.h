#pragma once
#include "pipelines/city/city_data.h"
#include "pipelines/detect/model_inputs.h"
#include "pipelines/ground/standing_buildings.h"
#include "pipelines/plan/plan_data.h"
#include "pipelines/watch/register_series.h"
#include "pipelines/watch/series.h"
#include "pipelines/watch/watch.h"

namespace didban {

/// What a watch works on, known before a pixel is read. `series` points at scenes of the city that was given.
struct WatchPlan {
    DetectorChoice detector; ///< as asked for: may be Auto
    SeriesPlan series;
    CityData city;
    PlanData plan;
    std::optional<StandingBuildings> buildings;
    std::vector<ModelFile> models; ///< that the detector may use
    std::string key;               ///< digest of everything that can change pixels and objects
    [[nodiscard]] bool with_surfaces() const
    {
        return !series.pair.before.dsms.empty() && !series.pair.after.dsms.empty();
    }
};

/// Stage 1. Loads parcels, permits, plan and buildings, chooses the dates, hashes what will be read and refuses what
/// the run would refuse later. Does not stream: parcels, permits and plan are held. `record` gets inputs, parameters
/// and warnings; `stamps` every file.
[[nodiscard]] WatchPlan plan_watch(const DataAccess& data, const City& city, const WatchOptions& options,
                                   InputStamps& stamps, report::RunRecord& record, const RunOptions& run);

/// How a watch looks for changes, and lays its images for it; `detector` as its plan says. Where files are to outlive
/// the process, `keep`.
[[nodiscard]] DetectOptions watch_detection(const City& city, DetectorChoice detector);
[[nodiscard]] LayOptions watch_layout(DetectorChoice detector, bool keep);

/// Adds a scene and what belongs to it to the inputs, hashed; `stamps` remembers its files as they were before.
void note_scene(const City& city, const Scene& scene, InputStamps& stamps, report::RunRecord& record);

/// Every scene that the watch is sure to read.
[[nodiscard]] std::vector<const Scene*> scenes_of(const WatchPlan& plan);

/// Throws Error{IncompatibleInput} where no parcel lies on the image that the others are laid on.
void check_place(const DataAccess& data, const City& city, const WatchPlan& plan);

} // namespace didban
