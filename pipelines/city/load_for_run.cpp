#include "pipelines/city/load_for_run.h"

#include "didban/base/error.h"

namespace didban {

CityData load_for_run(const DataAccess& data, const City& city, const RunOptions& run, report::RunRecord& record)
{
    CityData loaded = load_city_data(data, city, run);
    for (const Problem& p : loaded.problems) {
        if (p.level == "error")
            throw Error(ErrorKind::IncompatibleInput,
                        p.input + ": " + p.message + "; `didban check` lists every problem");
        record.problems.emplace_back(p.code, p.count);
        run.log.info(p.input + ": " + p.message + " (" + std::to_string(p.count) + ")");
    }
    record.city = city.name;
    record.permits = static_cast<std::int64_t>(loaded.permits.size());
    if (!loaded.permits_known)
        record.warnings.push_back("the city names no permits: where building stands, whether it was permitted is "
                                  "unknown, so such changes are unclear and not suspected");
    return loaded;
}

} // namespace didban
