#include "pipelines/train/adapt_city.h"

#include "didban/base/error.h"
#include "didban/base/output_path.h"
#include "didban/crypto/sha256.h"
#include "pipelines/cases/manage_cases.h"
#include "pipelines/city/load_for_run.h"
#include "pipelines/detect/learned_pair.h"
#include "pipelines/detect/model_files.h"
#include "pipelines/imagery/band_names.h"
#include "pipelines/run/record_inputs.h"
#include "pipelines/run/work_store.h"
#include "pipelines/train/adapt_files.h"
#include "pipelines/train/run_python.h"
#include "pipelines/watch/plan_watch.h"

#include <algorithm>
#include <filesystem>

namespace didban {

namespace {

namespace fs = std::filesystem;
using train::ParcelKind;

void check_options(const AdaptOptions& options)
{
    std::error_code ignored;
    check_output_file(options.out);
    if (fs::path(options.out).extension() != ".onnx")
        throw Error(ErrorKind::Usage, options.out + ": a network is written; give a name that ends in .onnx");
    for (const std::string& file : {options.out, fs::path(options.out).replace_extension(".json").string()})
        if (fs::exists(file, ignored))
            throw Error(ErrorKind::Usage, file + ": is there already; networks are kept side by side, so that the city "
                                                 "can go back to an earlier one: give another name");
}

std::vector<Case> cases_of(const DataAccess& data, const City& city, const AdaptOptions& options, const RunOptions& run)
{
    const std::string path = options.ledger.empty() ? city.ledger : options.ledger;
    if (path.empty() || !Ledger::exists(data, path))
        return {};
    return read_ledger(data, city, path, run).cases();
}

/// Before the long work.
void check_seen(const DataAccess& data, const SeriesPlan& series, const Crs& crs, const std::string& network)
{
    const double gsd = grid_of_series(data, series, crs).transform.pixel_size();
    for (const Epoch* epoch : {&series.pair.before, &series.pair.after})
        for (const Scene* s : epoch->scenes)
            if (!detect::fits(network, band_names(files_of(*s), data.open_raster(s->path)->info()), gsd))
                throw Error(ErrorKind::IncompatibleInput,
                            s->path + ": the network of " + network +
                                " cannot see it; red, green and blue of about its own resolution are needed");
}

/// Of what bears on the pixels, so that an interrupted run finds its registered images again.
std::string key_of(const City& city, const SeriesPlan& series, const Crs& crs, InputStamps& stamps)
{
    Sha256 all;
    all.add("adapt\n" + crs.wkt() + "\n");
    for (const Epoch* epoch : {&series.pair.before, &series.pair.after})
        for (const Scene* s : epoch->scenes)
            all.add(s->id + "\n" + record_input(city, "scene " + s->id, s->path, stamps).sha256 + "\n");
    return all.finish_hex().substr(0, 16);
}

std::vector<std::string> arguments(const City& city, const AdaptOptions& options, const std::string& parent,
                                   const std::string& folder, const RunOptions& run)
{
    std::vector<std::string> out{"--model",
                                 parent,
                                 "--register",
                                 folder,
                                 "--out",
                                 options.out,
                                 "--city=" + city.name,
                                 "--steps",
                                 std::to_string(options.steps),
                                 "--seed",
                                 std::to_string(options.seed)};
    if (run.threads == 1)
        out.insert(out.end(), {"--workers", "0"});
    if (options.accept)
        out.emplace_back("--accept");
    return out;
}

/// What the training code said, as a report or as an error.
void take(const train::PythonAnswer& answer, AdaptReport& out)
{
    constexpr int not_better = 3;
    const std::string last = answer.lines.empty() ? "it said nothing" : answer.lines.back();
    if (answer.code == 2)
        throw Error(ErrorKind::IncompatibleInput, last);
    if (answer.code != 0 && answer.code != not_better)
        throw Error(ErrorKind::Internal, "the training code failed: " + last);
    out.taken = answer.code == 0;
    constexpr std::ptrdiff_t verdict = 3;
    out.told.assign(answer.lines.end() - std::min(verdict, std::ssize(answer.lines)), answer.lines.end());
}

} // namespace

AdaptReport adapt_city(const DataAccess& data, const City& city, const AdaptOptions& options, const RunOptions& run)
{
    check_options(options);
    AdaptReport out;
    out.parent = city.model.empty() ? detect::shipped_or_refuse(detect::buildings_network) : city.model;
    (void)detect::read_card(out.parent);
    const std::string training = train::training_folder();
    train::check_python(training);

    const SeriesPlan series = plan_series(data, city, options.from, options.to, DetectorChoice::Learned);
    report::RunRecord record;
    const CityData loaded = load_for_run(data, city, run, record);
    for (const std::string& warning : record.warnings)
        run.log.warn(warning);
    const std::vector<train::AdaptParcel> told = train::adapt_parcels(
        loaded, cases_of(data, city, options, run), series.pair.before.day, series.pair.after.day, options.seed);
    const auto count = [&](ParcelKind kind) {
        return std::count_if(told.begin(), told.end(), [&](const train::AdaptParcel& p) { return p.kind == kind; });
    };
    out.completed = count(ParcelKind::Completed);
    out.quiet = count(ParcelKind::Quiet);
    out.unknown = count(ParcelKind::Unknown);

    check_seen(data, series, loaded.crs, out.parent);
    const ResultFolder folder(options.out + ".work");
    InputStamps stamps;
    WorkStore store(folder, key_of(city, series, loaded.crs, stamps), stamps, run);
    const RegisteredSeries registered =
        register_series(data, series, loaded.crs, watch_layout(DetectorChoice::Learned, true), store, run);
    train::write_adapt_files(data, registered.looks, out.parent, loaded.parcels, told, store, run);
    const std::string files = fs::path(store.work(train::adapt_table)).parent_path().string();
    take(train::run_python(training, "didban_training.adapt", arguments(city, options, out.parent, files, run), run),
         out);
    store.publish(false);
    return out;
}

} // namespace didban
