#include "pipelines/city/load_for_run.h"

#include "didban/base/error.h"

namespace didban {

namespace {

/// The first ids of some parcels: " (7-1-1-1, 7-1-1-2, …)".
std::string named(const std::vector<const Parcel*>& parcels)
{
    constexpr std::size_t most = 5;
    std::string ids;
    for (std::size_t i = 0; i < parcels.size() && i < most; ++i)
        ids.append(i == 0 ? " (" : ", ").append(parcels[i]->id);
    return ids + (parcels.size() > most ? ", …)" : ")");
}

/// Items of the catalogue that no run uses.
void warn_of_items(const std::vector<std::string>& ids, const std::string& why, report::RunRecord& record)
{
    constexpr std::size_t most = 5;
    if (ids.empty())
        return;
    std::string list;
    for (std::size_t i = 0; i < ids.size() && i < most; ++i)
        list.append(i == 0 ? "" : ", ").append(ids[i]);
    record.warnings.push_back(std::to_string(ids.size()) + " items of the catalogue " + why + " and are passed over (" +
                              list + (ids.size() > most ? ", …)" : ")"));
}

void warn_of_unplaced(const CityData& city, report::RunRecord& record)
{
    std::vector<const Parcel*> lost;
    std::vector<const Parcel*> in_part;
    for (const Parcel& parcel : city.unplaced)
        lost.push_back(&parcel);
    for (const Parcel& parcel : city.parcels)
        if (parcel.incomplete)
            in_part.push_back(&parcel);
    const std::string remedy = "; `didban check` says what is wrong with each";
    if (!lost.empty())
        record.warnings.push_back(std::to_string(lost.size()) +
                                  " parcels have no shape that can be used: what happened on them is unclear" +
                                  named(lost) + remedy);
    if (!in_part.empty())
        record.warnings.push_back(std::to_string(in_part.size()) +
                                  " parcels have a shape that can only be used in part: what happened on the rest is "
                                  "unclear" +
                                  named(in_part) + remedy);
}

void note_problem(const Problem& problem, const RunOptions& run, report::RunRecord& record)
{
    record.problems.emplace_back(problem.code, problem.count);
    run.log.info(problem.input + ": " + problem.message + " (" + std::to_string(problem.count) +
                 "; see `didban check`)");
}

} // namespace

void note_problems(const ProblemTally& tally, const RunOptions& run, report::RunRecord& record)
{
    for (const Problem& p : tally.problems())
        note_problem(p, run, record);
}

CityData load_for_run(const DataAccess& data, const City& city, const RunOptions& run, report::RunRecord& record)
{
    CityData loaded = load_city_data(data, city, run);
    for (const Problem& p : loaded.problems) {
        if (p.level == "error")
            throw Error(ErrorKind::IncompatibleInput,
                        p.input + ": " + p.message + "; `didban check` lists every problem");
        note_problem(p, run, record);
    }
    warn_of_unplaced(loaded, record);
    warn_of_items(city.undated, "have no acquisition time", record);
    warn_of_items(city.labels, "hold labels and no image", record);
    record.city = city.name;
    record.permits = static_cast<std::int64_t>(loaded.permits.size());
    if (!loaded.permits_known)
        record.warnings.push_back("the city names no permits: where building stands, whether it was permitted is "
                                  "unknown, so such changes are unclear and not suspected");
    return loaded;
}

} // namespace didban
