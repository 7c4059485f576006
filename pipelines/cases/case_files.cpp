#include "pipelines/cases/case_files.h"

#include "didban/base/error.h"
#include "didban/base/jalali.h"
#include "didban/base/output_path.h"
#include "didban/base/text.h"
#include "didban/geo/crs.h"
#include "didban/report/csv_cell.h"
#include "didban/report/text_file.h"
#include "pipelines/cases/case_access.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace didban {

namespace {

std::string trimmed(const std::string& text)
{
    const auto from = text.find_first_not_of(" \t\r\n"), to = text.find_last_not_of(" \t\r\n");
    return from == std::string::npos ? "" : text.substr(from, to - from + 1);
}

bool ends_with(const std::string& name, const std::string& ending)
{
    return name.size() > ending.size() && name.compare(name.size() - ending.size(), ending.size(), ending) == 0;
}

void export_csv(const std::vector<Case>& cases, const Crs& crs, const std::string& path)
{
    const Transform to_lonlat(crs, Crs::wgs84());
    TextFile file(path);
    file.write("\xEF\xBB\xBF"
               "case_id,parcel_id,district,state,verdict,violations,change,area_m2,not_before,first_seen,last_seen,"
               "permit_id,note,longitude,latitude,decision,reason,on\n");
    for (const Case& c : cases) {
        char area[40], at[80] = ",";
        std::snprintf(area, sizeof area, "%.2f", c.area_m2);
        if (!c.shape.empty()) {
            const Point p = to_lonlat(centroid(c.shape));
            std::snprintf(at, sizeof at, "%.7f,%.7f", p.x, p.y);
        }
        std::string row = c.case_id;
        for (const std::string& text :
             {c.parcel_id, c.district, c.state, c.verdict, c.violations, c.change, std::string(area),
              c.not_before.iso(), c.first_seen.iso(), c.last_seen.iso(), c.permit_id, c.note})
            row += "," + report::csv_cell(text);
        file.write(row + "," + at + ",,,\n");
    }
    file.finish();
}

void export_layer(const DataAccess& data, const std::vector<Case>& cases, const Crs& crs, const std::string& path,
                  const std::string& format)
{
    using enum FieldType;
    const auto sink = data.create_features(path, format);
    sink->begin_layer({"cases",
                       crs,
                       {{"case_id", Text},
                        {"parcel_id", Text},
                        {"district", Text},
                        {"state", Text},
                        {"verdict", Text},
                        {"violations", Text},
                        {"change", Text},
                        {"area_m2", Real},
                        {"not_before", Text},
                        {"first_seen", Text},
                        {"last_seen", Text},
                        {"permit_id", Text},
                        {"note", Text}},
                       LayerSpec::Kind::MultiPolygon});
    const auto known = [](const std::string& text) { return text.empty() ? FieldValue() : FieldValue(text); };
    for (const Case& c : cases) {
        Feature f;
        f.values = {c.case_id,          known(c.parcel_id), known(c.district), c.state,
                    c.verdict,          c.violations,       c.change,          c.area_m2,
                    c.not_before.iso(), c.first_seen.iso(), c.last_seen.iso(), known(c.permit_id),
                    known(c.note)};
        f.geometry.polygons = c.shape;
        f.geometry.null = c.shape.empty();
        sink->write(f);
    }
    sink->finish();
}

/// One row of a table of decisions, by column name.
class Row {
public:
    Row(std::string where, const std::vector<std::string>& columns, const Feature& feature)
        : where_(std::move(where)), columns_(columns), feature_(feature)
    {
    }
    [[nodiscard]] std::string text(const std::string& column) const
    {
        for (std::size_t i = 0; i < columns_.size(); ++i)
            if (columns_[i] == column)
                return trimmed(as_text(feature_.values[i]));
        return "";
    }
    [[noreturn]] void fail(const std::string& what) const
    {
        throw Error(ErrorKind::UnreadableInput, where_ + ": " + what + "; nothing was imported");
    }

private:
    std::string where_;
    const std::vector<std::string>& columns_;
    const Feature& feature_;
};

std::string state_of(const Row& row)
{
    constexpr std::array<std::pair<const char*, const char*>, 3> words{
        {{"confirm", "confirmed"}, {"dismiss", "dismissed"}, {"close", "closed"}}};
    const std::string said = row.text("decision");
    for (const auto& [verb, state] : words)
        if (said == verb || said == state)
            return state;
    row.fail("decision is \"" + said + "\"; write confirmed, dismissed or closed");
}

std::string note_of(const Row& row, const std::string& state)
{
    if (state != "dismissed")
        return row.text("note");
    const std::string reason = row.text("reason");
    const auto& known = dismissal_reasons();
    if (std::find(known.begin(), known.end(), reason) == known.end()) {
        const std::string near = text::nearest(reason, known);
        row.fail(reason.empty()
                     ? "a dismissed case needs a reason, for example TEMPORARY"
                     : "reason \"" + reason + "\" is not known" + (near.empty() ? "" : "; did you mean " + near + "?"));
    }
    return reason;
}

std::string day_of(const Row& row)
{
    const std::string said = row.text("on");
    if (said.empty())
        return today_utc();
    if (const auto day = Date::parse_iso(said))
        return day->iso();
    if (const auto day = parse_record_date(said, Calendar::Auto))
        return day->date.iso();
    row.fail("on is \"" + said + "\"; write a day as 2026-03-21 or 1405/01/01");
}

} // namespace

