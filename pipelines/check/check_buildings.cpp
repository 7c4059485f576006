#include "pipelines/check/check_buildings.h"

#include "didban/base/error.h"
#include "pipelines/city/read_buildings.h"
#include "pipelines/imagery/epochs.h"

#include <algorithm>

namespace didban {

namespace {

void check_date(const City& city, ProblemTally& tally)
{
    if (!city.buildings_as_of) {
        tally.add("buildings.no_date", "");
        return;
    }
    const auto epochs = epochs_of(city);
    if (epochs.size() >= 2 && *city.buildings_as_of > epochs[epochs.size() - 2].day)
        tally.add("buildings.newer", city.buildings_as_of->iso() + ", the earlier of the last two images is of " +
                                         epochs[epochs.size() - 2].day.iso());
}

void check_place(const std::vector<Footprint>& footprints, const std::vector<SceneExtent>& scenes, ProblemTally& tally)
{
    std::vector<Box> images;
    for (const SceneExtent& scene : scenes)
        if (scene.box)
            images.push_back(*scene.box);
    if (images.empty())
        return;
    const auto outside = std::count_if(footprints.begin(), footprints.end(), [&](const Footprint& f) {
        const Box box = bounds(f.shape);
        return std::none_of(images.begin(), images.end(), [&](const Box& image) { return image.meets(box); });
    });
    if (outside > 0)
        tally.add("buildings.outside_imagery", "", outside);
}

} // namespace

std::int64_t check_buildings(const DataAccess& data, const City& city, const Crs& working,
                             const std::vector<SceneExtent>& scenes, const RunOptions& run, ProblemTally& tally)
{
    try {
        const std::vector<Footprint> footprints = read_buildings(data, city, working, run, tally);
        check_date(city, tally);
        check_place(footprints, scenes, tally);
        return static_cast<std::int64_t>(footprints.size());
    } catch (const Error& e) {
        if (e.kind() == ErrorKind::Interrupted)
            throw;
        tally.add("buildings.unreadable", e.what());
        return 0;
    }
}

} // namespace didban
