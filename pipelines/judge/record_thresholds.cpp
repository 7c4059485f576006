#include "pipelines/judge/judge_report.h"

#include "didban/base/number_text.h"

#include <cmath>

namespace didban {

void record_thresholds(const JudgeInput& input, PlanDrawnOn plan_drawn_on, report::RunRecord& record)
{
    const auto add = [&](const char* name, report::Parameter value) {
        record.parameters.emplace_back(name, std::move(value));
    };
    add("registration_sigma_m", rounded(input.accuracy.registration_m, 3));
    add("cadastre_sigma_m", input.accuracy.cadastre_m);
    add("gsd_m", rounded(input.accuracy.gsd_m, 6));
    const auto lean = [](const std::optional<Point>& view) {
        return view ? report::Parameter(rounded(std::hypot(view->x, view->y), 3))
                    : report::Parameter(std::string("unknown"));
    };
    add("lean_before_m_per_m", lean(input.lean.before));
    add("lean_after_m_per_m", lean(input.lean.after));
    add("changes_laid_back", !input.ground.empty());
    if (input.plan.known)
        add("plan_drawn_on", std::string(plan_drawn_on == PlanDrawnOn::Images ? "images" : "cadastre"));
    add("min_area_m2", input.judge.min_area_m2);
    add("least_probability", input.judge.least_probability);
    add("least_attribution", input.judge.least_attribution);
    add("area_model_error", input.judge.area_model_error);
    add("storey_m", input.judge.storey_m);
    add("storey_sigma_m", input.judge.storey_sigma_m);
    add("most_encroachment_error_m", input.judge.most_encroachment_error_m);
    add("min_intrusion_m2", input.judge.min_intrusion_m2);
    add("least_water_index", input.judge.least_water_index);
    add("least_observed_share", input.sight.least_observed_share);
    add("least_pixels", input.sight.least_pixels);
    std::string formats;
    for (const std::string& format : input.city.city.report_formats)
        formats += (formats.empty() ? "" : " ") + format;
    add("report_formats", formats);
}

} // namespace didban
