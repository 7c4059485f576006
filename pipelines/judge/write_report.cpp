#include "pipelines/judge/write_report.h"

#include "didban/report/case_evidence.h"
#include "didban/report/table_format.h"
#include "pipelines/imagery/band_names.h"

#include <algorithm>
#include <map>
#include <memory>
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

/// The dates that each finding was seen on, as SeenOn::dates.
std::vector<std::size_t> dates_of_findings(const ReportContent& content)
{
    std::map<std::int64_t, std::size_t> dates;
    for (std::size_t i = 0; i < content.input.objects.size(); ++i)
        dates.emplace(content.input.objects[i].number, content.input.dates_of(i));
    std::vector<std::size_t> out;
    for (const Finding& f : content.findings)
        out.push_back(dates.at(f.object_number));
    return out;
}

/// The pictures of the run's dates, and those of the others as they are asked for: one pair of them is open at a time.
class Pictures {
public:
    Pictures(const DataAccess& data, const ReportContent& content, const report::ReportImages& of_run)
        : data_(data), content_(content), of_run_(context(of_run, content.sources.of_run))
    {
    }
    [[nodiscard]] const report::EvidenceContext& of(std::size_t dates)
    {
        if (dates == 0)
            return of_run_;
        if (dates != opened_) {
            const DateSources& sources = content_.sources.others[dates - 1];
            other_.reset();
            images_ = std::make_unique<Images>(data_, *sources.images, 0);
            other_.emplace(context(images_->shown(), sources));
            opened_ = dates;
        }
        return *other_;
    }

private:
    [[nodiscard]] report::EvidenceContext context(const report::ReportImages& images, const DateSources& sources) const
    {
        const City& city = content_.input.city.city;
        return {images,    report::common_stretch(images.before, images.after), city.calendar,   city.case_rules,
                city.name, city.name_fa.empty() ? city.name : city.name_fa,     sources.evidence};
    }
    const DataAccess& data_;
    const ReportContent& content_;
    report::EvidenceContext of_run_;
    std::size_t opened_{0};
    std::unique_ptr<Images> images_;
    std::optional<report::EvidenceContext> other_;
};

std::vector<std::vector<report::Evidence>> write_evidence(const ReportContent& content, Pictures& pictures,
                                                          const std::vector<std::size_t>& dates, const Placing& place)
{
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
                                             pictures.of(dates[i]), place);
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
                                      content.input.seen_between,
                                      content.input.objects,
                                      content.input.city.crs};
    const auto sink = data.create_features(place("report.gpkg"), "GPKG");
    report::write_report_layers(*sink, layers);
    sink->finish();
    for (const std::string& format : content.input.city.city.report_formats)
        for (const report::ReportLayer layer : report::report_layers) {
            const std::string file = name(layer) + "." + format;
            const auto one = data.create_features(place(file), table_format(file));
            report::write_report_layer(*one, layer, layers);
            one->finish();
        }
}

} // namespace

report::EvidenceBook write_report(const DataAccess& data, const ReportContent& content, const Placing& place)
{
    const Crs& crs = content.input.city.crs;
    report::EvidenceBook evidence{content.sources.of_run.evidence, {}, {}};
    const std::vector<std::size_t> dates = dates_of_findings(content);
    for (std::size_t i = 0; i < dates.size() && !content.sources.others.empty(); ++i)
        evidence.in_place_of_run.push_back(dates[i] == 0 ? std::vector<report::Evidence>{}
                                                         : content.sources.others[dates[i] - 1].evidence);
    std::optional<Images> images;
    if (content.sources.of_run.images)
        images.emplace(data, *content.sources.of_run.images, content.input.city.city.imagery_mb);
    if (images) {
        Pictures pictures(data, content, images->shown());
        evidence.of_finding = write_evidence(content, pictures, dates, place);
    }
    report::write_findings_geojson(place("findings.geojson"), {content.findings, content.stories}, evidence, crs);
    report::write_findings_csv(place("findings.csv"), {content.findings, content.stories}, crs);
    report::write_parcels_geojson(place("parcels.geojson"), all_parcels(content), content.parcels,
                                  content.input.seen_between, crs);
    report::write_changes_geojson(place("changes.geojson"), content.input.objects, content.input.periods, crs);
    write_layers(data, content, evidence, place);
    const bool pictured = images && images->shown().budget_bytes > 0;
    write_page(content, pictured ? &images->shown() : nullptr, place("report.html"));
    return evidence;
}

} // namespace didban
