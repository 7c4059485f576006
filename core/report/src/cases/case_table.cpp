#include "didban/report/case_table.h"

#include "didban/base/error.h"
#include "didban/base/number_text.h"
#include "didban/report/csv_cell.h"
#include "didban/report/text_file.h"

namespace didban {

namespace {

void write_csv(const std::vector<Case>& cases, const Crs& crs, const std::string& path)
{
    const Transform to_lonlat(crs, Crs::wgs84());
    TextFile file(path);
    file.write(
        "\xEF\xBB\xBF"
        "case_id,parcel_id,district,state,verdict,violations,change,area_m2,not_before,first_seen,last_seen,"
        "permit_id,note,longitude,latitude,stage,confidence,dismissal,settled_on,decision,reason,inspector,on\n");
    for (const Case& c : cases) {
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
        file.write(row + "," + report::csv_cell(c.dismissal) + "," + (c.settled_on ? c.settled_on->iso() : "") +
                   ",,,,\n");
    }
    file.finish();
}

void write_layer(const DataAccess& data, const std::vector<Case>& cases, const Crs& crs, const std::string& path,
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
                        {"note", Text},
                        {"stage", Text},
                        {"dismissal", Text}},
                       LayerSpec::Kind::MultiPolygon});
    const auto known = [](const std::string& t) { return t.empty() ? FieldValue() : FieldValue(t); };
    for (const Case& c : cases) {
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
                    known(c.dismissal)};
        f.geometry.polygons = c.shape;
        f.geometry.null = c.shape.empty();
        sink->write(f);
    }
    sink->finish();
}

} // namespace

void write_case_table(const DataAccess& data, const std::vector<Case>& cases, const Crs& crs, const std::string& file)
{
    if (file.ends_with(".csv"))
        write_csv(cases, crs, file);
    else if (file.ends_with(".geojson") || file.ends_with(".json"))
        write_layer(data, cases, crs, file, "GeoJSON");
    else if (file.ends_with(".gpkg"))
        write_layer(data, cases, crs, file, "GPKG");
    else
        throw Error(ErrorKind::Usage, file + ": cases go to a .csv, .geojson or .gpkg file");
}

} // namespace didban
