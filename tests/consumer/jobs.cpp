// The long jobs from a host's own code: jobs CITY BEFORE AFTER RESULTS. Every fault is told; the exit code is their
// number.
#include <cpl_conv.h>
#include <cpl_string.h>
#include <didban/base/error.h>
#include <didban/jobs.h>
#include <gdal.h>

#include <atomic>
#include <clocale>
#include <csignal>
#include <filesystem>
#include <iostream>
#include <numeric>

namespace {

int faults = 0;

void expect(bool holds, const std::string& what)
{
    if (holds)
        return;
    std::cout << "FAULT: " << what << '\n';
    ++faults;
}

/// What of the process a guest could change.
struct HostState {
    GIntBig cache{GDALGetCacheMax64()};
    std::string options;
    std::string locale{std::setlocale(LC_ALL, nullptr)};
    std::string folder{std::filesystem::current_path().string()};
    void (*on_interrupt)(int);
    void (*on_pipe)(int);
    HostState()
    {
        char** all = CPLGetConfigOptions();
        for (char** option = all; option != nullptr && *option != nullptr; ++option)
            options += std::string(*option) + "\n";
        CSLDestroy(all);
        struct sigaction action {};
        sigaction(SIGINT, nullptr, &action);
        on_interrupt = action.sa_handler;
        sigaction(SIGPIPE, nullptr, &action);
        on_pipe = action.sa_handler;
    }
    bool operator==(const HostState&) const = default;
};

std::int64_t sum(const std::map<std::string, std::int64_t>& counts)
{
    return std::accumulate(counts.begin(), counts.end(), std::int64_t{0},
                           [](std::int64_t n, const auto& c) { return n + c.second; });
}

void expect_findings(const didban::JobResult& result, const std::string& job)
{
    expect(!result.list.empty() && sum(result.findings) == static_cast<std::int64_t>(result.list.size()),
           job + ": the counts are not those of the findings");
    expect(sum(result.parcels) > 0 && result.not_before < result.not_after, job + ": no parcels or no period");
    bool accused = false;
    for (const didban::JobFinding& f : result.list) {
        expect(!f.case_id.empty() && f.area_m2 > 0 && !f.reason_en.empty(),
               job + ": a finding lacks case, area or reason");
        expect(!f.evidence.empty() && !f.evidence.front().sha256.empty(), job + ": a finding rests on nothing");
        expect((f.verdict == "suspected") == !f.violations.empty(), job + ": violations beside the verdict");
        accused = accused || (f.parcel_id && !f.violations.empty());
    }
    expect(accused, job + ": nobody is suspected in a city full of violations");
    for (const char* file : {"findings.geojson", "parcels.geojson", "report.html", "run.json"})
        expect(std::filesystem::is_regular_file(std::filesystem::path(result.output) / file), job + ": no " + file);
}

template <class Job, class Run>
void expect_refused(const Job& job, didban::ErrorKind kind, const std::string& what, Run run)
{
    try {
        (void)run(job);
        expect(false, what + " was accepted");
    } catch (const didban::Error& e) {
        expect(e.kind() == kind, what + ": " + e.what());
    }
}

} // namespace

int main(int argc, char** argv)
{
    if (argc != 5)
        return 2;
    const std::string city = argv[1], results = argv[4];
    GDALAllRegister();
    GDALSetCacheMax64(300LL << 20);
    CPLSetConfigOption("GDAL_NUM_THREADS", "1");
    const HostState before;
    try {
        didban::WatchJob watch{.city = city, .output = results + "/watch"};
        std::atomic<int> steps{0};
        watch.run.log.progress = [&](const std::string&, double, double) { ++steps; };
        const didban::JobResult watched = didban::run_watch(watch);
        expect_findings(watched, "watch");
        expect(steps > 0, "watch: no progress was told");

        std::stop_source stop;
        stop.request_stop();
        watch.run.stop = stop.get_token();
        watch.output = results + "/stopped";
        expect_refused(watch, didban::ErrorKind::Interrupted, "a watch that is to stop",
                       [](const auto& job) { return didban::run_watch(job); });
        expect(!std::filesystem::exists(results + "/stopped/findings.geojson"), "a stopped watch left results");
        expect_refused(didban::WatchJob{.city = "/no/such/city", .output = results + "/none"},
                       didban::ErrorKind::Configuration, "a city that is not there",
                       [](const auto& job) { return didban::run_watch(job); });

        didban::JudgeJob judge{
            .city = city, .output = results + "/judge", .changes = results + "/watch/changes.geojson"};
        judge.ledger = results + "/judge-ledger.gpkg";
        expect_findings(didban::run_judge(judge), "judge");

        didban::DetectJob detect{.before = argv[2], .after = argv[3], .output = results + "/detect"};
        detect.detector = didban::DetectorChoice::Irmad;
        detect.run.threads = 1;
        const didban::DetectOutcome found = didban::run_detect(detect);
        expect(found.detector == didban::DetectorChoice::Irmad, "detect: another detector than asked for");
        expect(!found.changes.empty() && found.observed_share > 0.5, "detect: nothing changed, or nothing was seen");
        for (const didban::DetectedChange& c : found.changes)
            expect(c.area_m2 > 0 && c.probability >= 0 && c.probability <= 1 && !c.kind.empty(), "detect: a change");
        expect(std::filesystem::is_regular_file(found.output + "/change.tif"), "detect: no map");
    } catch (const didban::Error& e) {
        expect(false, e.what());
    }
    expect(before == HostState(), "the settings of the process are not the host's any more");
    return faults;
}
