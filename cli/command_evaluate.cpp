#include "commands.h"
#include "didban/base/error.h"
#include "didban/base/output_path.h"
#include "didban/report/text_file.h"
#include "number_range.h"
#include "pipelines/evaluate/evaluate.h"

#include <algorithm>
#include <cctype>
#include <cstdio>
#include <filesystem>

namespace didban::cli {

namespace evaluate_command {

struct Options {
    std::vector<std::string> truths, founds;
    std::string out;
    [[nodiscard]] const std::string& truth() const { return truths.front(); }
    [[nodiscard]] const std::string& found() const { return founds.front(); }
    ChangeEvaluationOptions change;
};

bool is_table(const std::string& path)
{
    std::string extension = std::filesystem::path(path).extension().string();
    std::transform(extension.begin(), extension.end(), extension.begin(),
                   [](unsigned char c) { return std::tolower(c); });
    constexpr std::string_view tables[]{".csv", ".geojson", ".json", ".gpkg", ".shp", ".fgb"};
    return std::find(std::begin(tables), std::end(tables), extension) != std::end(tables);
}

void run(const Options& options, const Session& session)
{
    const bool table = is_table(options.truth());
    if (table != is_table(options.found()))
        throw Error(ErrorKind::Usage, "--truth and --found must both be tables of parcels or both be rasters; got " +
                                          options.truth() + " and " + options.found());
    if (!options.out.empty())
        check_output_folder(options.out);
    std::string json;
    Reliability reliability;
    if (options.truths.size() > 1 || options.founds.size() > 1) {
        json = to_json(evaluate_tracks(session.data, options.truths, options.founds));
    } else if (table && holds_changes(session.data, options.truth())) {
        json = to_json(evaluate_objects(session.data, options.truth(), options.found()));
    } else if (table) {
        const ParcelEvaluation e = evaluate_parcels(session.data, options.truth(), options.found());
        json = to_json(e);
        reliability = e.change;
    } else {
        const ChangeEvaluation e =
            evaluate_change(session.data, options.truth(), options.found(), options.change, session.run);
        json = to_json(e);
        reliability = e.probability;
    }
    if (!options.out.empty()) {
        const std::filesystem::path folder = options.out;
        make_output_folder(options.out);
        write_text_file((folder / "evaluation.json").string(), json + "\n");
        if (reliability.count > 0)
            write_text_file(
                (folder / "reliability.svg").string(),
                reliability_svg(reliability, table ? "Change probability of parcels" : "Change probability of pixels"));
    }
    std::printf("%s\n", json.c_str());
}

} // namespace evaluate_command

void add_evaluate(CLI::App& app, Session& session)
{
    using namespace evaluate_command;
    auto options = std::make_shared<Options>();
    auto* command =
        app.add_subcommand("evaluate", "Precision, recall and calibration of a run against the truth; JSON on stdout");
    command
        ->add_option("--truth", options->truths,
                     "Parcel table (parcel_id, verdict[, violations, changed]), change outlines (kind, stage) or label "
                     "raster (non-zero = changed); several, one per date: shapes with object_id or parcel_id")
        ->required()
        ->allow_extra_args(false);
    command
        ->add_option("--found", options->founds,
                     "parcels.geojson or its table, changes.geojson, or a raster of change probability 0 to 1 (bytes: "
                     "0/255); several, one per date: findings.geojson")
        ->required()
        ->allow_extra_args(false);
    command->add_option("-o,--output", options->out,
                        "Folder for evaluation.json and the reliability diagram reliability.svg");
    command
        ->add_option("--threshold", options->change.threshold,
                     "Rasters: probability from which a pixel counts as changed")
        ->check(between(0, 1))
        ->capture_default_str();
    command
        ->add_option("--min-area-px", options->change.min_area_px,
                     "Rasters: objects below this many pixels are not scored")
        ->check(CLI::Range(1, 1'000'000'000))
        ->capture_default_str();
    add_log_options(*command, session);
    command->footer("Change outlines are scored for their kind and building stage, as counts.\n"
                    "Example: didban evaluate --truth town/truth/parcels.csv --found run/parcels.geojson -o scores\n"
                    "         didban evaluate --truth town/truth/changes.geojson --found run/changes.geojson\n"
                    "         didban evaluate --truth t1.geojson --found run1/findings.geojson --truth t2.geojson "
                    "--found run2/findings.geojson");
    command->callback([options, &session] { run(*options, session); });
}

} // namespace didban::cli
