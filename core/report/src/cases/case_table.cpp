#include "didban/report/case_table.h"

#include "didban/base/error.h"
#include "didban/base/number_text.h"
#include "didban/report/csv_cell.h"
#include "didban/report/table_format.h"
#include "didban/report/text_file.h"

namespace didban {

namespace {

/// What the tables tell of a case's clocks; "" = none.
struct Clock {
    std::string step, since, due, until;
    Clock(const Case& c, const CaseClocks& clocks)
        : step(c.steps.empty() ? "" : c.steps.back().name), since(c.since.value_or(c.first_seen).iso())
    {
        if (const auto next = clocks.next(c)) {
            due = next->due.iso();
            until = joined(next->until);
        }
    }
};

void write_csv(const std::vector<Case>& cases, const CaseClocks& clocks, const Crs& crs, const std::string& path)
{
    const Transform to_lonlat(crs, Crs::wgs84());
    TextFile file(path);
    file.write("\xEF\xBB\xBF"
               "case_id,parcel_id,district,state,verdict,violations,change,area_m2,not_before,first_seen,last_seen,"
               "permit_id,note,longitude,latitude,stage,confidence,dismissal,settled_on,address,step,since,due,until,"
               "decision,reason,inspector,on,"
               "hours,files\n");
    for (const Case& c : cases) {
        const Clock clock(c, clocks);
        std::string at = ",";
        if (!c.shape.empty()) {
            const Point p = to_lonlat(centroid(c.shape));
            at = text::fixed(p.x, 7) + "," + text::fixed(p.y, 7);
        }
        std::string row = c.case_id;
        for (const std::string& cell :
             {c.parcel_id, c.district, std::string(name(c.state)), std::string(name(c.verdict)), joined(c.violations),
              std::string(name(c.change)), text::fixed(c.area_m2, 2), c.not_before.iso(), c.first_seen.iso(),
              c.last_seen.iso(), c.permit_id, c.note})
            row += "," + report::csv_cell(cell);
        row += "," + at + "," + std::string(name(c.stage)) + "," +
               (c.confidence ? text::fixed(*c.confidence, 4) : std::string());
        file.write(row + "," + report::csv_cell(c.dismissal) + "," + (c.settled_on ? c.settled_on->iso() : "") + "," +
                   report::csv_cell(c.address) + "," + report::csv_cell(clock.step) + "," + clock.since + "," +
                   clock.due + "," + clock.until + ",,,,,,\n");
    }
    file.finish();
}

void write_layer(const DataAccess& data, const std::vector<Case>& cases, const CaseClocks& clocks, const Crs& crs,
                 const std::string& path, const std::string& format)
{
    using enum FieldType;
    const auto sink = data.create_features(path, format);
    sink->begin_layer(
        {"cases",
         crs,
         {{"case_id", Text},    {"parcel_id", Text}, {"district", Text}, {"state", Text},      {"verdict", Text},
          {"violations", Text}, {"change", Text},    {"area_m2", Real},  {"not_before", Text}, {"first_seen", Text},
          {"last_seen", Text},  {"permit_id", Text}, {"note", Text},     {"stage", Text},      {"dismissal", Text},
          {"address", Text},    {"step", Text},      {"since", Text},    {"due", Text},        {"until", Text}},
         LayerSpec::Kind::MultiPolygon});
    const auto known = [](const std::string& t) { return t.empty() ? FieldValue() : FieldValue(t); };
    for (const Case& c : cases) {
        const Clock clock(c, clocks);
        Feature f;
        f.values = {c.case_id,
                    known(c.parcel_id),
                    known(c.district),
                    std::string(name(c.state)),
                    std::string(name(c.verdict)),
                    joined(c.violations),
                    std::string(name(c.change)),
                    c.area_m2,
                    c.not_before.iso(),
                    c.first_seen.iso(),
                    c.last_seen.iso(),
                    known(c.permit_id),
                    known(c.note),
                    std::string(name(c.stage)),
                    known(c.dismissal),
                    known(c.address),
                    known(clock.step),
                    clock.since,
                    known(clock.due),
                    known(clock.until)};
        f.geometry.polygons = c.shape;
        f.geometry.null = c.shape.empty();
        sink->write(f);
    }
    sink->finish();
}

} // namespace

void write_case_table(const DataAccess& data, const std::vector<Case>& cases, const CaseClocks& clocks, const Crs& crs,
                      const std::string& file)
{
    if (file.ends_with(".csv"))
        write_csv(cases, clocks, crs, file);
    else
        write_layer(data, cases, clocks, crs, file, table_format(file));
}

} // namespace didban
