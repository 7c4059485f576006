#include "didban/base/join.h"
#include "didban/report/csv_cell.h"
#include "didban/report/findings_files.h"
#include "didban/report/text_file.h"

#include "json_text.h"

namespace didban::report {

namespace {

std::string number(const std::optional<double>& x, int decimals)
{
    return x ? json_text::number(*x, decimals) : "";
}

} // namespace

void write_findings_csv(const std::string& path, const FoundCases& found, const Crs& crs)
{
    TextFile file(path);
    const Transform to_lonlat(crs, Crs::wgs84());
    file.write(
        "\xEF\xBB\xBF"
        "priority,case_id,parcel_id,district,state,verdict,violations,change,stage,area_m2,area_sigma_m2,height_m,"
        "height_sigma_m,not_before,not_after,"
        "confidence,parcel_probability,permit_id,permit_status,longitude,latitude,address,step,due,reason_en,reason_"
        "fa\n");
    for (std::size_t i = 0; i < found.findings.size(); ++i) {
        const Finding& f = found.findings[i];
        const CaseStory& story = found.stories[i];
        std::string row = std::to_string(f.priority);
        const auto add = [&](const std::string& text) { row += "," + text; };
        add(csv_cell(f.case_id));
        add(csv_cell(f.parcel_id.value_or("")));
        add(csv_cell(f.district.value_or("")));
        add(f.state);
        add(std::string(name(f.verdict)));
        add(text::join(f.violations, " "));
        add(std::string(name(f.change)));
        add(std::string(name(f.stage)));
        add(number(f.area_m2, 2));
        add(number(f.area_sigma_m2, 2));
        add(number(f.height_m, 2));
        add(number(f.height_sigma_m, 2));
        add(f.not_before.iso());
        add(f.not_after.iso());
        add(number(f.confidence, 4));
        add(number(f.parcel_probability, 4));
        add(csv_cell(f.permit_id.value_or("")));
        add(csv_cell(f.permit_status.value_or("")));
        const Point at = f.shape.empty() ? Point{} : to_lonlat(centroid(f.shape));
        add(f.shape.empty() ? "" : number(at.x, 7));
        add(f.shape.empty() ? "" : number(at.y, 7));
        add(csv_cell(story.address));
        add(csv_cell(story.step));
        add(story.deadline ? story.deadline->due.iso() : "");
        add(csv_cell(f.reason_en));
        add(csv_cell(f.reason_fa));
        file.write(row + "\n");
    }
    file.finish();
}

} // namespace didban::report
