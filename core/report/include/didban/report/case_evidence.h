#pragma once
#include "didban/base/jalali.h"
#include "didban/findings/finding.h"
#include "didban/report/findings_files.h"
#include "didban/report/report_page.h"

#include <array>
#include <functional>
#include <string>
#include <vector>

namespace didban::report {

/// What the evidence of every case of a run shares.
struct EvidenceContext {
    const ReportImages& images;
    Stretch stretch;
    Calendar calendar{Calendar::Jalali};
    const CaseRules& case_rules;
    std::string city_name, city_name_fa;
    const std::vector<Evidence>& sources; ///< images and files that the run rests on, with their digests
};

/// The files of one case.
inline constexpr std::array<const char*, 4> case_evidence_files{"before.png", "after.png", "sheet.html", "sheet.pdf"};

/// before.png, after.png (the same ground in the same stretch, with the outline of the change and of the parcel, a
/// scale bar and the date), sheet.html and sheet.pdf (both in Persian and English) of one case, under
/// "evidence/CASE/"; no sheet.pdf where the machine has no font with Persian letters. `place` gives the path where a
/// file of that name is written. The same input gives the same bytes; those of the PDF hang on the machine's fonts as
/// well. Returns the files with their digests. Throws Error{OutputFailed}. Not thread-safe.
[[nodiscard]] std::vector<Evidence> write_case_evidence(const Finding& finding, const CaseStory& story,
                                                        const MultiPolygon* parcel, const EvidenceContext& context,
                                                        const std::function<std::string(const std::string&)>& place);

} // namespace didban::report
