#include "commands.h"

#include "number_range.h"
#include "report_options.h"

#include "didban/base/error.h"
#include "didban/city/city.h"
#include "pipelines/train/adapt_city.h"
#include "pipelines/train/train_evidence.h"
#include "pipelines/train/train_ledger.h"

#include <cstdio>

namespace didban::cli {

namespace train_command {

void print(const char* title, const std::vector<std::pair<std::string, double>>& ranked)
{
    std::printf("%s\n", title);
    for (std::size_t k = 0; k < ranked.size() && k < 20; ++k)
        std::printf("  %5.1f %%  %s\n", 100 * ranked[k].second, ranked[k].first.c_str());
}

void print(const char* name, const CalibrationScores& s)
{
    std::printf("%-7s Brier score %.4f, log loss %.4f, calibration error %.4f\n", name, s.brier, s.log_loss,
                s.calibration_error);
}

const char* why_left_out(const std::string& why)
{
    return why == "no_confidence" ? "they tell no confidence"
           : why == "no_day"      ? "the day of their decision is not known"
                                  : "dismissed as duplicates, which says nothing about the sighting";
}

void learn_from(const std::string& city, TrainLedgerOptions options, Session& session)
{
    if (options.out.empty())
        throw Error(ErrorKind::Usage, "--from-ledger needs -o FILE, where the calibration is to be written");
    options.version = DIDBAN_VERSION;
    const TrainLedgerReport report = train_ledger(session.data, read_city(city), options, session.run);
    std::printf("%lld outcomes: %lld confirmed, %lld dismissed\n",
                static_cast<long long>(report.card.confirmed + report.card.dismissed),
                static_cast<long long>(report.card.confirmed), static_cast<long long>(report.card.dismissed));
    for (const auto& [why, count] : report.card.left_out)
        std::printf("%lld decided cases left out: %s\n", static_cast<long long>(count), why_left_out(why));
    std::printf("on %lld held out by %s:\n", static_cast<long long>(report.card.before.outcomes),
                report.card.held_out_by.c_str());
    print("before", report.card.before);
    print("after", report.card.after);
    for (const Calibration::Group& g : report.groups) {
        std::string path;
        for (const std::string& part : g.path)
            path += (path.empty() ? "" : " | ") + (part.empty() ? "unknown" : part);
        std::printf("%5lld outcomes, %5lld confirmed, a %.3f, b %.3f, c %+.3f  %s\n",
                    static_cast<long long>(g.outcomes), static_cast<long long>(g.confirmed), g.a, g.b, g.c,
                    path.empty() ? "all" : path.c_str());
    }
    if (report.taken)
        std::printf("better: written to %s; city.toml takes it with calibration = \"...\" under [detect]\n",
                    options.out.c_str());
    else
        std::printf("not better on the held-out outcomes: nothing was written, confidences stay as they are\n");
    session.exit_code = report.taken ? Done : FindingsReached;
}

void add_ledger_options(CLI::App& train, Session& session)
{
    auto city = std::make_shared<std::string>();
    auto options = std::make_shared<TrainLedgerOptions>();
    train.add_option("--from-ledger", *city,
                     "city.toml, or its folder: learn from the ledger's decided cases how far confidences are to be "
                     "trusted");
    train.add_option("-o,--output", options->out, "Calibration to write, JSON; must not exist");
    train
        .add_option("--held-out", options->held_out_by,
                    "Which three tenths of the outcomes are kept to score on: parcels drawn by the seed, or the last "
                    "decisions")
        ->check(CLI::IsMember({"parcel", "time"}))
        ->capture_default_str();
    train.add_option("--seed", options->seed, "Seed of the drawing of parcels")
        ->check(whole_number())
        ->capture_default_str();
    train.add_option("--ledger", options->ledger,
                     "GeoPackage or PG: database that keeps the cases; left out: the city's");
    train.callback([&train, city, options, &session] {
        if (!train.get_subcommands().empty())
            return;
        if (city->empty())
            throw Error(ErrorKind::Usage, "say what to fit: `didban train evidence`, or `didban train --from-ledger "
                                          "CITY -o FILE`");
        learn_from(*city, *options, session);
    });
}

void learn_own_imagery(const std::string& city, const AdaptOptions& options, Session& session)
{
    const AdaptReport report = adapt_city(session.data, read_city(city), options, session.run);
    std::printf("parcels: %lld with a building completed in the period, %lld quiet, %lld of which neither is known\n",
                static_cast<long long>(report.completed), static_cast<long long>(report.quiet),
                static_cast<long long>(report.unknown));
    for (const std::string& line : report.told)
        std::printf("%s\n", line.c_str());
    if (report.taken)
        std::printf(
            "written to %s, adapted from %s\nto use it: model = \"%s\" under [detect] in city.toml (the path is "
            "seen from there)\nto go back: take that line out again\n",
            options.out.c_str(), report.parent.c_str(), options.out.c_str());
    else
        std::printf("nothing was written; the city goes on with %s\n", report.parent.c_str());
    session.exit_code = report.taken ? Done : FindingsReached;
}

void add_adapt(CLI::App& train, Session& session)
{
    auto city = std::make_shared<std::string>();
    auto period = std::make_shared<ReportArguments>();
    auto options = std::make_shared<AdaptOptions>();
    auto* adapt = train.add_subcommand("adapt", "Teach the network the city's own imagery, without labels");
    adapt->footer(
        "Needs Debian's python3-torch, python3-onnx, python3-opencv, python3-gdal and python3-scipy.\nExit: 0 "
        "done, 1 processing failed, 2 wrong input, 3 done, but not better: nothing is written, 130 "
        "interrupted.\n\nExample: didban train adapt khoy -o khoy/khoy-1405.onnx");
    add_city_and_period(*adapt, *city, *period);
    adapt->add_option("-o,--output", options->out, "Network to write, ONNX, with its card beside it; must not exist")
        ->required();
    adapt->add_flag("--accept", options->accept,
                    "Take it where there are too few parcels to compare by and what can be told is not worse");
    adapt->add_option("--steps", options->steps, "Steps of training, in all")
        ->check(CLI::Range(2, 100000))
        ->capture_default_str();
    adapt->add_option("--seed", options->seed, "Seed of the drawing of parcels and samples")
        ->check(whole_number())
        ->capture_default_str();
    adapt->add_option("--ledger", options->ledger,
                      "GeoPackage or PG: database that keeps the cases; left out: the city's");
    add_run_options(*adapt, session);
    adapt->callback([city, period, options, &session] {
        options->from = given_date(period->from, "--from");
        options->to = given_date(period->to, "--to");
        learn_own_imagery(*city, *options, session);
    });
}

} // namespace train_command

void add_train(CLI::App& app, Session& session)
{
    using namespace train_command;
    auto* train = app.add_subcommand("train", "Fit a detector or its calibration");
    train->require_subcommand(0, 1);
    train->footer("Example: didban train --from-ledger khoy -o khoy/calibration-1405-08.json");
    add_ledger_options(*train, session);
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
    add_adapt(*train, session);
}

} // namespace didban::cli
