#include "pipelines/city/read_parcels.h"

#include "didban/base/error.h"
#include "didban/base/renovation_code.h"
#include "didban/base/text.h"
#include "didban/geo/overlay.h"
#include "didban/land/crs_signs.h"
#include "didban/land/parcel_keys.h"
#include "pipelines/city/declared_crs.h"
#include "pipelines/city/land_columns.h"
#include "pipelines/city/map_features.h"
#include "pipelines/city/mend_shape.h"
#include "pipelines/city/table_profile.h"

#include <tbb/enumerable_thread_specific.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <iterator>
#include <unordered_set>

namespace didban {

namespace {

constexpr double tiny_m2 = 5;
constexpr double huge_m2 = 5e6;
/// A source that promises more rows is believed only as they come.
constexpr std::int64_t most_reserved_rows = 2'000'000;

/// A row after the parallel step.
struct ParcelRow {
    Parcel parcel; ///< with an empty shape where there is none to judge
    std::int64_t number{};
    ShapeFlaws flaws;
    Box stored;
    unsigned oddities{};
    bool reversed{false};
    bool id_missing{false};
    std::optional<double> deed_area_m2;
    std::string unreadable_area; ///< "" = none
    LandRecord land;
    std::string unknown_vacancy; ///< "" = none
};

/// Columns of the cadastre in the order they are asked for.
struct ParcelColumns {
    std::vector<std::string> names;
    int district{-1};
    int old_code{-1};
    int deed_area{-1};
    int address{-1};
    std::optional<LandColumns> land; ///< always there
};

ParcelColumns columns_of(const TableSource& table)
{
    ParcelColumns columns;
    columns.names.push_back(table.field("id"));
    const auto add = [&](const char* ours, int& place) {
        if (!table.field(ours).empty()) {
            place = static_cast<int>(columns.names.size());
            columns.names.push_back(table.field(ours));
        }
    };
    add("district", columns.district);
    add("old_code", columns.old_code);
    add("deed_area_m2", columns.deed_area);
    add("address", columns.address);
    columns.land.emplace(table, columns.names);
    return columns;
}

std::string mended(std::string text)
{
    const auto damage = text::detect_mojibake(text);
    return damage == text::Mojibake::None ? text : text::repair_mojibake(text, damage).value_or(text);
}

/// As as_text(), of a value that is not needed any more.
std::string take_text(FieldValue& value)
{
    auto* const text = std::get_if<std::string>(&value);
    return text == nullptr ? as_text(value) : std::move(*text);
}

/// The texts that it keeps are taken out of the feature.
void read_codes(Feature& feature, const ParcelColumns& columns, ParcelRow& row, Parcel& parcel)
{
    std::string id = take_text(feature.values[0]);
    row.oddities = text::oddities(id);
    parcel.id = mended(std::move(id));
    const auto code = parse_renovation_code(parcel.id);
    row.reversed = code && code->reversed;
    parcel.key = code ? code->code.text() : text::matching_key(parcel.id);
    row.id_missing = parcel.key.empty();
    if (row.id_missing)
        parcel.id = parcel.key = "row-" + std::to_string(row.number);
    if (columns.district >= 0) {
        parcel.district = mended(take_text(feature.values[static_cast<std::size_t>(columns.district)]));
        row.oddities |= text::oddities(parcel.district);
    }
    if (columns.address >= 0)
        parcel.address = mended(take_text(feature.values[static_cast<std::size_t>(columns.address)]));
    if (columns.old_code >= 0)
        for (const std::string& earlier : codes_in(as_text(feature.values[static_cast<std::size_t>(columns.old_code)])))
            if (std::string old = parcel_key(earlier); !old.empty() && old != parcel.key)
                parcel.old_keys.push_back(std::move(old));
}

void read_deed_area(const Feature& feature, const ParcelColumns& columns, ParcelRow& row)
{
    if (columns.deed_area < 0)
        return;
    const std::string area = as_text(feature.values[static_cast<std::size_t>(columns.deed_area)]);
    const auto number = area.empty() ? std::nullopt : text::parse_number(area);
    if (number && number->value > 0)
        row.deed_area_m2 = number->value;
    else if (!area.empty() && !(number && number->value == 0)) // 0 is how registers write "not stated"
        row.unreadable_area = area;
}

/// What serves one thread at a time and is dear to make.
struct Tools {
    Transform to_working;
    GeodesicArea area;
};
using ToolsPerThread = tbb::enumerable_thread_specific<Tools>;

std::function<Tools()> tools_for(const Crs& source, const Crs& working)
{
    return [source, working] { return Tools{Transform(source, working), GeodesicArea(working)}; };
}

class ParcelReader {
public:
    ParcelReader(const ParcelColumns& columns, ToolsPerThread& tools) : columns_(columns), tools_(tools) {}

