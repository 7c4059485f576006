#pragma once
#include "didban/base/date.h"
#include "didban/city/city.h"
#include "didban/land/match_validity.h"
#include "didban/objects/change_object.h"
#include "didban/ports/data_access.h"
#include "didban/report/findings_files.h"
#include "pipelines/run/run_options.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace didban {

/// What a finished watch or judge tells its caller; parcels and geometry are in the files.
struct RunSummary {
    Period period;
    std::map<std::string, std::int64_t> parcels, findings; ///< counts per verdict
    std::map<std::string, std::int64_t> open; ///< the same, of parcels and findings without those whose case is settled
    std::vector<std::string> warnings;
    std::string output;            ///< folder
    std::vector<Finding> judged;   ///< in the order of the visits
    report::EvidenceBook evidence; ///< that they rest on, in their order
};

/// Where results and cases go; shared by watch and judge.
struct ReportOptions {
    std::string output; ///< folder
    std::string ledger; ///< "" = the city's
    bool keep_work{false};
    std::string version;                                        ///< of the program, for run.json
    std::vector<std::pair<std::string, std::string>> libraries; ///< name and version of those that results depend on
};

struct JudgeChangesOptions {
    std::string changes;            ///< change objects of another system
    std::optional<Date> from, to;   ///< for changes without dates; empty: the city's last two images
    std::optional<ChangeKind> kind; ///< of changes that do not say theirs; empty: such a change is refused
    double position_sigma_m{0.5};   ///< one sigma of the changes' outlines against the ground
    ReportOptions report;
};

/// Judges change objects that another system made and writes the outputs of contract §4 that need no imagery.
/// Throws Error for inputs that cannot be worked with; then nothing is left in the output folder.
RunSummary judge_changes(const DataAccess& data, const City& city, const JudgeChangesOptions& options,
                         const RunOptions& run);

} // namespace didban