std::size_t export_cases(const DataAccess& data, const City& city, const std::string& path, const CaseFilter& filter,
                         const std::string& file)
{
    check_not_an_input(file, {path});
    const Crs crs = Crs::parse(city.crs);
    const std::vector<Case> cases = cases_that_fit(load_existing_ledger(data, path, crs), filter);
    if (ends_with(file, ".csv"))
        export_csv(cases, crs, file);
    else if (ends_with(file, ".geojson") || ends_with(file, ".json"))
        export_layer(data, cases, crs, file, "GeoJSON");
    else if (ends_with(file, ".gpkg"))
        export_layer(data, cases, crs, file, "GPKG");
    else
        throw Error(ErrorKind::Usage, file + ": cases go to a .csv, .geojson or .gpkg file");
    return cases.size();
}

ImportedCases import_cases(const DataAccess& data, const City& city, const std::string& path, const std::string& file)
{
    const Crs crs = Crs::parse(city.crs);
    Ledger ledger = load_existing_ledger(data, path, crs);
    FeatureQuery query;
    query.source = file;
    query.geometry = false;
    const auto source = data.open_features(query);
    for (const char* column : {"case_id", "decision"})
        if (std::find(source->fields().begin(), source->fields().end(), column) == source->fields().end())
            throw Error(ErrorKind::UnreadableInput, source->name() + ": has no column \"" + std::string(column) +
                                                        "\"; it needs case_id, decision and reason, as `didban cases "
                                                        "CITY export` writes them");
    ImportedCases out;
    Feature feature;
    for (std::size_t n = 1; source->next(feature); ++n) {
        const Row row(source->name() + ", row " + std::to_string(n), source->fields(), feature);
        if (row.text("decision").empty() || row.text("case_id").empty()) { // control visits have no case
            ++out.undecided;
            continue;
        }
        const std::string id = row.text("case_id");
        if (ledger.cases.find(id) == nullptr)
            row.fail("there is no case \"" + id + "\" in the ledger");
        const std::string state = state_of(row), note = note_of(row, state), on = day_of(row);
        const bool known = std::any_of(ledger.events.begin(), ledger.events.end(), [&](const Ledger::Event& e) {
            return e.case_id == id && e.on == on && e.event == state && e.detail == note;
        });
        if (known) {
            ++out.repeated;
            continue;
        }
        ledger.cases.decide(id, state, note);
        ledger.events.push_back({id, on, state, note});
        ++out.decided;
    }
    if (out.decided > 0)
        ledger.save(data, path, crs, {}, {}, {});
    return out;
}

} // namespace didban