    std::vector<ParcelRow> operator()(std::vector<Feature>& rows, std::int64_t first) const
    {
        const auto& [to_working, area] = tools_.local();
        std::vector<ParcelRow> out;
        out.reserve(rows.size());
        for (std::size_t i = 0; i < rows.size(); ++i) {
            ParcelRow& row = out.emplace_back();
            row.number = first + static_cast<std::int64_t>(i);
            Parcel& parcel = row.parcel;
            read_codes(rows[i], columns_, row, parcel);
            read_deed_area(rows[i], columns_, row);
            if (columns_.land->any())
                row.land = columns_.land->record(rows[i], row.unknown_vacancy);
            row.stored = stored_bounds(rows[i].geometry);
            auto mended = mend_shape(std::move(rows[i].geometry), to_working);
            row.flaws = mended.flaws;
            if (!mended.shape.empty()) {
                parcel.shape = std::move(mended.shape);
                parcel.repaired = mended.flaws.invalid || mended.flaws.unclosed || mended.flaws.line;
                parcel.area_m2 = area(parcel.shape);
                parcel.incomplete = mended.flaws.partial;
            }
        }
        return out;
    }

private:
    const ParcelColumns& columns_;
    ToolsPerThread& tools_;
};

/// Counts what is wrong with a row and keeps its parcel, joined to an earlier one with the same key.
class ParcelCollector {
public:
    ParcelCollector(ParcelTable& table, const ParcelColumns& columns, ProblemTally& tally)
        : table_(table), keep_deeds_(columns.deed_area >= 0), keep_land_(columns.land->any()), tally_(tally),
          places_(table.parcels)
    {
    }

    void operator()(std::vector<ParcelRow> rows)
    {
        constexpr std::size_t ahead = 8;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            if (i + ahead < rows.size())
                places_.fetch(rows[i + ahead].parcel.key);
            ParcelRow& row = rows[i];
            ++rows_;
            include(table_.source_bounds, row.stored);
            count(row);
            if (row.parcel.shape.empty())
                table_.unplaced.push_back(std::move(row.parcel));
            else
                keep(row);
        }
    }

    void finish(const Crs& working)
    {
        const GeodesicArea area(working);
        for (const std::uint32_t joined : joined_)
            table_.parcels[joined].area_m2 = area(table_.parcels[joined].shape);
        std::unordered_set<std::string> met;
        std::erase_if(table_.unplaced, [&](const Parcel& lost) {
            const auto place = places_.find(lost.key);
            if (place)
                table_.parcels[*place].incomplete = true;
            return place || !met.insert(lost.key).second;
        });
    }
    [[nodiscard]] std::int64_t rows() const { return rows_; }

private:
    static void include(Box& all, const Box& one)
    {
        if (!one.empty()) {
            all.include({one.x0, one.y0});
            all.include({one.x1, one.y1});
        }
    }

    static std::string name_of(const std::string& id, std::int64_t row)
    {
        return id + " (row " + std::to_string(row) + ")";
    }

    void count(const ParcelRow& row)
    {
        const auto name = [&] { return name_of(row.parcel.id, row.number); };
        const auto count_if = [&](bool wrong, const char* code) {
            if (wrong)
                tally_.add(code, name());
        };
        count_if(row.id_missing, "parcel.id.missing");
        count_if(row.reversed, "parcel.code.reversed");
        count_if(row.flaws.missing, "parcel.geometry.missing");
        count_if(row.flaws.line, "parcel.geometry.line");
        count_if(row.flaws.point, "parcel.geometry.point");
        count_if(row.flaws.unclosed, "parcel.geometry.unclosed");
        count_if(row.flaws.degenerate, "parcel.geometry.degenerate");
        if (row.flaws.invalid)
            tally_.add("parcel.geometry.invalid", name() + ": " + row.flaws.reason);
        if (row.oddities != 0)
            tally_.add_oddities("parcel", row.oddities, name());
        count_if(row.parcel.incomplete, "parcel.geometry.incomplete");
        if (!row.unreadable_area.empty())
            tally_.add("parcel.deed_area", name() + ": " + row.unreadable_area);
        if (!row.unknown_vacancy.empty())
            tally_.add("parcel.vacancy", name() + ": " + row.unknown_vacancy);
        if (!row.parcel.shape.empty()) {
            count_if(row.parcel.area_m2 < tiny_m2, "parcel.area.tiny");
            count_if(row.parcel.area_m2 > huge_m2, "parcel.area.huge");
        }
    }

