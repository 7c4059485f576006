#include "commands.h"

#include "number_range.h"
#include "pipelines/train/train_evidence.h"

#include <cstdio>

namespace didban::cli {

namespace {

void print(const char* title, const std::vector<std::pair<std::string, double>>& ranked)
{
    std::printf("%s\n", title);
    for (std::size_t k = 0; k < ranked.size() && k < 20; ++k)
        std::printf("  %5.1f %%  %s\n", 100 * ranked[k].second, ranked[k].first.c_str());
}

} // namespace

void add_train(CLI::App& app, Session& session)
{
    auto* train = app.add_subcommand("train", "Fit a detector or its calibration");
    train->require_subcommand(1);
    auto options = std::make_shared<TrainEvidenceOptions>();
    auto* evidence = train->add_subcommand("evidence", "Fit the evidence detector on simulated cities");
    evidence->footer("Take other cities than the network was trained on.\n\n"
                     "Example: for s in 1001 1002 1003 1004; do didban simulate -o city$s --seed $s --epochs 2; done\n"
                     "         didban train evidence --cities city1001 city1002 city1003 city1004 -o evidence.json");
    evidence->add_option("--cities", options->cities, "Folders made by didban simulate")->required();
    evidence->add_option("-o,--output", options->out, "JSON file to write")->required();
    evidence->add_option("--network", options->network,
                         "ONNX file whose candidates are judged (default: the shipped one)");
    evidence->add_option("--work", options->work,
                         "Folder for aligned scenes, kept for the next time (default: OUTPUT.work)");
    evidence->add_option("--seed", options->seed, "Seed of the drawing of samples")
        ->check(whole_number())
        ->capture_default_str();
    add_run_options(*evidence, session);
    evidence->callback([options, &session] {
        const TrainEvidenceReport report = train_evidence(session.data, *options, session.run);
        std::printf("%zu candidates (%zu construction)\n", report.candidates, report.true_candidates);
        print("What decides about objects, share of the gain:", report.object_importance);
    });
}

} // namespace didban::cli
