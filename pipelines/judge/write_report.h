#pragma once
#include "didban/report/findings_files.h"
#include "didban/report/report_page.h"
#include "pipelines/imagery/scene_files.h"
#include "pipelines/judge/judge_objects.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace didban {

/// The two images that the findings were seen in, aligned on one grid in the working CRS.
struct ComparedImages {
    SceneFiles before, after;
    Date before_day, after_day;
};

/// What findings were seen in.
struct DateSources {
    std::vector<report::Evidence> evidence; ///< that findings rest on
    std::optional<ComparedImages> images{}; ///< nullopt: changes of another system
};

/// Of the run's own dates, and of the JudgeInput's others.
struct RunSources {
    DateSources of_run;
    std::vector<DateSources> others{};
};

/// Gives the path where the result of that name ("report.html", "evidence/C1/before.png") is prepared.
using Placing = std::function<std::string(const std::string&)>;

/// What there is to report.
struct ReportContent {
    const JudgeInput& input;
    const std::vector<Finding>& findings;          ///< in the order of the visits
    const std::vector<report::CaseStory>& stories; ///< one per finding
    const std::vector<ParcelVerdict>& parcels;
    const RunSources& sources;
    std::string version;
    std::optional<std::int64_t> taught{}; ///< outcomes that confidences were calibrated by; nullopt: no calibration
};

/// Writes findings.geojson and .csv, parcels.geojson, changes.geojson, report.gpkg, the same layers in each of the
/// city's report_formats, report.html and, where there are images, evidence/CASE/ of the first 500 findings that are
/// suspected or unclear. Equal content gives equal bytes. Returns what the findings rest on, with those files. Throws
/// Error{OutputFailed}.
report::EvidenceBook write_report(const DataAccess& data, const ReportContent& content, const Placing& place);

/// The name of the plan's street nearest to the shape, at most 60 m away; nothing without a named one.
[[nodiscard]] std::optional<std::string> nearest_street(const PlanData& plan, const MultiPolygon& shape);

} // namespace didban