    void keep(ParcelRow& row)
    {
        table_.parcels.push_back(std::move(row.parcel));
        if (places_.add(static_cast<std::uint32_t>(table_.parcels.size() - 1))) {
            if (keep_deeds_)
                table_.deed_areas_m2.push_back(row.deed_area_m2);
            if (keep_land_)
                table_.land_records.push_back(std::move(row.land));
            return;
        }
        Parcel parcel = std::move(table_.parcels.back());
        table_.parcels.pop_back();
        const auto place = places_.find(parcel.key);
        tally_.add("parcel.id.duplicate", name_of(parcel.id, row.number));
        Parcel& first = table_.parcels[*place];
        if (keep_deeds_)
            join(table_.deed_areas_m2[*place], row.deed_area_m2);
        if (keep_land_)
            didban::join(table_.land_records[*place], row.land);
        if (first.address.empty())
            first.address = std::move(parcel.address);
        first.shape = overlay::unite(first.shape, parcel.shape);
        first.repaired = first.repaired || parcel.repaired;
        first.incomplete = first.incomplete || parcel.incomplete;
        for (std::string& old : parcel.old_keys)
            if (std::find(first.old_keys.begin(), first.old_keys.end(), old) == first.old_keys.end())
                first.old_keys.push_back(std::move(old));
        joined_.push_back(*place);
    }

    /// Rows of one parcel: their areas together, where each states one.
    static void join(std::optional<double>& first, const std::optional<double>& other)
    {
        if (first)
            first = other ? std::optional(*first + *other) : std::nullopt;
    }

    ParcelTable& table_;
    bool keep_deeds_, keep_land_;
    ProblemTally& tally_;
    ParcelKeys places_;
    std::vector<std::uint32_t> joined_;
    std::int64_t rows_{};
};

void count_text(const TextReport& report, ProblemTally& tally)
{
    if (report.guessed > 0)
        tally.add("parcel.text.encoding_guessed", "declared " + report.encoding + " by " + report.decided_by,
                  report.guessed);
    if (report.cut > 0)
        tally.add("parcel.text.cut", "", report.cut);
}

/// The cadastre opened, with the CRS of its shapes.
struct Cadastre {
    std::unique_ptr<FeatureSource> source;
    Crs crs;
};

Cadastre open_cadastre(const DataAccess& data, const City& city, const TableSource& table, const ParcelColumns& columns,
                       std::optional<KeyFilter> only)
{
    Cadastre cadastre{data.open_features({.source = table.source,
                                          .layer = table.layer,
                                          .fields = columns.names,
                                          .encoding = table.encoding,
                                          .area = {},
                                          .only = std::move(only)}),
                      {}};
    cadastre.crs = declared_crs(*cadastre.source, table, city, "cadastre");
    if (!cadastre.crs.known())
        throw Error(ErrorKind::UnreadableInput,
                    cadastre.source->name() +
                        ": the parcel layer has no coordinate reference system; write the one it was drawn in under "
                        "[cadastre], for example crs = \"EPSG:32638\" (but old national maps are ED50(ED77), about "
                        "180 m away)");
    return cadastre;
}

} // namespace

