#include "pipelines/city/read_buildings.h"

#include "didban/base/error.h"
#include "didban/base/jalali.h"
#include "didban/base/text.h"
#include "pipelines/city/declared_crs.h"
#include "pipelines/city/map_features.h"
#include "pipelines/city/mend_shape.h"

#include <tbb/enumerable_thread_specific.h>

#include <algorithm>
#include <functional>

namespace didban {

namespace {

struct BuildingColumns {
    std::vector<std::string> names;
    int id{-1}, built{-1}, demolished{-1}, floors{-1}, height_m{-1};
};

/// Asks for each of our columns, by our name, what it is called; "" = there is none.
BuildingColumns columns_named(const std::function<std::string(const char*)>& named)
{
    BuildingColumns columns;
    const auto add = [&](const char* ours, int& place) {
        if (const std::string theirs = named(ours); !theirs.empty()) {
            place = static_cast<int>(columns.names.size());
            columns.names.push_back(theirs);
        }
    };
    add("id", columns.id);
    add("built", columns.built);
    add("demolished", columns.demolished);
    add("floors", columns.floors);
    add("height_m", columns.height_m);
    return columns;
}

/// Opens the layer; what is wrong in city.toml is said with its line.
std::unique_ptr<FeatureSource> open(const DataAccess& data, const City& city, const std::vector<std::string>& fields)
{
    const TableSource& table = *city.buildings;
    FeatureQuery query;
    query.source = table.source;
    query.layer = table.layer;
    query.encoding = table.encoding;
    const auto at = [&](const std::string& key, const auto& work) {
        try {
            return work();
        } catch (const Error& e) {
            throw Error(e.kind(), city.where("buildings." + key) + ": " + e.what());
        }
    };
    auto source = at(table.layer.empty() ? "source" : "layer", [&] { return data.open_features(query); });
    if (fields.empty())
        return source;
    query.fields = fields;
    return at("fields", [&] { return data.open_features(query); });
}

/// A row after the parallel step.
struct BuildingRow {
    Footprint footprint;
    bool usable{true};
    ShapeFlaws flaws;
    std::string name, unread, no_size;
    bool order{false};
};

/// A box with some ground around what has none; nothing where it is no place.
MultiPolygon box_around(const Box& stored, const Transform& to_working)
{
    constexpr double around_m = 0.1;
    if (stored.empty())
        return {};
    Box box;
    try {
        for (const double x : {stored.x0, stored.x1})
            for (const double y : {stored.y0, stored.y1})
                box.include(to_working(Point{x, y}));
    } catch (const Error&) { // outside what the CRS is made for
        return {};
    }
    box = box.grown(around_m);
    const Ring ring{{box.x0, box.y0}, {box.x1, box.y0}, {box.x1, box.y1}, {box.x0, box.y1}};
    return {{Polygon{ring, {}}}};
}

class BuildingReader {
public:
    BuildingReader(const BuildingColumns& columns, tbb::enumerable_thread_specific<Transform>& transforms)
        : columns_(columns), transforms_(transforms)
    {
    }

    std::vector<BuildingRow> operator()(std::vector<Feature>& features, std::int64_t first) const
    {
        const Transform& to_working = transforms_.local();
        std::vector<BuildingRow> out;
        out.reserve(features.size());
        for (std::size_t i = 0; i < features.size(); ++i) {
            BuildingRow& row = out.emplace_back();
            row.name =
                text(features[i], columns_.id) + " (row " + std::to_string(first + static_cast<std::int64_t>(i)) + ")";
            const Box stored = stored_bounds(features[i].geometry);
            auto mended = mend_shape(std::move(features[i].geometry), to_working);
            row.flaws = mended.flaws;
            row.usable = !mended.shape.empty();
            Footprint& f = row.footprint;
            f.shape = row.usable ? std::move(mended.shape) : box_around(stored, to_working);
            f.id = text(features[i], columns_.id);
            f.floors = size(features[i], columns_.floors, row);
            f.height_m = size(features[i], columns_.height_m, row);
            f.built = date(features[i], columns_.built, row);
            f.demolished = date(features[i], columns_.demolished, row);
            row.order = f.built && f.demolished && *f.demolished < *f.built;
            if (row.order)
                f.built = f.demolished = std::nullopt;
        }
        return out;
    }

private:
    static std::string text(const Feature& feature, int column)
    {
        return column < 0 ? "" : as_text(feature.values[static_cast<std::size_t>(column)]);
    }
    static std::optional<Date> date(const Feature& feature, int column, BuildingRow& row)
    {
        const std::string written = text(feature, column);
        if (written.empty())
            return std::nullopt;
        const auto parsed = parse_record_date(written, Calendar::Auto);
        if (!parsed) {
            row.unread = written;
            return std::nullopt;
        }
        return parsed->date;
    }

