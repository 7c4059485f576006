#include "didban/report/sweep_files.h"

#include "didban/geo/interior_point.h"
#include "didban/report/csv_cell.h"
#include "didban/report/text_file.h"

#include "finding_json.h"
#include "geojson_file.h"
#include "json_text.h"
#include "layer_styles.h"

#include <variant>

namespace didban::report {

namespace {

/// A value with the decimals that it is written with.
struct Cell {
    FieldValue value;
    int decimals{};
    bool json{false}; ///< text that is JSON
};

/// A column of a table: what it is called, and what a row has in it.
template <class Row>
struct Column {
    const char* name;
    FieldType type;
    Cell (*get)(const Row&);
};

FieldValue known(const std::string& text)
{
    return text.empty() ? FieldValue() : FieldValue(text);
}

FieldValue known(const std::optional<double>& x)
{
    return x ? FieldValue(*x) : FieldValue();
}

const std::vector<Column<SweptBuilding>>& building_columns()
{
    using enum FieldType;
    using B = SweptBuilding;
    static const std::vector<Column<B>> all{
        {"number", Integer, [](const B& b) { return Cell{b.number}; }},
        {"building_id", Text, [](const B& b) { return Cell{known(b.building_id)}; }},
        {"parcel_id", Text, [](const B& b) { return Cell{known(b.parcel_id.value_or(""))}; }},
        {"district", Text, [](const B& b) { return Cell{known(b.district)}; }},
        {"verdict", Text, [](const B& b) { return Cell{std::string(name(b.swept.verdict))}; }},
        {"area_m2", Real,
         [](const B& b) {
             return Cell{b.part.area_m2, 2};
         }},
        {"area_sigma_m2", Real,
         [](const B& b) {
             return Cell{b.part.area_sigma_m2, 2};
         }},
        {"recorded_m2", Real,
         [](const B& b) {
             return Cell{b.part.recorded_m2, 2};
         }},
        {"unrecorded_m2", Real,
         [](const B& b) {
             return Cell{b.part.unrecorded_m2, 2};
         }},
        {"floors", Real,
         [](const B& b) {
             return Cell{known(b.part.floors), 2};
         }},
        {"height_m", Real,
         [](const B& b) {
             return Cell{known(b.part.height_m), 2};
         }},
        {"parcel_probability", Real,
         [](const B& b) {
             return Cell{b.part.parcel_probability, 4};
         }},
        {"permit_ids", Text, [](const B& b) { return Cell{known(b.permit_ids)}; }},
        {"permit_status", Text, [](const B& b) { return Cell{b.permit_status}; }},
        {"address", Text, [](const B& b) { return Cell{known(b.address)}; }},
        {"rules", Text,
         [](const B& b) {
             return Cell{rules_json(b.swept.rules), 0, true};
         }},
        {"reason_en", Text, [](const B& b) { return Cell{b.reason.en}; }},
        {"reason_fa", Text, [](const B& b) { return Cell{b.reason.fa}; }}};
    return all;
}

/// A parcel of the sweep with its record.
struct ParcelRow {
    const SweptParcel& swept;
    const Parcel& parcel;
};

const std::vector<Column<ParcelRow>>& parcel_columns()
{
    using enum FieldType;
    using P = ParcelRow;
    static const std::vector<Column<P>> all{
        {"parcel_id", Text, [](const P& p) { return Cell{p.parcel.id}; }},
        {"district", Text, [](const P& p) { return Cell{known(p.parcel.district)}; }},
        {"verdict", Text, [](const P& p) { return Cell{std::string(name(p.swept.verdict))}; }},
        {"buildings", Integer, [](const P& p) { return Cell{p.swept.buildings}; }},
        {"standing_m2", Real,
         [](const P& p) {
             return Cell{p.swept.standing_m2, 2};
         }},
        {"unrecorded_m2", Real,
         [](const P& p) {
             return Cell{p.swept.unrecorded_m2, 2};
         }},
        {"permit_ids", Text, [](const P& p) { return Cell{known(p.swept.permit_ids)}; }}};
    return all;
}

template <class Row>
std::string json_of(const std::vector<Column<Row>>& columns, const Row& row)
{
    json_text::Object out;
    for (const Column<Row>& c : columns) {
        const Cell cell = c.get(row);
        if (const auto* text = std::get_if<std::string>(&cell.value))
            cell.json ? out.raw(c.name, *text) : out.text(c.name, *text);
        else if (const auto* real = std::get_if<double>(&cell.value))
            out.num(c.name, *real, cell.decimals);
        else if (const auto* whole = std::get_if<std::int64_t>(&cell.value))
            out.integer(c.name, *whole);
        else
            out.raw(c.name, "null");
    }
    return out.str();
}

template <class Row>
Feature feature_of(const std::vector<Column<Row>>& columns, const Row& row, const MultiPolygon& shape)
{
    Feature f;
    for (const Column<Row>& c : columns)
        f.values.push_back(c.get(row).value);
    f.geometry.polygons = shape;
    f.geometry.null = shape.empty();
    return f;
}

template <class Row>
LayerSpec layer_of(const char* name, const Crs& crs, const std::vector<Column<Row>>& columns)
{
    LayerSpec layer{name, crs, {}, LayerSpec::Kind::MultiPolygon};
    for (const Column<Row>& c : columns)
        layer.fields.push_back({c.name, c.type});
    return layer;
}

} // namespace

void write_sweep_geojson(const std::string& path, const SweepReport& report)
{
    GeoJsonFile file(path, report.crs);
    for (const SweptBuilding& b : report.buildings)
        file.write(json_of(building_columns(), b), b.shape);
    file.finish();
}

void write_sweep_parcels_geojson(const std::string& path, const SweepReport& report)
{
    GeoJsonFile file(path, report.crs);
    for (const SweptParcel& p : report.parcels) {
        const Parcel& parcel = report.all[p.parcel];
        file.write(json_of(parcel_columns(), ParcelRow{p, parcel}), parcel.shape);
    }
    file.finish();
}

void write_sweep_csv(const std::string& path, const SweepReport& report)
{
    TextFile file(path);
    const Transform to_lonlat(report.crs, Crs::wgs84());
    std::string head = "\xEF\xBB\xBF";
    for (const auto& c : building_columns())
        if (std::string_view(c.name) != "rules")
            head += std::string(c.name) + ",";
    file.write(head + "longitude,latitude\n");
    for (const SweptBuilding& b : report.buildings) {
        std::string row;
        for (const auto& c : building_columns()) {
            const Cell cell = c.get(b);
            if (cell.json)
                continue;
            const auto* real = std::get_if<double>(&cell.value);
            row += (real != nullptr ? json_text::number(*real, cell.decimals) : csv_cell(as_text(cell.value))) + ",";
        }
        const Point at = to_lonlat(interior_point(b.shape));
        file.write(row + json_text::number(at.x, 7) + "," + json_text::number(at.y, 7) + "\n");
    }
    file.finish();
}

void write_sweep_layers(FeatureSink& sink, const SweepReport& report)
{
    sink.begin_layer(layer_of("buildings", report.crs, building_columns()));
    for (const SweptBuilding& b : report.buildings)
        sink.write(feature_of(building_columns(), b, b.shape));
    sink.begin_layer(layer_of("parcels", report.crs, parcel_columns()));
    for (const SweptParcel& p : report.parcels) {
        const Parcel& parcel = report.all[p.parcel];
        sink.write(feature_of(parcel_columns(), ParcelRow{p, parcel}, parcel.shape));
    }
    write_sweep_styles(sink);
}

} // namespace didban::report
