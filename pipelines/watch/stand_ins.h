#pragma once
#include "pipelines/judge/judge_objects.h"
#include "pipelines/watch/find_changes.h"
#include "pipelines/watch/plan_watch.h"

#include <string>
#include <vector>

namespace didban {

/// Two dates that were compared where those of the run do not show enough of some parcels.
struct StandIn {
    EpochPair dates;
    Look before, after;
    OtherDates judged_by;
    std::string map;                   ///< work file, as FoundChanges::map; unseen but around the parcels
    std::vector<ChangeObject> objects; ///< those on the parcels
    std::vector<SeenOn> seen_on;       ///< one per object
    std::int64_t parcels{};            ///< that it shows
    std::int64_t in_part{};            ///< of which other dates show a part as well
};

struct StandIns {
    std::vector<StandIn> found; ///< in the order in which they were asked
    SeenBetween seen_between;
    std::vector<std::string> warnings; ///< in order, each once
};

/// What a run holds when it looks for dates to stand in.
struct MainPair {
    const WatchPlan& plan;
    const RegisteredSeries& registered;
    const FoundChanges& changes;
    Accuracy accuracy; ///< of the run's own dates
};

/// Asks other epochs of the city, at most `within` days away (clear_pairs), about the parcels of which the run's dates
/// show too little to say that nothing happened. `observed`, the share of each parcel that was seen, rises to what all
/// dates show together. Each of these dates is registered once, at most four of them, and at most four pairs are
/// compared, in lattice cells that hold such parcels alone; the cost does not grow with the number of epochs. An epoch
/// that cannot be read, laid on the grid or compared is passed over, and the warnings say so. What was read, how
/// it lies and what it shows goes into `record`. Nothing where no parcel needs it. Pixels are held for one parcel or
/// one cell at a time; of the parcels one bit a pixel.
[[nodiscard]] StandIns stand_ins(const DataAccess& data, const City& city, const MainPair& main, int within,
                                 const LayOptions& lay, InputStamps& stamps, std::vector<double>& observed,
                                 report::RunRecord& record, StepStore& store, const RunOptions& run);

} // namespace didban
