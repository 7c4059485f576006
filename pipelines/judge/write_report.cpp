#include "pipelines/judge/write_report.h"

#include "didban/report/case_evidence.h"
#include "didban/report/table_format.h"
#include "pipelines/imagery/band_names.h"

#include <algorithm>
#include <optional>
#include <unordered_map>

namespace didban {

namespace {

/// An image as the report shows it, with the raster that it needs. Nothing where it has no colours to show.
struct OpenedImage {
    std::unique_ptr<RasterSource> raster;
    std::array<int, 3> bands{1, 1, 1};
};

OpenedImage open_image(const DataAccess& data, const SceneFiles& scene)
{
    OpenedImage image{data.open_raster(scene.path)};
    const std::vector<std::string> names = band_names(scene, image.raster->info());
    const auto number = [&](const char* name) {
        return static_cast<int>(std::find(names.begin(), names.end(), name) - names.begin()) + 1;
    };
    const std::array<int, 3> colours{number("red"), number("green"), number("blue")};
    if (*std::max_element(colours.begin(), colours.end()) <= image.raster->info().bands)
        image.bands = colours;
    return image;
}

AllParcels all_parcels(const ReportContent& content)
{
    return {content.input.city.parcels, content.input.city.unplaced};
}

constexpr std::size_t most_evidence = 500;

/// Both images of a run, opened.
class Images {
public:
    Images(const DataAccess& data, const ComparedImages& compared, double budget_mb)
        : before_(open_image(data, compared.before)),
          after_(open_image(data, compared.after)), shown_{{*before_.raster, before_.bands, compared.before_day},
                                                           {*after_.raster, after_.bands, compared.after_day},
                                                           static_cast<std::size_t>(budget_mb * 1e6)}
    {
    }
    [[nodiscard]] const report::ReportImages& shown() const { return shown_; }

private:
    OpenedImage before_, after_;
    report::ReportImages shown_;
};

std::vector<std::vector<report::Evidence>> write_evidence(const ReportContent& content,
                                                          const report::ReportImages& images, const Placing& place)
{
    const City& city = content.input.city.city;
    const report::EvidenceContext context{
        images,    report::common_stretch(images.before, images.after), city.calendar,    city.case_rules,
        city.name, city.name_fa.empty() ? city.name : city.name_fa,     content.evidence, report::can_print_sheets()};
    std::unordered_map<std::string, const MultiPolygon*> shapes;
    for (const Parcel& p : content.input.city.parcels)
        shapes.emplace(p.id, &p.shape);
    std::vector<std::vector<report::Evidence>> all(content.findings.size());
    std::size_t written = 0;
    for (std::size_t i = 0; i < all.size() && written < most_evidence; ++i) {
        const Finding& f = content.findings[i];
        if ((f.verdict != Verdict::Suspected && f.verdict != Verdict::Unclear) || f.shape.empty())
            continue;
        const auto parcel = shapes.find(f.parcel_id.value_or(""));
        all[i] = report::write_case_evidence(f, content.stories[i], parcel == shapes.end() ? nullptr : parcel->second,
                                             context, place);
        ++written;
    }
    return all;
}

void write_page(const ReportContent& content, const report::ReportImages* images, const std::string& path)
{
    const City& city = content.input.city.city;
    report::write_report_page(path,
                              {city.name, city.name_fa, city.calendar, city.languages, content.input.run_period,
                               content.version, content.findings, content.stories, city.case_rules,
                               all_parcels(content), content.parcels, content.input.city.crs, images, content.taught});
}

void write_layers(const DataAccess& data, const ReportContent& content, const report::EvidenceBook& evidence,
                  const Placing& place)
{
    const report::ReportLayers layers{{content.findings, content.stories},
                                      evidence,
                                      all_parcels(content),
                                      content.parcels,
                                      content.input.objects,
                                      content.input.city.crs};
    const auto sink = data.create_features(place("report.gpkg"), "GPKG");
    report::write_report_layers(*sink, layers);
    sink->finish();
    for (const std::string& format : content.input.city.city.report_formats)
        for (const char* name : report::report_layer_names) {
            const std::string file = std::string(name) + "." + format;
            const auto one = data.create_features(place(file), table_format(file));
            report::write_report_layer(*one, name, layers);
            one->finish();
        }
}

} // namespace

report::EvidenceBook write_report(const DataAccess& data, const ReportContent& content, const Placing& place)
{
    const Crs& crs = content.input.city.crs;
    report::EvidenceBook evidence{content.evidence, {}};
    std::optional<Images> images;
    if (content.images)
        images.emplace(data, *content.images, content.input.city.city.imagery_mb);
    if (images)
        evidence.of_finding = write_evidence(content, images->shown(), place);
    report::write_findings_geojson(place("findings.geojson"), {content.findings, content.stories}, evidence, crs);
    report::write_findings_csv(place("findings.csv"), {content.findings, content.stories}, crs);
    report::write_parcels_geojson(place("parcels.geojson"), all_parcels(content), content.parcels, crs);
    report::write_changes_geojson(place("changes.geojson"), content.input.objects, content.input.run_period, crs);
    write_layers(data, content, evidence, place);
    const bool pictured = images && images->shown().budget_bytes > 0;
    write_page(content, pictured ? &images->shown() : nullptr, place("report.html"));
    return evidence;
}

} // namespace didban
