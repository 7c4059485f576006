#include "pipelines/cases/ledger_tables.h"

#include "didban/base/error.h"
#include "didban/base/number_text.h"

namespace didban::ledger_tables {

namespace {

FieldValue to_decimals(const std::optional<double>& v, int decimals)
{
    return v ? FieldValue(rounded(*v, decimals)) : FieldValue();
}

std::vector<std::string> words(const std::string& text)
{
    std::vector<std::string> list;
    std::string word;
    for (const char c : text + " ") {
        if (c != ' ' && c != ',') {
            word += c;
        } else if (!word.empty()) {
            list.push_back(word);
            word.clear();
        }
    }
    return list;
}

Date day(const std::string& text, const std::string& ledger, const std::string& place)
{
    if (const auto date = Date::parse_iso(text))
        return *date;
    throw Error(ErrorKind::UnreadableInput, ledger + ": an observation of " + place + " has the day \"" + text +
                                                "\", which is none; repair that row");
}

} // namespace

TableSpec cases_table(const Crs& crs)
{
    TableSpec table{{cases_name, crs, {}, LayerSpec::Kind::MultiPolygon},
                    case_columns_before_the_chain,
                    {{"case_id"}, {"parcel_key"}}};
    for (const CaseColumn& column : case_columns())
        table.layer.fields.push_back({std::string(column.name), column.number ? FieldType::Real : FieldType::Text});
    return table;
}

TableSpec observations_table()
{
    using enum FieldType;
    return {{observations_name,
             Crs(),
             {{"parcel_key", Text},
              {"not_before", Text},
              {"not_after", Text},
              {"verdict", Text},
              {"changed_m2", Real},
              {"observed_share", Real},
              {"change_probability", Real},
              {"case_ids", Text},
              {"district", Text},
              {"longitude", Real},
              {"latitude", Real},
              {"area_m2", Real}},
             LayerSpec::Kind::None},
            8,
            {{"parcel_key"}, {"not_before", "not_after"}}};
}

TableSpec history_table()
{
    using enum FieldType;
    return {{history_name,
             Crs(),
             {{"case_id", Text},
              {"on", Text},
              {"event", Text},
              {"detail", Text},
              {"number", Integer},
              {"parcel_key", Text},
              {"cause", Text},
              {"run", Text},
              {"reason", Text},
              {"note", Text},
              {"inspector", Text},
              {"changes", Text},
              {"undoes", Integer},
              {"recorded", Text},
              {"previous_hash", Text},
              {"hash", Text},
              {"facts", Text}},
             LayerSpec::Kind::None},
            4,
            {{"case_id"}, {"parcel_key"}, {"run"}}};
}

TableSpec runs_table()
{
    using enum FieldType;
    return {{runs_name,
             Crs(),
             {{"run", Text}, {"not_before", Text}, {"not_after", Text}, {"evidence", Text}},
             LayerSpec::Kind::None},
            4,
            {{"run"}}};
}

TableSpec head_table()
{
    using enum FieldType;
    return {{head_name,
             Crs(),
             {{"format", Integer}, {"events", Integer}, {"last_hash", Text}, {"last_run", Text}},
             LayerSpec::Kind::None},
            4,
            {}};
}

std::vector<std::string> names_of(const LayerSpec& layer)
{
    std::vector<std::string> names;
    for (const FieldSpec& field : layer.fields)
        names.push_back(field.name);
    return names;
}

const FieldValue& NamedRow::value(std::string_view column) const
{
    static const FieldValue none;
    for (std::size_t i = 0; i < columns_.size(); ++i)
        if (columns_[i] == column)
            return feature_.values[i];
    return none;
}

std::optional<double> NamedRow::number(std::string_view column) const
{
    const FieldValue& v = value(column);
    if (const auto* real = std::get_if<double>(&v))
        return *real;
    if (const auto* whole = std::get_if<std::int64_t>(&v))
        return static_cast<double>(*whole);
    return std::nullopt;
}

std::int64_t NamedRow::whole(std::string_view column) const
{
    const auto* found = std::get_if<std::int64_t>(&value(column));
    return found != nullptr ? *found : 0;
}

Feature row_of(const Case& c)
{
    Feature f;
    f.fid = c.row;
    for (const CaseColumn& column : case_columns())
        f.values.push_back(column.get(c));
    f.geometry.polygons = c.shape;
    f.geometry.null = c.shape.empty();
    return f;
}

Case case_of(const NamedRow& row, const std::string& ledger)
{
    Case c;
    c.row = row.feature().fid;
    c.shape = row.feature().geometry.polygons;
    const std::string id = row.text("case_id");
    for (const CaseColumn& column : case_columns())
        if (!column.set(c, row.value(column.name)))
            throw Error(ErrorKind::UnreadableInput,
                        ledger + ": case " + id + " has \"" + row.text(column.name) + "\" in the column " +
                            std::string(column.name) +
                            ", which means nothing there; repair that row, or put a copy of "
                            "the ledger back");
    return c;
}

Feature row_of(const CaseEvent& e)
{
    Feature f;
    f.values = {e.case_id, e.on,        e.event,   e.detail, e.number,   e.place,         e.cause, e.run,  e.reason,
                e.note,    e.inspector, e.changes, e.undoes, e.recorded, e.previous_hash, e.hash,  e.facts};
    return f;
}

CaseEvent event_of(const NamedRow& row)
{
    CaseEvent e;
    e.case_id = row.text("case_id");
    e.on = row.text("on");
    e.event = row.text("event");
    e.detail = row.text("detail");
    e.number = row.whole("number");
    e.place = row.text("parcel_key");
    e.cause = row.text("cause");
    e.run = row.text("run");
    e.reason = row.text("reason");
    e.note = row.text("note");
    e.inspector = row.text("inspector");
    e.changes = row.text("changes");
    e.undoes = row.whole("undoes");
    e.recorded = row.text("recorded");
    e.previous_hash = row.text("previous_hash");
    e.hash = row.text("hash");
    e.facts = row.text("facts");
    return e;
}

Feature row_of(const ObservationRow& o)
{
    Feature f;
    f.values = {o.parcel_key,
                o.not_before.iso(),
                o.not_after.iso(),
                o.verdict,
                to_decimals(o.changed_m2, 2),
                to_decimals(o.observed_share, 4),
                to_decimals(o.change_probability, 4),
                joined(o.case_ids),
                o.district,
                to_decimals(o.longitude, 7),
                to_decimals(o.latitude, 7),
                to_decimals(o.area_m2, 2)};
    return f;
}

ObservationRow observation_of(const NamedRow& row, const std::string& ledger)
{
    ObservationRow o;
    o.parcel_key = row.text("parcel_key");
    o.not_before = day(row.text("not_before"), ledger, o.parcel_key);
    o.not_after = day(row.text("not_after"), ledger, o.parcel_key);
    o.verdict = row.text("verdict");
    o.changed_m2 = row.number("changed_m2");
    o.observed_share = row.number("observed_share");
    o.change_probability = row.number("change_probability");
    o.case_ids = words(row.text("case_ids"));
    o.district = row.text("district");
    o.longitude = row.number("longitude");
    o.latitude = row.number("latitude");
    o.area_m2 = row.number("area_m2");
    return o;
}

} // namespace didban::ledger_tables
