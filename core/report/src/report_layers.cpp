#include "didban/base/join.h"
#include "didban/report/findings_files.h"
#include "finding_json.h"
#include "layer_styles.h"
#include "qgis_project.h"

namespace didban::report {

namespace {

FieldValue field(const std::optional<double>& v)
{
    return v ? FieldValue(*v) : FieldValue();
}

FieldValue field(const std::optional<std::string>& v)
{
    return v ? FieldValue(*v) : FieldValue();
}

Feature feature(std::vector<FieldValue> values, const MultiPolygon& shape)
{
    Feature f;
    f.values = std::move(values);
    f.geometry.polygons = shape;
    f.geometry.null = shape.empty();
    return f;
}

FieldValue known(const std::string& text)
{
    return text.empty() ? FieldValue() : FieldValue(text);
}

void write_findings(FeatureSink& sink, const FoundCases& found, const EvidenceBook& evidence, const Crs& crs)
{
    using enum FieldType;
    sink.begin_layer({"findings",
                      crs,
                      {{"priority", Integer},
                       {"case_id", Text},
                       {"parcel_id", Text},
                       {"district", Text},
                       {"state", Text},
                       {"verdict", Text},
                       {"violations", Text},
                       {"change", Text},
                       {"stage", Text},
                       {"area_m2", Real},
                       {"area_sigma_m2", Real},
                       {"height_m", Real},
                       {"height_sigma_m", Real},
                       {"not_before", FieldType::Date},
                       {"not_after", FieldType::Date},
                       {"confidence", Real},
                       {"parcel_probability", Real},
                       {"permit_id", Text},
                       {"permit_status", Text},
                       {"address", Text},
                       {"step", Text},
                       {"due", FieldType::Date},
                       {"rules", Text},
                       {"reason_en", Text},
                       {"reason_fa", Text},
                       {"evidence", Text}},
                      LayerSpec::Kind::MultiPolygon});
    for (std::size_t i = 0; i < found.findings.size(); ++i) {
        const Finding& f = found.findings[i];
        const CaseStory& story = found.stories[i];
        sink.write(feature({std::int64_t{f.priority},
                            f.case_id,
                            field(f.parcel_id),
                            field(f.district),
                            known(f.state),
                            std::string(name(f.verdict)),
                            text::join(f.violations, " "),
                            std::string(name(f.change)),
                            std::string(name(f.stage)),
                            f.area_m2,
                            f.area_sigma_m2,
                            field(f.height_m),
                            field(f.height_sigma_m),
                            f.not_before.iso(),
                            f.not_after.iso(),
                            f.confidence,
                            f.parcel_probability,
                            field(f.permit_id),
                            field(f.permit_status),
                            known(story.address),
                            known(story.step),
                            story.deadline ? FieldValue(story.deadline->due.iso()) : FieldValue(),
                            rules_json(f.rules),
                            f.reason_en,
                            f.reason_fa,
                            evidence_json(evidence, i)},
                           f.shape));
    }
}

void write_parcels(FeatureSink& sink, const AllParcels& parcels, const std::vector<ParcelVerdict>& verdicts,
                   const ParcelDates& dates, const Crs& crs)
{
    using enum FieldType;
    LayerSpec layer{"parcels",
                    crs,
                    {{"parcel_id", Text},
                     {"district", Text},
                     {"verdict", Text},
                     {"observed_share", Real},
                     {"changed_m2", Real},
                     {"change_probability", Real},
                     {"violations", Text},
                     {"case_ids", Text},
                     {"state", Text},
                     {"zone", Text},
                     {"max_height_m", Real},
                     {"max_floors", Real},
                     {"max_coverage", Real},
                     {"max_far", Real}},
                    LayerSpec::Kind::MultiPolygon};
    if (!dates.empty())
        layer.fields.insert(layer.fields.end(), {{"not_before", FieldType::Date}, {"not_after", FieldType::Date}});
    sink.begin_layer(layer);
    for (const ParcelVerdict& v : verdicts) {
        const Parcel& p = parcels[v.parcel];
        std::vector<FieldValue> values{p.id,
                                       p.district.empty() ? FieldValue() : FieldValue(p.district),
                                       std::string(name(v.verdict)),
                                       field(v.observed_share),
                                       v.changed_m2,
                                       field(v.change_probability),
                                       text::join(v.violations, " "),
                                       text::join(v.case_ids, " "),
                                       v.state.empty() ? FieldValue() : FieldValue(v.state),
                                       field(v.zone),
                                       field(v.max_height_m),
                                       field(v.max_floors),
                                       field(v.max_coverage),
                                       field(v.max_far)};
        const auto seen = dates.find(v.parcel);
        if (seen != dates.end())
            values.insert(values.end(), {seen->second.not_before.iso(), seen->second.not_after.iso()});
        else if (!dates.empty())
            values.resize(values.size() + 2);
        sink.write(feature(std::move(values), p.shape));
    }
}

void write_changes(FeatureSink& sink, const std::vector<ChangeObject>& objects, const Crs& crs)
{
    using enum FieldType;
    sink.begin_layer({"changes",
                      crs,
                      {{"number", Integer},
                       {"change", Text},
                       {"stage", Text},
                       {"area_m2", Real},
                       {"area_sigma_m2", Real},
                       {"probability", Real},
                       {"height_m", Real},
                       {"height_sigma_m", Real}},
                      LayerSpec::Kind::MultiPolygon});
    for (const ChangeObject& o : objects)
        sink.write(feature({o.number, std::string(name(o.kind)), std::string(name(o.stage)), o.area_m2, o.area_sigma_m2,
                            o.probability, field(o.height_m), field(o.height_sigma_m)},
                           o.outline));
}

} // namespace

std::string name(ReportLayer layer)
{
    constexpr std::array names{"findings", "parcels", "changes"};
    return names[static_cast<std::size_t>(layer)];
}

void write_report_layer(FeatureSink& sink, ReportLayer layer, const ReportLayers& layers)
{
    switch (layer) {
    case ReportLayer::Findings:
        return write_findings(sink, layers.found, layers.evidence, layers.crs);
    case ReportLayer::Parcels:
        return write_parcels(sink, layers.parcels, layers.verdicts, layers.dates, layers.crs);
    case ReportLayer::Changes:
        return write_changes(sink, layers.objects, layers.crs);
    }
}

void write_report_layers(FeatureSink& sink, const ReportLayers& layers)
{
    for (const ReportLayer layer : report_layers)
        write_report_layer(sink, layer, layers);
    write_styles(sink);
    Box extent;
    for (const Parcel& p : layers.parcels.placed()) {
        const Box b = bounds(p.shape);
        extent.include({b.x0, b.y0});
        extent.include({b.x1, b.y1});
    }
    write_qgis_project(sink, extent, layers.crs);
}

} // namespace didban::report
