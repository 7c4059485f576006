#include "pipelines/ground/standing_buildings.h"

#include "pipelines/city/load_for_run.h"

namespace didban {

namespace {

constexpr int usual_age_days = 3 * 365; ///< of maps whose ratios were measured; an older one is worth a word

void note_date(const City& city, const Date& day, const report::BuildingRecord& buildings, report::RunRecord& record)
{
    const std::optional<Date>& as_of = city.buildings_as_of;
    if (!as_of) {
        record.warnings.push_back("[buildings] has no as_of: its footprints are taken to have stood on " + day.iso() +
                                  ", the day of the earlier image");
        return;
    }
    if (buildings.undated > 0)
        record.warnings.push_back("the building footprints show " + as_of->iso() +
                                  ", after the earlier image: " + std::to_string(buildings.undated) +
                                  " of them without a date of building say nothing about changes on them");
    if (day.day_number() - as_of->day_number() > usual_age_days)
        record.warnings.push_back("the building footprints show " + as_of->iso() + ", " +
                                  std::to_string((day.day_number() - as_of->day_number()) / 365) +
                                  " years before the earlier image: what was built since is not on them");
}

} // namespace

Stood stood(const Footprint& footprint, const std::optional<Date>& as_of, const Date& day)
{
    if (footprint.demolished && *footprint.demolished <= day)
        return Stood::No;
    if (footprint.built)
        return *footprint.built <= day ? Stood::Yes : Stood::No;
    return as_of && *as_of > day ? Stood::Unknown : Stood::Yes;
}

StandingBuildings standing_buildings(const DataAccess& data, const City& city, const Crs& working, const Date& day,
                                     const RunOptions& run, report::RunRecord& record)
{
    ProblemTally tally("[buildings]");
    std::vector<Footprint> footprints = read_buildings(data, city, working, run, tally);
    note_problems(tally, run, record);
    report::BuildingRecord found;
    found.footprints = static_cast<std::int64_t>(footprints.size());
    if (city.buildings_as_of)
        found.as_of = city.buildings_as_of->iso();
    std::vector<MultiPolygon> standing, undated;
    for (Footprint& f : footprints)
        switch (stood(f, city.buildings_as_of, day)) {
        case Stood::Yes:
            standing.push_back(std::move(f.shape));
            break;
        case Stood::Unknown:
            undated.push_back(std::move(f.shape));
            break;
        case Stood::No:
            break;
        }
    found.standing = static_cast<std::int64_t>(standing.size());
    found.undated = static_cast<std::int64_t>(undated.size());
    if (footprints.empty())
        record.warnings.push_back("[buildings]: the layer of " + city.buildings->source +
                                  " holds no footprint; changes are judged by the images alone");
    else
        note_date(city, day, found, record);
    return {BuildingMap(std::move(standing), std::move(undated)), std::move(found)};
}

} // namespace didban
