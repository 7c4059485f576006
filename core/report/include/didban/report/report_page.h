#pragma once
#include "didban/base/jalali.h"
#include "didban/findings/finding.h"
#include "didban/geo/crs.h"
#include "didban/land/all_parcels.h"
#include "didban/land/match_validity.h"
#include "didban/report/case_story.h"
#include "didban/report/picture.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace didban::report {

/// The two images that a page or a case's evidence shows; on one grid, in the working CRS.
struct ReportImages {
    DatedImage before, after;
    std::size_t budget_bytes{}; ///< of base64 text for both dates together
};

/// What the page shows. References must outlive the call.
struct PageInput {
    std::string city_name, city_name_fa;
    Calendar calendar{Calendar::Jalali};
    std::vector<std::string> languages; ///< the first one opens the page
    Period period;
    std::string version;
    const std::vector<Finding>& findings;  ///< in the order of the list
    const std::vector<CaseStory>& stories; ///< one per finding
    const CaseRules& case_rules;
    AllParcels parcels;
    const std::vector<ParcelVerdict>& verdicts;
    const Crs& crs;
    const ReportImages* images{};         ///< nullptr: a page without imagery
    std::optional<std::int64_t> taught{}; ///< outcomes that confidences were calibrated by; nullopt: the detector's own
};

/// report.html: one file that needs no other (docs/report.md). Of more than 60,000 parcels those without a change are
/// left out. Equal input gives equal bytes. Throws Error{OutputFailed}.
void write_report_page(const std::string& path, const PageInput& input);

} // namespace didban::report