    /// Floors or metres above ground; what is no number above 0 is unknown.
    static std::optional<double> size(const Feature& feature, int column, BuildingRow& row)
    {
        const std::string written = text(feature, column);
        if (written.empty())
            return std::nullopt;
        const auto parsed = text::parse_number(written);
        if (parsed && !parsed->percent && parsed->value > 0)
            return parsed->value;
        row.no_size = written;
        return std::nullopt;
    }

    const BuildingColumns& columns_;
    tbb::enumerable_thread_specific<Transform>& transforms_;
};

void count(const BuildingRow& row, ProblemTally& tally)
{
    const auto count_if = [&](bool wrong, const char* code) {
        if (wrong)
            tally.add(code, row.name);
    };
    count_if(row.flaws.missing, "building.geometry.missing");
    count_if(row.flaws.line, "building.geometry.line");
    count_if(row.flaws.point, "building.geometry.point");
    count_if(row.flaws.unclosed, "building.geometry.unclosed");
    count_if(row.flaws.degenerate, "building.geometry.degenerate");
    count_if(row.order, "building.date.order");
    if (row.flaws.invalid)
        tally.add("building.geometry.invalid", row.name + ": " + row.flaws.reason);
    if (!row.unread.empty())
        tally.add("building.date.unreadable", row.name + ": " + row.unread);
    if (!row.no_size.empty())
        tally.add("building.size.unreadable", row.name + ": " + row.no_size);
}

std::vector<Footprint> read_all(FeatureSource& source, const BuildingColumns& columns, const Crs& source_crs,
                                const Crs& working, const RunOptions& run, ProblemTally& tally,
                                std::vector<Footprint>* unusable)
{
    tbb::enumerable_thread_specific<Transform> transforms([&] { return Transform(source_crs, working); });
    std::vector<Footprint> out;
    map_features(source, run, BuildingReader(columns, transforms), [&](std::vector<BuildingRow> rows) {
        for (BuildingRow& row : rows) {
            count(row, tally);
            if (row.usable)
                out.push_back(std::move(row.footprint));
            else if (unusable != nullptr && !row.footprint.shape.empty())
                unusable->push_back(std::move(row.footprint));
        }
    });
    if (out.empty())
        tally.add("buildings.empty", source.name());
    return out;
}

} // namespace

std::vector<Footprint> read_buildings(const DataAccess& data, const City& city, const Crs& working,
                                      const RunOptions& run, ProblemTally& tally, std::vector<Footprint>* unusable)
{
    const BuildingColumns columns = columns_named([&](const char* ours) { return city.buildings->field(ours); });
    const auto source = open(data, city, columns.names);
    const Crs source_crs = declared_crs(*source, *city.buildings, city, "buildings");
    if (!source_crs.known())
        throw Error(ErrorKind::UnreadableInput,
                    city.where("buildings.source") + ": " + source->name() +
                        ": the footprints have no coordinate reference system; assign the "
                        "one they were drawn in, for example with ogr2ogr -a_srs EPSG:4326");
    return read_all(*source, columns, source_crs, working, run, tally, unusable);
}

std::vector<Footprint> read_buildings_of(const DataAccess& data, const std::string& path, const std::string& layer,
                                         const Crs& working, const RunOptions& run, ProblemTally& tally,
                                         std::vector<Footprint>* unusable)
{
    FeatureQuery query;
    query.source = path;
    query.layer = layer;
    const std::vector<std::string> there = data.open_features(query)->fields();
    const auto called = [&](const std::string& ours) { // the source's own writing of it; "" = it has none
        const auto same = std::find_if(there.begin(), there.end(),
                                       [&](const std::string& theirs) { return text::matching_key(theirs) == ours; });
        return same == there.end() ? std::string() : *same;
    };
    const BuildingColumns columns = columns_named([&](const char* ours) {
        if (std::string(ours) != "id")
            return called(ours);
        std::string name = called("building_id");
        if (name.empty())
            name = called("building_i"); // as shapefiles cut it
        return name.empty() ? called("id") : name;
    });
    query.fields = columns.names;
    const auto source = data.open_features(query);
    if (!source->crs().known())
        throw Error(ErrorKind::UnreadableInput,
                    source->name() + ": the footprints have no coordinate reference system; assign the one they were "
                                     "drawn in, for example with ogr2ogr -a_srs EPSG:4326");
    return read_all(*source, columns, source->crs(), working, run, tally, unusable);
}

} // namespace didban
