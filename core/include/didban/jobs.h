#pragma once
#include "didban/base/clear_within.h"
#include "didban/base/date.h"
#include "didban/base/detector_choice.h"
#include "didban/base/log.h"

#include <cstdint>
#include <map>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

/// The long jobs, as the program's commands of the same names do them: same options, same files, same values.
///
/// Threads: any number of jobs may run at once, each in its own output folder; a second one in the same folder is
/// refused with Error{Usage}. While one runs, oneTBB and OpenCV of the process use no more threads than it was
/// given; afterwards both are as the host had set them. Nothing else of the process is changed.
///
/// Errors: didban::Error, whose message names the input, what is wrong and what to do. Usage, Configuration,
/// UnreadableInput and IncompatibleInput for wrong input, Unregistrable for images that cannot be laid on one another,
/// OutputFailed, and Interrupted when `run.stop` was asked to stop. Nothing is left half-written.
///
/// Words for verdicts, kinds of change and stages are those of findings.geojson and changes.geojson: "suspected",
/// "new", "roofed" (docs/verdicts.md).
namespace didban {

/// How a job does its work. None of it changes a result.
struct JobControl {
    int threads{0};       ///< 0 = all cores
    int tile_size{1024};  ///< pixels read at once along each axis
    int memory_mb{0};     ///< upper limit for the whole process; 0 = what city.toml says, else 2048
    std::stop_token stop; ///< when requested, the job ends with Error{Interrupted}
    Log log;              ///< progress and messages; called from any thread
};

/// A file that a finding rests on.
struct EvidenceFile {
    std::string role;   ///< "change_map", "before", "after", "changes", or what it shows of the case
    std::string path;   ///< relative to the output folder, or the scene's id where the image stays where it is
    std::string sha256; ///< "" = not hashed
};

/// One change inside one parcel (or in no parcel), judged. Its shape is in findings.geojson.
struct JobFinding {
    std::string case_id;
    bool settled{false}; ///< the case is dismissed or closed
    std::optional<std::string> parcel_id, district;
    std::string verdict;
    std::vector<std::string> violations; ///< codes, ascending; empty unless suspected (docs/verdicts.md)
    std::string change, stage;
    double area_m2{}, area_sigma_m2{};              ///< of the part inside the parcel; one sigma
    std::optional<double> height_m, height_sigma_m; ///< of the change above ground
    Date not_before, not_after;                     ///< it happened between
    double confidence{};                            ///< 0 to 1
    int priority{};                                 ///< 1 = visit first
    std::optional<std::string> permit_id;
    std::string reason_en, reason_fa;
    std::vector<EvidenceFile> evidence;
};

/// What a finished watch or judge gives.
struct JobResult {
    Date not_before, not_after;                            ///< the period
    std::map<std::string, std::int64_t> parcels, findings; ///< how many with each verdict, by its name
    std::map<std::string, std::int64_t> open; ///< the same, of parcels and findings without those whose case is settled
    std::vector<JobFinding> list;             ///< the findings in the order of the visits
    std::vector<std::string> warnings;
    std::string output; ///< folder with findings.geojson and the other files (docs/report.md)
};

struct WatchJob {
    std::string city{};                       ///< path of a city.toml, or of the folder that holds it
    std::string output{};                     ///< folder for the results; created
    std::optional<Date> from{}, to{};         ///< of the period; empty: the last two images
    std::optional<DetectorChoice> detector{}; ///< empty: the city's
    std::string ledger{};                     ///< GeoPackage or PG: database that keeps the cases; "" = the city's
    bool keep_work{false};                    ///< keep the aligned images and other work files in OUTPUT/.work
    int clear_within_days{default_clear_within_days}; ///< longest time to a date that stands in for one that does not
                                                      ///< show a parcel; 0: none does
    JobControl run{};
};
/// Compares two dates of imagery and judges every parcel. Started again after an interruption it goes on.
[[nodiscard]] JobResult run_watch(const WatchJob& job);

struct MergeJob {
    std::string plan{};   ///< folder of `didban shard plan`, of which every job was run (docs/commands/shard.md)
    std::string output{}; ///< folder for the results; created
    std::string ledger{}; ///< as for a watch
    JobControl run{};
};
/// Ends a watch whose work many machines have done: its files are those of run_watch(), byte for byte.
[[nodiscard]] JobResult run_merge(const MergeJob& job);

struct JudgeJob {
    std::string city{}, output{};     ///< as for a watch
    std::string changes{};            ///< file of change polygons that another system made (docs/commands/judge.md)
    std::optional<Date> from{}, to{}; ///< for changes without dates; empty: the city's last two images
    std::string kind{};               ///< of changes that do not say theirs; "": such a change is refused
    double accuracy_m{0.5};           ///< one sigma of the changes' outlines
    std::string ledger{};             ///< as for a watch
    JobControl run{};
};
[[nodiscard]] JobResult run_judge(const JudgeJob& job);

struct DetectJob {
    std::string before{}, after{};           ///< two images; AFTER in any CRS, resolution and extent that overlaps
    std::string output{};                    ///< folder for change.tif, changes.geojson and run.json; created
    std::string before_dsm{}, after_dsm{};   ///< surface heights, metres, on BEFORE's grid; "" = none
    std::string before_mask{}, after_mask{}; ///< "", "SCL", or a raster whose non-zero pixels are unusable
    std::vector<std::string> later{};        ///< images after AFTER on which a change must still show
    double gsd_m{0};                         ///< metres per pixel of images without georeference; 0 = 1 m
    bool no_align{false};                    ///< the images already lie on one grid
    DetectorChoice detector{DetectorChoice::Auto};
    std::string model{}; ///< ONNX network with its card beside it; "" = the shipped one
    double min_area_m2{30};
    bool exact{false}; ///< IR-MAD until every pixel confirms it, instead of a sample
    JobControl run{};
};

/// Its outline is in changes.geojson, under the same number.
struct DetectedChange {
    std::int64_t number{};
    std::string kind, stage;
    double area_m2{}, area_sigma_m2{};              ///< geodesic; one sigma
    double probability{};                           ///< 0 to 1
    std::optional<double> height_m, height_sigma_m; ///< of the change above ground
};

struct DetectOutcome {
    DetectorChoice detector{};           ///< the one that was used
    std::vector<DetectedChange> changes; ///< in row order
    double observed_share{};             ///< of the pixels, seen on both dates
    std::vector<std::string> warnings;
    std::string output; ///< folder with change.tif, changes.geojson and run.json
};
/// Change detection alone, without parcels, on two images.
[[nodiscard]] DetectOutcome run_detect(const DetectJob& job);

} // namespace didban
