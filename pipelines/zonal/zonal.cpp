#include "pipelines/zonal/zonal.h"

#include "didban/base/error.h"
#include "pipelines/run/input_stamps.h"
#include "pipelines/zonal/short_names.h"
#include "pipelines/zonal/zone_batches.h"

#include <algorithm>
#include <cmath>

namespace didban {

namespace {

std::string format_of(const std::string& path)
{
    const auto dot = path.find_last_of('.');
    const std::string extension = dot == std::string::npos ? "" : path.substr(dot);
    if (extension == ".csv")
        return "CSV";
    if (extension == ".gpkg")
        return "GPKG";
    if (extension == ".geojson" || extension == ".json")
        return "GeoJSON";
    if (extension == ".shp")
        return "ESRI Shapefile";
    if (extension == ".fgb")
        return "FlatGeobuf";
    throw Error(ErrorKind::Usage, path + ": its ending says no format; end it in .csv, .gpkg, .geojson, .shp or .fgb");
}

void check_crs(const RasterInfo& raster, const FeatureSource& zones, const RunOptions& run)
{
    if (raster.crs.known() == zones.crs().known()) {
        if (!raster.crs.known())
            run.log.warn("neither " + raster.name + " nor " + zones.name() +
                         " says its coordinate system; both are taken to be in the same one");
        return;
    }
    const std::string& silent = raster.crs.known() ? zones.name() : raster.name;
    const std::string& other = raster.crs.known() ? raster.name : zones.name();
    throw Error(ErrorKind::IncompatibleInput,
                silent + " does not say its coordinate system while " + other +
                    " does; assign one (gdal_edit.py -a_srs, ogr2ogr -a_srs) and run again");
}

/// One of the raster's own values: as exact as the raster holds it.
bool is_pixel_value(const Statistic& statistic)
{
    using enum Statistic::Kind;
    return statistic.kind == Min || statistic.kind == Max || statistic.kind == Majority || statistic.kind == Minority;
}

/// Tables know whole numbers up to 2⁶³: larger ones are written as text.
FieldType type_of(const Statistic& statistic, Precision precision)
{
    if (statistic.kind == Statistic::Kind::Variety)
        return FieldType::Integer;
    if (!is_pixel_value(statistic) || precision < Precision::Int64)
        return FieldType::Real;
    return precision == Precision::Int64 ? FieldType::Integer : FieldType::Text;
}

/// "mean", or "band_2_mean" when there are several bands; a name that the zones already use gets "zonal_" in front.
std::vector<FieldSpec> statistic_fields(const std::vector<Statistic>& statistics, int bands, Precision precision,
                                        const std::vector<std::string>& taken)
{
    std::vector<FieldSpec> out;
    for (int band = 1; band <= bands; ++band)
        for (const auto& statistic : statistics) {
            std::string name = bands == 1 ? statistic.name : "band_" + std::to_string(band) + "_" + statistic.name;
            if (std::find(taken.begin(), taken.end(), name) != taken.end())
                name = "zonal_" + name;
            out.push_back({name, type_of(statistic, precision)});
        }
    return out;
}

FieldValue cell(FieldType type, long double value)
{
    if (std::isnan(value))
        return std::monostate{};
    if (type == FieldType::Integer)
        return static_cast<std::int64_t>(value);
    if (type == FieldType::Text)
        return std::to_string(static_cast<std::uint64_t>(value));
    return static_cast<double>(value);
}

/// A Shapefile keeps ten bytes of a column's name; its writer would cut the rest and lose the column's values.
void shorten_names(std::vector<FieldSpec>& fields, const std::string& out, const RunOptions& run)
{
    constexpr std::size_t dbf_name_bytes = 10;
    std::vector<std::string> names;
    for (const FieldSpec& field : fields)
        names.push_back(field.name);
    names = short_names(names, dbf_name_bytes);
    std::string renamed;
    for (std::size_t i = 0; i < names.size(); ++i)
        if (names[i] != fields[i].name) {
            renamed.append(renamed.empty() ? "" : ", ").append(fields[i].name).append(" → ").append(names[i]);
            fields[i].name = names[i];
        }
    if (!renamed.empty())
        run.log.warn(out + ": names of columns were shortened to the ten bytes that a Shapefile keeps: " + renamed +
                     "; a GeoPackage keeps them whole");
}

bool too_long_for_dbf(const FieldValue& value)
{
    constexpr std::size_t most_bytes = 254;
    const auto* const text = std::get_if<std::string>(&value);
    return text != nullptr && text->size() > most_bytes;
}

bool touches(const Box& pixels, const RasterInfo& info)
{
    return !pixels.empty() && pixels.x1 > 0 && pixels.y1 > 0 && pixels.x0 < static_cast<double>(info.width) &&
           pixels.y0 < static_cast<double>(info.height);
}

void count_useless(const ZoneShapes& shapes, const RasterInfo& info, ZonalReport& report)
{
    for (std::size_t zone = 0; zone < shapes.size(); ++zone) {
        const bool empty = shapes.empty(zone);
        report.without_area += empty ? 1 : 0;
        report.outside += !empty && !touches(shapes.bounds(zone), info) ? 1 : 0;
    }
}

} // namespace

ZonalReport zonal(const DataAccess& data, const std::string& raster_path, const std::string& zones_path,
                  const std::string& out, const ZonalOptions& options, const RunOptions& run)
{
    const std::string format = format_of(out);
    InputStamps inputs;
    inputs.add(raster_path);
    inputs.add(zones_path);
    const auto raster = data.open_raster(raster_path);
    const RasterInfo& info = raster->info();
    FeatureQuery query;
    query.source = zones_path;
    query.layer = options.layer;
    const auto zones = data.open_features(query);
    check_crs(info, *zones, run);
    (void)georeference_of(info); // says what is missing
    const Transform transform(zones->crs(), info.crs);
    if (!transform.identity())
        run.log.info(zones->name() + " is in " + zones->crs().name() + ": its zones are transformed to " +
                     info.crs.name() + ", the raster's");

    const Precision precision = precision_of(*raster);
    ZonalReport report;
    const bool table_only = format == "CSV", shapefile = format == "ESRI Shapefile";
    std::int64_t long_texts = 0;
    std::unique_ptr<FeatureSink> sink;
    std::vector<FieldType> added;
    const auto write = [&](Feature& row, std::span<const long double> figures) {
        for (std::size_t i = 0; i < figures.size(); ++i)
            row.values.push_back(cell(added[i], figures[i]));
        if (shapefile)
            long_texts += std::count_if(row.values.begin(), row.values.end(), too_long_for_dbf);
        sink->write(row);
    };
    const std::vector<int> bands = all_bands(*raster);
    const std::size_t figures = bands.size() * options.statistics.size();
    ZoneBatches batches(*zones, transform, info, static_cast<std::size_t>(run.memory_mb) * 1024 * 1024 / 2);
    for (;;) {
        ZoneShapes shapes;
        ZoneRows rows(figures, precision >= Precision::Int64, !table_only);
        if (!batches.next(shapes, rows))
            break;
        if (!sink) {
            LayerSpec layer;
            layer.name = "zonal";
            layer.crs = table_only ? Crs() : zones->crs();
            layer.kind = table_only ? LayerSpec::Kind::None : LayerSpec::Kind::MultiPolygon;
            for (std::size_t c = 0; c < zones->fields().size(); ++c)
                layer.fields.push_back({zones->fields()[c], rows.type_of(c)});
            for (const FieldSpec& field :
                 statistic_fields(options.statistics, info.bands, precision, zones->fields())) {
                layer.fields.push_back(field);
                added.push_back(field.type);
            }
            if (shapefile)
                shorten_names(layer.fields, out, run);
            sink = data.create_features(out, format);
            sink->begin_layer(layer);
        }
        count_useless(shapes, info, report);
        report.zones += static_cast<std::int64_t>(rows.size());
        measure_zones(*raster, shapes, options.statistics, run, bands,
                      [&](std::size_t zone, std::span<const long double> of_zone, bool repaired) {
                          report.repaired += repaired ? 1 : 0;
                          rows.finish(zone, of_zone, write);
                      });
    }
    if (!sink)
        throw Error(ErrorKind::UnreadableInput, zones->name() + " has no features; check the layer and any filter");
    if (report.without_area == report.zones)
        throw Error(ErrorKind::UnreadableInput,
                    zones->name() + " has no polygons; zonal statistics need areas, buffer lines or points first");
    if (report.outside + report.without_area == report.zones)
        throw Error(ErrorKind::IncompatibleInput, "no zone of " + zones->name() + " meets " + info.name +
                                                      "; check that both coordinate systems are declared rightly");
    inputs.check();
    sink->finish();
    if (long_texts > 0)
        run.log.warn(out + ": " + std::to_string(long_texts) +
                     " texts were cut at 254 bytes, the longest that a Shapefile keeps");
    report.operation = transform.operation();
    return report;
}

} // namespace didban
