#include "pipelines/city/read_buildings.h"

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

struct Columns {
    std::vector<std::string> names;
    int id{-1}, built{-1}, demolished{-1}, floors{-1}, height_m{-1};
};

/// Asks for each of our columns, by our name, what it is called; "" = there is none.
Columns columns_named(const std::function<std::string(const char*)>& named)
{
    Columns columns;
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
struct Row {
    Footprint footprint;
    ShapeFlaws flaws;
    std::string name, unread, no_size;
    bool order{false};
};

class Reader {
public:
    Reader(const Columns& columns, tbb::enumerable_thread_specific<Transform>& transforms)
        : columns_(columns), transforms_(transforms)
    {
    }

    std::vector<Row> operator()(std::vector<Feature>& features, std::int64_t first) const
    {
        const Transform& to_working = transforms_.local();
        std::vector<Row> out;
        out.reserve(features.size());
        for (std::size_t i = 0; i < features.size(); ++i) {
            Row& row = out.emplace_back();
            row.name =
                text(features[i], columns_.id) + " (row " + std::to_string(first + static_cast<std::int64_t>(i)) + ")";
            auto mended = mend_shape(std::move(features[i].geometry), to_working);
            row.flaws = mended.flaws;
            Footprint& f = row.footprint;
            f.shape = std::move(mended.shape);
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
    static std::optional<Date> date(const Feature& feature, int column, Row& row)
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
    static std::optional<double> size(const Feature& feature, int column, Row& row)
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

    const Columns& columns_;
    tbb::enumerable_thread_specific<Transform>& transforms_;
};

void count(const Row& row, ProblemTally& tally)
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

std::vector<Footprint> read_all(FeatureSource& source, const Columns& columns, const Crs& source_crs,
                                const Crs& working, const RunOptions& run, ProblemTally& tally)
{
    tbb::enumerable_thread_specific<Transform> transforms([&] { return Transform(source_crs, working); });
    std::vector<Footprint> out;
    map_features(source, run, Reader(columns, transforms), [&](std::vector<Row> rows) {
        for (Row& row : rows) {
            count(row, tally);
            if (!row.footprint.shape.empty())
                out.push_back(std::move(row.footprint));
        }
    });
    if (out.empty())
        tally.add("buildings.empty", source.name());
    return out;
}

} // namespace

std::vector<Footprint> read_buildings(const DataAccess& data, const City& city, const Crs& working,
                                      const RunOptions& run, ProblemTally& tally)
{
    const Columns columns = columns_named([&](const char* ours) { return city.buildings->field(ours); });
    const auto source = open(data, city, columns.names);
    const Crs source_crs = declared_crs(*source, *city.buildings, city, "buildings");
    if (!source_crs.known())
        throw Error(ErrorKind::UnreadableInput,
                    city.where("buildings.source") + ": " + source->name() +
                        ": the footprints have no coordinate reference system; assign the "
                        "one they were drawn in, for example with ogr2ogr -a_srs EPSG:4326");
    return read_all(*source, columns, source_crs, working, run, tally);
}

std::vector<Footprint> read_buildings_of(const DataAccess& data, const std::string& path, const std::string& layer,
                                         const Crs& working, const RunOptions& run, ProblemTally& tally)
{
    FeatureQuery query;
    query.source = path;
    query.layer = layer;
    const std::vector<std::string> there = data.open_features(query)->fields();
    const auto has = [&](const std::string& column) {
        return std::find(there.begin(), there.end(), column) != there.end();
    };
    const Columns columns = columns_named([&](const char* ours) {
        const std::string name = ours;
        return name == "id" && has("building_id") ? "building_id" : has(name) ? name : std::string();
    });
    query.fields = columns.names;
    const auto source = data.open_features(query);
    if (!source->crs().known())
        throw Error(ErrorKind::UnreadableInput,
                    source->name() + ": the footprints have no coordinate reference system; assign the one they were "
                                     "drawn in, for example with ogr2ogr -a_srs EPSG:4326");
    return read_all(*source, columns, source->crs(), working, run, tally);
}

} // namespace didban
