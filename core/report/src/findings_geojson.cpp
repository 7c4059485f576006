#include "didban/report/findings_files.h"

#include "finding_json.h"
#include "geojson_file.h"
#include "json_text.h"

namespace didban::report {

namespace {

using json_text::Object;

} // namespace

void write_findings_geojson(const std::string& path, const FoundCases& found, const EvidenceBook& evidence,
                            const Crs& crs)
{
    GeoJsonFile file(path, crs);
    const auto known = [](const std::string& t) { return t.empty() ? std::nullopt : std::optional(t); };
    for (std::size_t i = 0; i < found.findings.size(); ++i) {
        const Finding& f = found.findings[i];
        const CaseStory& story = found.stories[i];
        file.write(Object{}
                       .text("case_id", f.case_id)
                       .text_or_null("parcel_id", f.parcel_id)
                       .text_or_null("district", f.district)
                       .text_or_null("state", known(f.state))
                       .text("verdict", name(f.verdict))
                       .texts("violations", f.violations)
                       .text("change", name(f.change))
                       .text("stage", name(f.stage))
                       .num("area_m2", f.area_m2, 2)
                       .num("area_sigma_m2", f.area_sigma_m2, 2)
                       .num_or_null("height_m", f.height_m, 2)
                       .num_or_null("height_sigma_m", f.height_sigma_m, 2)
                       .text("not_before", f.not_before.iso())
                       .text("not_after", f.not_after.iso())
                       .num("confidence", f.confidence, 4)
                       .num("parcel_probability", f.parcel_probability, 4)
                       .integer("priority", f.priority)
                       .text_or_null("permit_id", f.permit_id)
                       .text_or_null("permit_status", f.permit_status)
                       .text_or_null("address", known(story.address))
                       .text_or_null("step", known(story.step))
                       .text_or_null("due", story.deadline ? std::optional(story.deadline->due.iso()) : std::nullopt)
                       .raw("rules", rules_json(f.rules))
                       .text("reason_en", f.reason_en)
                       .text("reason_fa", f.reason_fa)
                       .raw("evidence", evidence_json(evidence, i))
                       .str(),
                   f.shape);
    }
    file.finish();
}

void write_parcels_geojson(const std::string& path, const AllParcels& parcels,
                           const std::vector<ParcelVerdict>& verdicts, const ParcelDates& dates, const Crs& crs)
{
    GeoJsonFile file(path, crs);
    for (const ParcelVerdict& v : verdicts) {
        const Parcel& p = parcels[v.parcel];
        Object row;
        row.text("parcel_id", p.id)
            .text_or_null("district", p.district.empty() ? std::nullopt : std::optional(p.district))
            .text("verdict", name(v.verdict))
            .num_or_null("observed_share", v.observed_share, 4);
        if (const auto seen = dates.find(v.parcel); seen != dates.end())
            row.text("not_before", seen->second.not_before.iso()).text("not_after", seen->second.not_after.iso());
        row.num("changed_m2", v.changed_m2, 2)
            .num_or_null("change_probability", v.change_probability, 4)
            .texts("violations", v.violations)
            .texts("case_ids", v.case_ids)
            .text_or_null("state", v.state.empty() ? std::nullopt : std::optional(v.state))
            .text_or_null("zone", v.zone)
            .num_or_null("max_height_m", v.max_height_m, 2)
            .num_or_null("max_floors", v.max_floors, 2)
            .num_or_null("max_coverage", v.max_coverage, 4)
            .num_or_null("max_far", v.max_far, 4);
        file.write(row.str(), p.shape);
    }
    file.finish();
}

void write_changes_geojson(const std::string& path, const std::vector<ChangeObject>& objects,
                           const std::vector<Period>& periods, const Crs& crs)
{
    GeoJsonFile file(path, crs);
    for (std::size_t i = 0; i < objects.size(); ++i) {
        const ChangeObject& o = objects[i];
        const std::optional<Period> period = periods.empty() ? std::nullopt : std::optional(periods[i]);
        Object evidence;
        for (const auto& [key, value] : o.evidence)
            evidence.num(key, value, 4);
        file.write(Object{}
                       .integer("number", o.number)
                       .text("change", name(o.kind))
                       .text("kind", name(o.kind))
                       .text("stage", name(o.stage))
                       .num("area_m2", o.area_m2, 2)
                       .num("area_sigma_m2", o.area_sigma_m2, 2)
                       .num("probability", o.probability, 4)
                       .num_or_null("height_m", o.height_m, 2)
                       .num_or_null("height_sigma_m", o.height_sigma_m, 2)
                       .num_or_null("top_asl_m", o.top_asl_m, 2)
                       .text_or_null("not_before", period ? std::optional(period->not_before.iso()) : std::nullopt)
                       .text_or_null("not_after", period ? std::optional(period->not_after.iso()) : std::nullopt)
                       .raw("regularised", o.regularised ? "true" : "false")
                       .raw("evidence", evidence.str())
                       .str(),
                   o.outline);
    }
    file.finish();
}

} // namespace didban::report
