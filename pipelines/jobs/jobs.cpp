#include "didban/jobs.h"

#include "didban/base/error.h"
#include "didban/city/city.h"
#include "didban/gdal/gdal_data_access.h"
#include "didban/gdal/versions.h"
#include "pipelines/detect/detect_pair.h"
#include "pipelines/judge/judge_changes.h"
#include "pipelines/shard/shards.h"
#include "pipelines/watch/watch.h"

namespace didban {

namespace {

ReportOptions report_options(const std::string& output, const std::string& ledger, bool keep_work)
{
    return {output, ledger, keep_work, DIDBAN_VERSION, gdal_versions()};
}

RunOptions run_options(const JobControl& control, int usual_memory_mb)
{
    RunOptions run;
    run.threads = control.threads;
    run.tile_size = control.tile_size;
    run.memory_mb = control.memory_mb > 0 ? control.memory_mb : usual_memory_mb;
    run.stop = control.stop;
    run.log = control.log;
    return run;
}

std::vector<EvidenceFile> evidence_of(const report::EvidenceBook& book, std::size_t finding)
{
    std::vector<EvidenceFile> files;
    const auto add = [&](const std::vector<report::Evidence>& some) {
        for (const report::Evidence& e : some)
            files.push_back({e.role, e.path, e.sha256});
    };
    add(book.sources(finding));
    if (finding < book.of_finding.size())
        add(book.of_finding[finding]);
    return files;
}

JobResult result_of(RunSummary summary)
{
    JobResult out;
    out.not_before = summary.period.not_before;
    out.not_after = summary.period.not_after;
    out.parcels = std::move(summary.parcels);
    out.findings = std::move(summary.findings);
    out.open = std::move(summary.open);
    out.warnings = std::move(summary.warnings);
    out.output = std::move(summary.output);
    out.list.reserve(summary.judged.size());
    for (std::size_t i = 0; i < summary.judged.size(); ++i) {
        Finding& f = summary.judged[i];
        JobFinding& to = out.list.emplace_back();
        to.case_id = std::move(f.case_id);
        to.settled = f.settled;
        to.parcel_id = std::move(f.parcel_id);
        to.district = std::move(f.district);
        to.verdict = name(f.verdict);
        to.violations = std::move(f.violations);
        to.change = name(f.change);
        to.stage = name(f.stage);
        to.area_m2 = f.area_m2;
        to.area_sigma_m2 = f.area_sigma_m2;
        to.height_m = f.height_m;
        to.height_sigma_m = f.height_sigma_m;
        to.not_before = f.not_before;
        to.not_after = f.not_after;
        to.confidence = f.confidence;
        to.priority = f.priority;
        to.permit_id = std::move(f.permit_id);
        to.reason_en = std::move(f.reason_en);
        to.reason_fa = std::move(f.reason_fa);
        to.evidence = evidence_of(summary.evidence, i);
    }
    return out;
}

} // namespace

JobResult run_watch(const WatchJob& job)
{
    const City city = read_city(job.city);
    return result_of(watch_city(
        GdalDataAccess{}, city,
        {job.from, job.to, job.detector, report_options(job.output, job.ledger, job.keep_work), job.clear_within_days},
        run_options(job.run, city.memory_mb)));
}

JobResult run_merge(const MergeJob& job)
{
    const ShardPlan plan = read_shard_plan(job.plan, DIDBAN_VERSION);
    const City city = read_city(plan.city);
    return result_of(merge_shards(GdalDataAccess{}, city, plan, report_options(job.output, job.ledger, false),
                                  run_options(job.run, city.memory_mb)));
}

JobResult run_judge(const JudgeJob& job)
{
    const std::optional<ChangeKind> kind = change_kind(job.kind);
    if (!kind && !job.kind.empty())
        throw Error(ErrorKind::Usage, "there is no kind of change \"" + job.kind +
                                          "\"; write new, extended, demolished, heightened or groundwork");
    const City city = read_city(job.city);
    return result_of(judge_changes(
        GdalDataAccess{}, city,
        {job.changes, job.from, job.to, kind, job.accuracy_m, report_options(job.output, job.ledger, false)},
        run_options(job.run, city.memory_mb)));
}

DetectOutcome run_detect(const DetectJob& job)
{
    DetectPairOptions options;
    options.before = job.before;
    options.after = job.after;
    options.output = job.output;
    options.before_dsm = job.before_dsm;
    options.after_dsm = job.after_dsm;
    options.before_mask = job.before_mask;
    options.after_mask = job.after_mask;
    options.later = job.later;
    options.gsd = job.gsd_m;
    options.no_align = job.no_align;
    options.version = DIDBAN_VERSION;
    options.detect = {job.detector, job.model, job.min_area_m2, job.exact};
    DetectResult found = detect_pair(GdalDataAccess{}, options, run_options(job.run, RunOptions{}.memory_mb));
    DetectOutcome out;
    out.detector = found.detector;
    out.observed_share = found.observed_share;
    out.warnings = std::move(found.warnings);
    out.output = job.output;
    out.changes.reserve(found.objects.size());
    for (const ChangeObject& o : found.objects)
        out.changes.push_back({o.number, std::string(name(o.kind)), std::string(name(o.stage)), o.area_m2,
                               o.area_sigma_m2, o.probability, o.height_m, o.height_sigma_m});
    return out;
}

} // namespace didban
