#include "pipelines/sweep/sweep.h"

#include "didban/base/error.h"
#include "didban/base/number_text.h"
#include "didban/report/run_record.h"
#include "didban/report/sweep_files.h"
#include "pipelines/city/load_for_run.h"
#include "pipelines/plan/plan_data.h"
#include "pipelines/run/record_inputs.h"
#include "pipelines/run/result_folder.h"
#include "pipelines/run/work_store.h"
#include "pipelines/sweep/read_standing.h"
#include "pipelines/sweep/sweep_places.h"

#include <algorithm>

namespace didban {

namespace {

Date day_of(const City& city, const SweepCityOptions& options)
{
    if (options.on)
        return *options.on;
    if (options.standing.empty() && city.buildings_as_of)
        return *city.buildings_as_of;
    if (!city.scenes.empty())
        return city.scenes.back().acquired.date_at();
    throw Error(ErrorKind::Usage, "nothing says which day the buildings show; give --on 2026-03-21");
}

/// The older map: [buildings], where something else is swept.
std::optional<std::vector<Footprint>> older_map(const DataAccess& data, const CityData& city,
                                                const SweepCityOptions& options, const Date& on, const RunOptions& run,
                                                report::RunRecord& record)
{
    if (options.standing.empty()) {
        record.warnings.push_back("[buildings] itself is swept: there is no older map to hold it against, and what is "
                                  "older than the register has no record");
        return std::nullopt;
    }
    if (!city.city.buildings) {
        record.warnings.push_back("the city names no [buildings]: what stands is held against permits alone, and what "
                                  "is older than the register has no record");
        return std::nullopt;
    }
    ProblemTally tally("[buildings]");
    std::vector<Footprint> all = read_buildings(data, city.city, city.crs, run, tally);
    note_problems(tally, run, record);
    if (city.city.buildings_as_of && *city.city.buildings_as_of >= on)
        record.warnings.push_back("[buildings] shows " + city.city.buildings_as_of->iso() +
                                  ", not before the day of the sweep: it can hold what it should be held against");
    all = standing_on(std::move(all), on, "[buildings]", record);
    if (all.empty()) {
        record.warnings.push_back("[buildings] holds no footprint: what stands is held against permits alone");
        return std::nullopt;
    }
    return all;
}

void count(const SweptCity& swept, report::RunRecord& record)
{
    for (const SweepVerdict v : sweep_verdicts) {
        record.parcels[std::string(name(v))] = 0;
        if (v != SweepVerdict::NothingStands && v != SweepVerdict::NotSeen)
            record.standing[std::string(name(v))] = 0;
    }
    for (const report::SweptParcel& p : swept.parcels)
        ++record.parcels[std::string(name(p.verdict))];
    for (const report::SweptBuilding& b : swept.buildings)
        ++record.standing[std::string(name(b.swept.verdict))];
    if (swept.small > 0)
        record.warnings.push_back(std::to_string(swept.small) +
                                  " buildings, or parts of them on a parcel, are smaller than min_area_m2 and were not "
                                  "judged");
    if (swept.slivers > 0)
        record.warnings.push_back(std::to_string(swept.slivers) +
                                  " slivers of buildings across parcel boundaries were left out as an effect of the "
                                  "boundary's error");
}

void record_thresholds(const SweepCityOptions& options, const City& city, const SweepOptions& limits, const Date& on,
                       report::RunRecord& record)
{
    const auto add = [&](const char* name, report::Parameter value) {
        record.parameters.emplace_back(name, std::move(value));
    };
    add("on", on.iso());
    add("accept_built_by", options.accept_built_by ? options.accept_built_by->iso() : std::string("none"));
    add("accuracy_m", options.accuracy_m);
    add("cadastre_sigma_m", city.cadastre_accuracy_m);
    add("min_area_m2", limits.min_area_m2);
    add("area_model_error", limits.area_model_error);
    add("least_attribution", limits.least_attribution);
    add("height_sigma_m", limits.height_sigma_m);
}

} // namespace

SweepSummary sweep_city(const DataAccess& data, const City& city, const SweepCityOptions& options,
                        const RunOptions& run)
{
    if (options.standing.empty() && !city.buildings)
        throw Error(ErrorKind::Usage, city.file + ": the city names no [buildings] to sweep; name the layer there, or "
                                                  "give --standing with outlines or a raster of what stands");
    const Date on = day_of(city, options);
    const ResultFolder folder(options.output);
    InputStamps stamps;
    report::RunRecord record;
    record.command = "sweep";
    record.version = options.version;
    record.libraries = options.libraries;
    record.inputs = record_inputs(city, stamps);
    if (!options.standing.empty())
        record.inputs.push_back(record_input(city, "standing", options.standing, stamps));
    const CityData loaded = load_for_run(data, city, run, record);
    const PlanData plan = load_plan(data, city, loaded.crs, run);
    const Standing standing = read_standing(data, loaded, options, on, run, record);
    const std::string source = options.standing.empty() ? city.buildings->source : options.standing;
    if (standing.buildings.empty())
        record.warnings.push_back(source + " holds no building; nothing was swept");
    if (options.accept_built_by &&
        std::none_of(standing.buildings.begin(), standing.buildings.end(), [](const Footprint& f) { return f.built; }))
        record.warnings.push_back("no building of " + source +
                                  " says when it was built (column `built`): --accept-built-by takes none as recorded");
    const auto records = older_map(data, loaded, options, on, run, record);

    SweepInput input{
        loaded, plan, standing, records ? &*records : nullptr, on, options.accept_built_by, options.accuracy_m, {}};
    input.options.min_area_m2 = city.min_area_m2;
    run.log.info("sweeping " + std::to_string(standing.buildings.size()) + " buildings on " +
                 std::to_string(loaded.parcels.size()) + " parcels");
    const SweptCity swept = sweep_places(input, run);
    if (!standing.buildings.empty() && swept.buildings.empty() && swept.small == standing.small)
        record.warnings.push_back("no building comes near a parcel; check the coordinate reference system and the "
                                  "order of longitude and latitude");
    count(swept, record);
    record_thresholds(options, city, input.options, on, record);

    std::string key;
    for (const report::InputRecord& i : record.inputs)
        key += i.sha256.substr(0, 2);
    WorkStore store(folder, "sweep-" + key, stamps, run);
    const report::SweepReport report{swept.buildings, swept.parcels, AllParcels(loaded.parcels, loaded.unplaced),
                                     loaded.crs, on};
    report::write_sweep_geojson(store.result("sweep.geojson"), report);
    report::write_sweep_parcels_geojson(store.result("sweep_parcels.geojson"), report);
    report::write_sweep_csv(store.result("sweep.csv"), report);
    const auto sink = data.create_features(store.result("sweep.gpkg"), "GPKG");
    report::write_sweep_layers(*sink, report);
    sink->finish();
    report::write_run_json(store.result("run.json"), record);
    store.check_inputs();
    if (run.stop.stop_requested())
        throw Error(ErrorKind::Interrupted, "interrupted while writing the sweep");
    store.publish(false);
    for (const std::string& w : record.warnings)
        run.log.warn(w);
    return {on, record.standing, record.parcels};
}

} // namespace didban
