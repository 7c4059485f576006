#include "pipelines/watch/find_changes.h"

#include "didban/base/error.h"
#include "pipelines/ground/building_tops.h"

namespace didban {

FoundChanges find_changes(const DataAccess& data, const RegisteredSeries& series, const EpochPair& dates,
                          const DetectOptions& how, StepStore& store, const RunOptions& run)
{
    const std::string map_name = "change.tif";
    FoundChanges found;
    found.map = store.work(map_name);
    std::string text;
    if (store.finished("change", text)) {
        found.result = detect_result_from(text);
        return found;
    }
    run.log.info("looking for changes");
    found.result = detect_change(data, series.looks, found.map, how, run);
    if (found.result.observed_share <= 0)
        throw Error(ErrorKind::IncompatibleInput,
                    "the images of " + dates.before.day.iso() + " and " + dates.after.day.iso() +
                        " have no pixel in common that both show; check their extents and masks");
    if (series.looks.with_surfaces())
        measure_tops(data, series.looks.after.dsm, found.result.objects, run);
    store.finish_step("change", to_text(found.result), {map_name});
    return found;
}

} // namespace didban
