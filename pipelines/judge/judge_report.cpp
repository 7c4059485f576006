#include "pipelines/judge/judge_report.h"

#include "didban/base/error.h"
#include "didban/findings/priority.h"
#include "didban/findings/reason.h"
#include "pipelines/cases/ledger.h"

#include <filesystem>

namespace didban {

namespace {

/// The ledger this run may write to. A city on a read-only disk can still be watched: its cases then stay with the
/// run's results.
std::string ledger_path(const City& city, const ReportOptions& options, report::RunRecord& record)
{
    const std::string wanted = options.ledger.empty() ? city.ledger : options.ledger;
    if (wanted.empty() || !options.ledger.empty() || can_write_ledger(wanted))
        return wanted;
    record.warnings.push_back("the city's ledger cannot be written where city.toml puts it; this run's cases are in "
                              "ledger.gpkg beside its results");
    return (std::filesystem::path(options.output) / "ledger.gpkg").string();
}

/// Ids from the ledger, then ranks, then sentences.
std::vector<Finding> complete_findings(const JudgeInput& input, JudgedCity& judged, CaseBook& cases)
{
    std::vector<Finding> findings;
    std::vector<std::string> places;
    std::vector<double> scores;
    for (std::size_t i = 0; i < judged.judgements.size(); ++i) {
        findings.push_back(judged.judgements[i].finding);
        places.push_back(judged.places[i].parcel ? judged.places[i].parcel->key : "");
        scores.push_back(visit_score(judged.judgements[i], input.accuracy));
    }
    cases.follow(input.city.city.name, places, findings);
    rank_visits(findings, scores);
    for (std::size_t i = 0; i < findings.size(); ++i) {
        const Reason reason = make_reason(judged.judgements[i], judged.places[i], input.city.city.calendar);
        findings[i].reason_en = reason.en;
        findings[i].reason_fa = reason.fa;
    }
    return findings;
}

void count(const std::vector<Finding>& findings, const std::vector<ParcelVerdict>& parcels, report::RunRecord& record)
{
    for (const Verdict v : {Verdict::NoChange, Verdict::Authorized, Verdict::Exempt, Verdict::Suspected,
                            Verdict::Unclear, Verdict::NotSeen, Verdict::TooSmall}) {
        record.parcels[std::string(name(v))] = 0;
        record.findings[std::string(name(v))] = 0;
    }
    for (const ParcelVerdict& v : parcels)
        ++record.parcels[std::string(name(v.verdict))];
    for (const Finding& f : findings) {
        ++record.findings[std::string(name(f.verdict))];
        for (const std::string& code : f.violations)
            ++record.violations[code];
    }
}

void add_events(const std::vector<Case>& cases, std::size_t known, Ledger& ledger)
{
    for (std::size_t i = known; i < cases.size(); ++i)
        ledger.events.push_back({cases[i].case_id, cases[i].first_seen.iso(), "detected",
                                 cases[i].verdict + (cases[i].violations.empty() ? "" : " " + cases[i].violations)});
}

void write_layers(const DataAccess& data, const std::string& path, const JudgeInput& input,
                  const std::vector<Finding>& findings, const std::vector<ParcelVerdict>& parcels)
{
    const auto sink = data.create_features(path, "GPKG");
    report::write_report_layers(*sink, findings, input.city.parcels, parcels, input.objects, input.city.crs);
    sink->finish();
}

} // namespace

void check_ledger(const DataAccess& data, const CityData& city, const ReportOptions& options)
{
    const std::string path = options.ledger.empty() ? city.city.ledger : options.ledger;
    if (!options.ledger.empty() && !can_write_ledger(path))
        throw Error(ErrorKind::Usage, path + ": the ledger cannot be written; check the folder and its permissions");
    if (!path.empty())
        (void)Ledger::load(data, path, city.crs);
}

RunSummary report_run(const DataAccess& data, const JudgeInput& input, const std::vector<report::Evidence>& evidence,
                      report::RunRecord record, const ReportOptions& options, WorkStore& store, const RunOptions& run)
{
    const std::string ledger_file = ledger_path(input.city.city, options, record);
    Ledger ledger = ledger_file.empty() ? Ledger{} : Ledger::load(data, ledger_file, input.city.crs);
    const std::size_t known_cases = ledger.cases.cases().size();

    run.log.info("judging " + std::to_string(input.objects.size()) + " changes on " +
                 std::to_string(input.city.parcels.size()) + " parcels");
    JudgedCity judged = judge_objects(input, run);
    const std::vector<Finding> unsorted = complete_findings(input, judged, ledger.cases);
    const std::vector<ParcelVerdict> parcels = parcel_verdicts(input, judged, unsorted);
    std::vector<Finding> findings = unsorted;
    std::sort(findings.begin(), findings.end(),
              [](const Finding& a, const Finding& b) { return a.priority < b.priority; });
    add_events(ledger.cases.cases(), known_cases, ledger);

    record.period = input.run_period;
    record.libraries = options.libraries;
    record.change_objects = static_cast<std::int64_t>(input.objects.size());
    record.permits_without_parcel = static_cast<std::int64_t>(judged.permits_without_parcel);
    if (judged.slivers_left_out > 0)
        record.warnings.push_back(
            std::to_string(judged.slivers_left_out) +
            " slivers of changes across parcel boundaries were left out as an effect of the boundary's error");
    count(findings, parcels, record);
    record_thresholds(input, record);

    const Crs& crs = input.city.crs;
    report::write_findings_geojson(store.result("findings.geojson"), findings, evidence, crs);
    report::write_findings_csv(store.result("findings.csv"), findings, crs);
    report::write_parcels_geojson(store.result("parcels.geojson"), input.city.parcels, parcels, crs);
    report::write_changes_geojson(store.result("changes.geojson"), input.objects, input.run_period, crs);
    write_layers(data, store.result("report.gpkg"), input, findings, parcels);
    report::write_run_json(store.result("run.json"), record);
    if (run.stop.stop_requested())
        throw Error(ErrorKind::Interrupted, "interrupted while writing the report");
    store.check_inputs();
    // The ledger first: no result names a case that the ledger does not have. A run that ends between the two can be
    // started again, since following the same findings once more changes nothing.
    if (!ledger_file.empty())
        ledger.save(data, ledger_file, crs, input.run_period, input.city.parcels, parcels);
    store.publish(options.keep_work);
    for (const std::string& w : record.warnings)
        run.log.warn(w);
    return {input.run_period, record.parcels, record.findings, record.warnings, options.output};
}

} // namespace didban