ParcelTable read_parcels(const DataAccess& data, const City& city, const Crs& working, const RunOptions& run,
                         ProblemTally& tally)
{
    const TableSource cadastre = with_profile(data, *city.cadastre, cadastre_profiles());
    const ParcelColumns columns = columns_of(cadastre);
    const auto [source, crs] = open_cadastre(data, city, cadastre, columns, {});
    ParcelTable table;
    table.source_crs = crs;
    if (const std::int64_t rows = source->count(); rows > 0)
        table.parcels.reserve(static_cast<std::size_t>(std::min(rows, most_reserved_rows)));
    ToolsPerThread tools(tools_for(crs, working));
    ParcelCollector collect(table, columns, tally);
    map_features(*source, run, ParcelReader(columns, tools),
                 [&](std::vector<ParcelRow> rows) { collect(std::move(rows)); });
    collect.finish(working);
    if (collect.rows() == 0)
        throw Error(ErrorKind::UnreadableInput,
                    source->name() + ": the parcel layer is empty; give the layer that holds the parcels");
    if (const auto sign = impossible_numbers(table.source_bounds, crs); sign)
        throw Error(ErrorKind::IncompatibleInput,
                    source->name() + ": " + std::string(problem_kind(sign->code).message) + " (" + sign->detail + ")");
    if (table.parcels.empty())
        throw Error(ErrorKind::UnreadableInput,
                    source->name() + ": none of its " + std::to_string(collect.rows()) +
                        " rows has a polygon; build polygons from the drawing's lines first");
    count_text(source->text_report(), tally);
    return table;
}

std::uint64_t hash_of_key(std::string_view key)
{
    return std::hash<std::string_view>{}(key);
}

std::vector<ParcelCodes> read_parcel_codes(const DataAccess& data, const City& city, const RunOptions& run)
{
    const TableSource cadastre = with_profile(data, *city.cadastre, cadastre_profiles());
    ParcelColumns columns;
    columns.names.push_back(cadastre.field("id"));
    if (const std::string old = cadastre.field("old_code"); !old.empty()) {
        columns.old_code = 1;
        columns.names.push_back(old);
    }
    const auto source = data.open_features({.source = cadastre.source,
                                            .layer = cadastre.layer,
                                            .fields = columns.names,
                                            .encoding = cadastre.encoding,
                                            .area = {},
                                            .geometry = false});
    std::vector<ParcelCodes> all;
    if (const std::int64_t rows = source->count(); rows > 0)
        all.reserve(static_cast<std::size_t>(std::min(rows, most_reserved_rows)));
    map_features(
        *source, run,
        [&](std::vector<Feature>& features, std::int64_t first) {
            std::vector<ParcelCodes> codes;
            codes.reserve(features.size());
            for (Feature& feature : features) {
                ParcelRow row;
                row.number = first + static_cast<std::int64_t>(codes.size());
                ParcelCodes& one = codes.emplace_back();
                one.id = as_text(feature.values[0]);
                read_codes(feature, columns, row, row.parcel);
                one.key = hash_of_key(row.parcel.key);
                for (const std::string& old : row.parcel.old_keys)
                    one.old_keys.push_back(hash_of_key(old));
            }
            return codes;
        },
        [&](std::vector<ParcelCodes> codes) { std::move(codes.begin(), codes.end(), std::back_inserter(all)); });
    return all;
}

std::optional<ParcelTable> read_parcels_of(const DataAccess& data, const City& city, const Crs& working,
                                           const std::vector<std::string>& ids, std::size_t rows)
{
    const TableSource cadastre = with_profile(data, *city.cadastre, cadastre_profiles());
    const ParcelColumns columns = columns_of(cadastre);
    const auto [source, crs] = open_cadastre(data, city, cadastre, columns, KeyFilter{columns.names.front(), ids});
    std::vector<Feature> features;
    for (Feature feature; source->next(feature);)
        features.push_back(std::move(feature));
    if (features.size() != rows)
        return std::nullopt;
    // An index of the source by ids would give them in its own order.
    std::sort(features.begin(), features.end(), [](const Feature& a, const Feature& b) { return a.fid < b.fid; });
    ParcelTable table;
    table.source_crs = crs;
    ToolsPerThread tools(tools_for(crs, working));
    const std::string& name = source->name();
    std::vector<ParcelRow> read = naming(name, [&] { return ParcelReader(columns, tools)(features, 1); });
    // Such a row is called by its number in the whole table.
    if (std::any_of(read.begin(), read.end(), [](const ParcelRow& row) { return row.id_missing; }))
        return std::nullopt;
    ProblemTally untold("[cadastre]");
    ParcelCollector collect(table, columns, untold);
    collect(std::move(read));
    collect.finish(working);
    if (table.parcels.empty() || impossible_numbers(table.source_bounds, crs))
        return std::nullopt;
    return table;
}

} // namespace didban
