#include "pipelines/cases/site_reports.h"

#include "didban/base/error.h"
#include "didban/base/renovation_code.h"
#include "didban/cases/case_id.h"
#include "didban/cases/site_report.h"
#include "didban/findings/violation.h"
#include "didban/geo/box_index.h"
#include "didban/geo/interior_point.h"
#include "pipelines/cases/attachments.h"
#include "pipelines/cases/table_row.h"
#include "pipelines/city/city_data.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <unordered_map>

namespace didban {

namespace {

/// Parcels by key and by place.
class Cadastre {
public:
    explicit Cadastre(CityData city) : city_(std::move(city))
    {
        std::vector<Box> boxes;
        for (const Parcel& p : city_.parcels) {
            boxes.push_back(bounds(p.shape));
            by_key_.emplace(p.key, &p);
        }
        for (const Parcel& p : city_.parcels) // a code of today means today's parcel
            for (const std::string& old : p.old_keys)
                by_key_.emplace(old, &p);
        index_ = BoxIndex(boxes);
    }

    [[nodiscard]] const Parcel* at(const Point& p) const
    {
        for (const std::uint32_t i : index_.meeting({p.x, p.y, p.x, p.y}))
            if (contains(city_.parcels[i].shape, p))
                return &city_.parcels[i];
        return nullptr;
    }
    [[nodiscard]] const Parcel* find(const std::string& key) const
    {
        const auto found = by_key_.find(key);
        return found == by_key_.end() ? nullptr : found->second;
    }

private:
    CityData city_;
    std::unordered_map<std::string, const Parcel*> by_key_;
    BoxIndex index_;
};

/// Where a row says it is, in the working CRS.
std::optional<Point> spot_of(const TableRow& row, const Crs& source, const Crs& working)
{
    const FeatureGeometry& g = row.feature().geometry;
    const Crs from = source.known() ? source : Crs::wgs84();
    if (!g.points.empty())
        return Transform(from, working)(g.points.front());
    if (!g.polygons.empty())
        return Transform(from, working)(centroid(g.polygons));
    const auto longitude = row.number("longitude"), latitude = row.number("latitude");
    if (!longitude || !latitude)
        return std::nullopt;
    if (std::abs(*longitude) > 180 || std::abs(*latitude) > 90)
        row.fail("longitude and latitude are degrees of WGS 84");
    return Transform(Crs::wgs84(), working)(Point{*longitude, *latitude});
}

std::string source_of(const TableRow& row, const std::string& given)
{
    const std::string source = given.empty() ? row.text("source") : given;
    if (source != "engineer" && source != "citizen" && source != "patrol")
        row.fail("source is \"" + source + "\"; write engineer, citizen or patrol, or give --source");
    return source;
}

/// Files that are there, with their digests; the others are listed.
std::vector<Attachment> photos(const TableRow& row, const std::string& folder, std::vector<std::string>& missing)
{
    std::vector<std::string> there;
    for (const std::string& name : file_names(row.text("files"))) {
        std::error_code absent;
        if (std::filesystem::is_regular_file(std::filesystem::path(folder) / name, absent))
            there.push_back(name);
        else
            missing.push_back(row.where() + ": " + name);
    }
    return attachments(there, folder);
}

SiteReport report_of(const TableRow& row, const SiteReportOptions& options)
{
    SiteReport r;
    r.source = source_of(row, options.source);
    const auto day = row.day();
    if (!day)
        row.fail("on is empty; write the day of the report");
    if (*day > last_day_begun())
        row.fail("the day " + day->iso() + " lies in the future; give the day of the report");
    r.on = *day;
    r.violation = row.text("violation");
    if (!r.violation.empty() && !is_violation(r.violation))
        row.fail("violation is \"" + r.violation + "\", which is no code such as V150");
    for (const char* column : {"stage", "number", "note"})
        if (const std::string said = row.text(column); !said.empty())
            r.text += (r.text.empty() ? "" : "; ") + said;
    r.facts.hours = row.number("hours");
    return r;
}

/// All keys that cases and observations of the report's parcel may stand under.
std::vector<std::string> places_of(const SiteReport& r)
{
    std::vector<std::string> places{r.place};
    places.insert(places.end(), r.old_places.begin(), r.old_places.end());
    return places;
}

/// What imagery says of a parcel on a day. Only where nothing changed at all do images speak against a report.
std::pair<std::string, std::string> images_on(const Ledger& ledger, const SiteReport& r)
{
    std::pair<std::string, std::string> said{"no image of that time yet", "هنوز تصویری از آن زمان نیست"};
    for (const Ledger::Observation& o : ledger.observations_of(places_of(r))) {
        if (!(o.not_before < r.on && r.on <= o.not_after))
            continue;
        const std::string dates = "images of " + o.not_before.iso() + " and " + o.not_after.iso();
        if (o.verdict == "no_change")
            return {dates + " do not show it", "در تصویرها دیده نمی‌شود"};
        said =
            o.verdict == "not_seen"
                ? std::pair{dates + " did not see the parcel",
                            std::string("تصویرهای آن زمان این ملک را نشان نمی‌دهند")}
                : std::pair{dates + " do not settle it",
                            std::string("تصویرهای آن زمان آن را روشن نمی‌کنند")};
    }
    return said;
}

/// Sets the parcel of a report by its id, else by the spot; a parcel without a spot gets one. False: it lies nowhere.
bool place(SiteReport& r, const Cadastre& cadastre)
{
    const Parcel* const parcel = !r.parcel_id.empty() ? cadastre.find(parcel_key(r.parcel_id))
                                 : r.at               ? cadastre.at(*r.at)
                                                      : nullptr;
    if (parcel == nullptr)
        return r.parcel_id.empty() && r.at; // outside every parcel
    r.place = parcel->key;
    r.old_places = parcel->old_keys;
    r.parcel_id = parcel->id;
    r.district = parcel->district;
    r.address = parcel->address;
    return true;
}

/// All reports of the table that lie somewhere.
std::vector<SiteReport> read_reports(const DataAccess& data, const City& city, const std::string& file,
                                     const SiteReportOptions& options, const RunOptions& run, ImportedReports& out)
{
    FeatureQuery query;
    query.source = file;
    const auto source = data.open_features(query);
    const Crs working = Crs::parse(city.crs);
    const Cadastre cadastre(load_city_data(data, city, run));
    const std::string recorded = now_utc(), folder = std::filesystem::path(file).parent_path().string();
    std::vector<SiteReport> reports;
    Feature feature;
    for (std::size_t n = 1; source->next(feature); ++n) {
        const TableRow row(source->name() + ", row " + std::to_string(n), source->fields(), feature);
        SiteReport r = report_of(row, options);
        r.parcel_id = row.text("parcel_id");
        r.at = spot_of(row, source->crs(), working);
        r.facts.files = photos(row, folder, out.missing_photos);
        r.recorded = recorded;
        if (!place(r, cadastre)) {
            out.unplaced.push_back(row.where());
            continue;
        }
        if (!r.at && !r.place.empty())
            r.inside = interior_point(cadastre.find(r.place)->shape);
        reports.push_back(std::move(r));
    }
    return reports;
}

void open_case(Ledger& ledger, const City& city, SiteReport r)
{
    if (!r.at)
        r.at = r.inside;
    const std::string where =
        !r.place.empty() ? r.place
                         : "@" + std::to_string(std::llround(r.at->x)) + "," + std::to_string(std::llround(r.at->y));
    int sequence = 1;
    std::string id = make_case_id(city.name, where, r.on, sequence);
    while (ledger.find(id))
        id = make_case_id(city.name, where, r.on, ++sequence);
    const auto [en, fa] = images_on(ledger, r);
    auto [c, e] = case_from_report(id, r, en, fa);
    ledger.append(std::move(e));
    ledger.upsert(c);
}

void take(Ledger& ledger, const City& city, const SiteReport& r, ImportedReports& out)
{
    const std::vector<Case> cases = ledger.cases_on(places_of(r));
    const bool known =
        std::any_of(cases.begin(), cases.end(), [&](const Case& c) { return told(ledger.events_of(c.case_id), r); });
    if (known) {
        ++out.repeated;
    } else if (const auto i = case_of_report(cases, r)) {
        Case c = cases[*i];
        ledger.append(note_report(c, r));
        ledger.upsert(c);
        ++out.on_cases;
    } else {
        open_case(ledger, city, r);
        ++out.opened;
    }
}

void tell_silent(Ledger& ledger, const Date& until, const std::string& recorded, ImportedReports& out)
{
    if (until > last_day_begun())
        throw Error(ErrorKind::Usage, "--all-until " + until.iso() + " lies in the future");
    for (const Case& c : ledger.cases())
        if (auto e = engineer_silent(c, ledger.events_of(c.case_id), until, recorded)) {
            ledger.append(*std::move(e));
            out.silent.push_back(c.case_id);
        }
}

} // namespace

ImportedReports import_reports(const DataAccess& data, const City& city, const std::string& path,
                               const std::string& file, const SiteReportOptions& options, const RunOptions& run)
{
    (void)read_ledger(data, city, path, run); // there must be one: reports make none
    ImportedReports out;
    const std::vector<SiteReport> reports = read_reports(data, city, file, options, run, out);
    Ledger ledger(data, path, Crs::parse(city.crs), TableAccess::Write, run);
    for (const SiteReport& r : reports)
        take(ledger, city, r, out);
    if (options.all_until)
        tell_silent(ledger, *options.all_until, now_utc(), out);
    if (out.on_cases + out.opened + out.silent.size() > 0)
        ledger.commit();
    return out;
}

} // namespace didban
