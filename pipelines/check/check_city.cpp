#include "pipelines/check/check_city.h"

#include "didban/base/error.h"
#include "didban/base/number_text.h"
#include "didban/base/read_text_file.h"
#include "didban/cases/calibration.h"
#include "didban/land/crs_signs.h"
#include "pipelines/check/check_buildings.h"
#include "pipelines/check/check_imagery.h"
#include "pipelines/check/check_plan.h"
#include "pipelines/check/find_overlaps.h"
#include "pipelines/city/read_parcels.h"
#include "pipelines/city/read_permits.h"

#include <algorithm>
#include <unordered_set>

namespace didban {

namespace {

constexpr double least_overlap_m2 = 1;

void check_placement(const ParcelTable& table, const std::vector<SceneExtent>& scenes, const Crs& working,
                     ProblemTally& tally)
{
    std::vector<Box> images;
    for (const SceneExtent& scene : scenes)
        if (scene.box)
            images.push_back(*scene.box);
    if (const auto sign = misplaced(table.source_bounds, table.source_crs, images, working))
        tally.add(sign->code, sign->detail);
    if (table.source_crs.web_mercator())
        tally.add("cadastre.crs_web_mercator", table.source_crs.name());
    if (declared_ed77(table.source_crs))
        tally.add("cadastre.crs_ed77",
                  table.source_crs.name() + "; transformed by: " + Transform(table.source_crs, working).operation());
}

void check_overlaps(const std::vector<Parcel>& parcels, const RunOptions& run, ProblemTally& tally)
{
    for (const ParcelOverlap& overlap : find_overlaps(parcels, least_overlap_m2, run)) {
        tally.add("parcel.geometry.overlap", parcels[overlap.first].id + " and " + parcels[overlap.second].id + ": " +
                                                 text::fixed(overlap.area_m2, 1) + " m²");
    }
}

/// Parcels of the city; none when the cadastre cannot be used.
ParcelTable check_cadastre(const DataAccess& data, const City& city, const Crs& working,
                           const std::vector<SceneExtent>& scenes, const RunOptions& run, ProblemTally& tally)
{
    if (!city.cadastre) {
        tally.add("cadastre.none", "");
        return {};
    }
    try {
        ParcelTable table = read_parcels(data, city, working, run, tally);
        check_placement(table, scenes, working, tally);
        check_overlaps(table.parcels, run, tally);
        return table;
    } catch (const Error& e) {
        if (e.kind() == ErrorKind::Interrupted)
            throw;
        tally.add("cadastre.unreadable", e.what());
        return {};
    }
}

std::int64_t check_permits(const DataAccess& data, const City& city, const Crs& working, const ParcelTable& cadastre,
                           const RunOptions& run, ProblemTally& tally)
{
    if (!city.permits) {
        tally.add("permits.none", "");
        return 0;
    }
    std::unordered_set<std::string> keys;
    for (const auto* parcels : {&cadastre.parcels, &cadastre.unplaced})
        for (const Parcel& parcel : *parcels) {
            keys.insert(parcel.key);
            keys.insert(parcel.old_keys.begin(), parcel.old_keys.end());
        }
    const auto known = [&](const std::string& key) { return keys.count(key) > 0; };
    try {
        return read_permits(data, city, working, run, tally, [&](Permit&& permit) {
            if (!cadastre.parcels.empty() && !permit.parcel_key.empty() && !permit_fits(permit, known))
                tally.add("permit.parcel.not_in_cadastre",
                          permit.parcel + " (permit " + permit.id + ", row " + std::to_string(permit.row) + ")");
        });
    } catch (const Error& e) {
        if (e.kind() == ErrorKind::Interrupted)
            throw;
        tally.add("permits.unreadable", e.what());
        return 0;
    }
}

/// What `didban train --from-ledger` wrote, if the city names it.
void check_calibration(const City& city, ProblemTally& tally)
{
    if (city.calibration.empty())
        return;
    try {
        (void)read_calibration(read_text_file(city.calibration), city.calibration);
    } catch (const Error& e) {
        tally.add("calibration.unreadable", e.what());
    }
}

} // namespace

bool CheckReport::stops_a_run() const
{
    return std::any_of(problems.begin(), problems.end(),
                       [](const Problem& problem) { return problem.level == "error"; });
}

CheckReport check_city(const DataAccess& data, const City& city, const RunOptions& run)
{
    CheckReport report;
    report.city = city;
    report.scenes = static_cast<std::int64_t>(city.scenes.size());
    ProblemTally city_tally("[city]");
    Crs working;
    try {
        working = working_crs(city);
    } catch (const Error& e) {
        city_tally.add("city.crs", e.what());
        city_tally.append_to(report.problems);
        return report; // nothing can be placed without it
    }
    report.crs_name = working.name();

    ProblemTally imagery("[imagery]");
    ProblemTally cadastre("[cadastre]");
    ProblemTally permits("[permits]");
    ProblemTally buildings("[buildings]");
    ProblemTally plan("[plan]");
    run.log.info("checking " + std::to_string(city.scenes.size()) + " scenes");
    const auto scenes = check_imagery(data, city, working, imagery);
    run.log.info("checking the cadastre");
    const ParcelTable table = check_cadastre(data, city, working, scenes, run, cadastre);
    report.parcels = static_cast<std::int64_t>(table.parcels.size() + table.unplaced.size());
    if (!table.parcels.empty())
        check_cover(scenes, table.parcels, imagery);
    run.log.info("checking the permits");
    report.permits = check_permits(data, city, working, table, run, permits);
    if (city.buildings) {
        run.log.info("checking the building footprints");
        report.buildings = check_buildings(data, city, working, scenes, run, buildings);
    }
    run.log.info("checking the plan");
    check_plan(data, city, working, run, plan);
    ProblemTally detect("[detect]");
    check_calibration(city, detect);
    for (const ProblemTally* tally : {&imagery, &cadastre, &permits, &buildings, &plan, &detect})
        tally->append_to(report.problems);
    return report;
}

} // namespace didban
