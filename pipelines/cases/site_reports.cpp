#include "pipelines/cases/site_reports.h"

#include "didban/base/error.h"
#include "didban/base/renovation_code.h"
#include "didban/base/text.h"
#include "didban/cases/case_id.h"
#include "didban/cases/site_report.h"
#include "didban/findings/violation.h"
#include "pipelines/cases/attachments.h"
#include "pipelines/cases/table_row.h"
#include "pipelines/city/city_data.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <set>
#include <sstream>

namespace didban {

namespace {

/// The cadastre, read when the first row asks for it.
class Cadastre {
public:
    Cadastre(const DataAccess& data, const City& city, const RunOptions& run) : data_(data), city_(city), run_(run) {}

    [[nodiscard]] const Parcel* at(const Point& p)
    {
        for (const Parcel& parcel : parcels())
            if (bounds(parcel.shape).meets({p.x, p.y, p.x, p.y}) && contains(parcel.shape, p))
                return &parcel;
        return nullptr;
    }
    [[nodiscard]] const Parcel* find(const std::string& key)
    {
        const auto found = std::find_if(parcels().begin(), parcels().end(), [&](const Parcel& p) {
            return p.key == key || std::find(p.old_keys.begin(), p.old_keys.end(), key) != p.old_keys.end();
        });
        return found == parcels().end() ? nullptr : &*found;
    }

private:
    const std::vector<Parcel>& parcels()
    {
        if (!loaded_)
            loaded_ = load_city_data(data_, city_, run_);
        return loaded_->parcels;
    }

    const DataAccess& data_;
    const City& city_;
    const RunOptions& run_;
    std::optional<CityData> loaded_;
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
    std::vector<Attachment> there;
    std::istringstream names(row.text("files"));
    for (std::string name; std::getline(names, name, ';');) {
        name = text::matching_key(name).empty() ? "" : name.substr(name.find_first_not_of(' '));
        std::error_code absent;
        if (name.empty())
            continue;
        if (std::filesystem::is_regular_file(std::filesystem::path(folder) / name, absent))
            there.push_back(attachments(std::vector<std::string>{name}, folder).front());
        else
            missing.push_back(row.where() + ": " + name);
    }
    return there;
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

/// What imagery says of a parcel on a day.
std::pair<std::string, std::string> images_on(const Ledger& ledger, const SiteReport& r)
{
    for (const Ledger::Observation& o : ledger.observations_of({r.place}))
        if (o.not_before < r.on && r.on <= o.not_after && o.verdict != "not_seen")
            return {"images of " + o.not_before.iso() + " and " + o.not_after.iso() + " do not show it",
                    "در تصویرها دیده نمی‌شود"};
    return {"no image of that time yet", "هنوز تصویری از آن زمان نیست"};
}

class Importer {
public:
    Importer(Ledger& ledger, Cadastre& cadastre, const City& city, ImportedReports& out)
        : ledger_(ledger), cadastre_(cadastre), city_(city), out_(out)
    {
    }

    void take(SiteReport r, const std::string& where)
    {
        if (!find_parcel(r)) {
            out_.unplaced.push_back(where);
            return;
        }
        const std::vector<Case> cases = ledger_.cases_on({r.place});
        for (const Case& c : cases)
            if (told(ledger_.events_of(c.case_id), r)) {
                ++out_.repeated;
                return;
            }
        if (const auto i = case_of_report(cases, r)) {
            Case c = cases[*i];
            ledger_.append(note_report(c, r));
            ledger_.upsert(c);
            ++out_.on_cases;
        } else {
            open(r);
        }
    }

private:
    /// The parcel by its id, else by the spot. A report may lie outside every parcel.
    bool find_parcel(SiteReport& r)
    {
        const Parcel* const parcel = !r.parcel_id.empty() ? cadastre_.find(parcel_key(r.parcel_id))
                                     : r.at               ? cadastre_.at(*r.at)
                                                          : nullptr;
        if (parcel == nullptr)
            return r.parcel_id.empty() && r.at;
        r.place = parcel->key;
        r.parcel_id = parcel->id;
        r.district = parcel->district;
        r.address = parcel->address;
        return true;
    }

    void open(SiteReport& r)
    {
        if (!r.at && !r.place.empty())
            r.at = interior_of(*cadastre_.find(r.place));
        const std::string where = !r.place.empty() ? r.place
                                                   : "@" + std::to_string(std::llround(r.at->x)) + "," +
                                                         std::to_string(std::llround(r.at->y));
        int sequence = 1;
        std::string id = make_case_id(city_.name, where, r.on, sequence);
        while (ledger_.find(id))
            id = make_case_id(city_.name, where, r.on, ++sequence);
        const auto [en, fa] = images_on(ledger_, r);
        auto [c, e] = case_from_report(id, r, en, fa);
        ledger_.append(std::move(e));
        ledger_.upsert(c);
        ++out_.opened;
    }

    static Point interior_of(const Parcel& parcel) { return centroid(parcel.shape); }

    Ledger& ledger_;
    Cadastre& cadastre_;
    const City& city_;
    ImportedReports& out_;
};

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
    FeatureQuery query;
    query.source = file;
    const auto source = data.open_features(query);
    const Crs working = Crs::parse(city.crs);
    const std::string recorded = now_utc(), folder = std::filesystem::path(file).parent_path().string();
    Cadastre cadastre(data, city, run);
    ImportedReports out;
    Ledger ledger(data, path, working, TableAccess::Write, run);
    Importer importer(ledger, cadastre, city, out);
    Feature feature;
    for (std::size_t n = 1; source->next(feature); ++n) {
        const TableRow row(source->name() + ", row " + std::to_string(n), source->fields(), feature);
        SiteReport r = report_of(row, options);
        r.parcel_id = row.text("parcel_id");
        r.at = spot_of(row, source->crs(), working);
        r.facts.files = photos(row, folder, out.missing_photos);
        r.recorded = recorded;
        importer.take(std::move(r), row.where());
    }
    if (options.all_until)
        tell_silent(ledger, *options.all_until, recorded, out);
    if (out.on_cases + out.opened + out.silent.size() > 0)
        ledger.commit();
    return out;
}

} // namespace didban
