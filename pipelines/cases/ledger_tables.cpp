#include "pipelines/cases/ledger_tables.h"

#include "didban/base/error.h"

#include <cmath>

namespace didban::ledger_tables {

namespace {

double number_of(const FieldValue& v)
{
    if (const auto* real = std::get_if<double>(&v))
        return *real;
    if (const auto* whole = std::get_if<std::int64_t>(&v))
        return static_cast<double>(*whole);
    return 0;
}

Date date_of(const FieldValue& v, const std::string& case_id)
{
    const auto date = Date::parse_iso(as_text(v));
    if (!date)
        throw Error(ErrorKind::UnreadableInput, "the ledger's case " + case_id + " has no valid date (\"" + as_text(v) +
                                                    "\"); repair that row or start a new ledger");
    return *date;
}

FieldValue rounded(const std::optional<double>& v, double scale)
{
    return v ? FieldValue(std::round(*v * scale) / scale) : FieldValue();
}

} // namespace

const std::vector<FieldSpec>& case_fields()
{
    using enum FieldType;
    static const std::vector<FieldSpec> fields{
        {"case_id", Text},    {"parcel_key", Text}, {"parcel_id", Text}, {"district", Text}, {"state", Text},
        {"not_before", Text}, {"first_seen", Text}, {"last_seen", Text}, {"verdict", Text},  {"violations", Text},
        {"change", Text},     {"area_m2", Real},    {"permit_id", Text}, {"note", Text}};
    return fields;
}

const std::vector<FieldSpec>& observation_fields()
{
    using enum FieldType;
    static const std::vector<FieldSpec> fields{
        {"parcel_key", Text}, {"not_before", Text},     {"not_after", Text},          {"verdict", Text},
        {"changed_m2", Real}, {"observed_share", Real}, {"change_probability", Real}, {"case_ids", Text}};
    return fields;
}

const std::vector<FieldSpec>& history_fields()
{
    using enum FieldType;
    static const std::vector<FieldSpec> fields{{"case_id", Text}, {"on", Text}, {"event", Text}, {"detail", Text}};
    return fields;
}

Feature row_of(const Case& c)
{
    Feature f;
    f.values = {
        c.case_id,         c.place,   c.parcel_id,  c.district, c.state,   c.not_before.iso(), c.first_seen.iso(),
        c.last_seen.iso(), c.verdict, c.violations, c.change,   c.area_m2, c.permit_id,        c.note};
    f.geometry.polygons = c.shape;
    f.geometry.null = c.shape.empty();
    return f;
}

Case case_of(const Feature& row)
{
    const auto text = [&](std::size_t i) { return as_text(row.values[i]); };
    Case c;
    c.case_id = text(0);
    c.place = text(1);
    c.parcel_id = text(2);
    c.district = text(3);
    c.state = text(4);
    c.not_before = date_of(row.values[5], c.case_id);
    c.first_seen = date_of(row.values[6], c.case_id);
    c.last_seen = date_of(row.values[7], c.case_id);
    c.verdict = text(8);
    c.violations = text(9);
    c.change = text(10);
    c.area_m2 = number_of(row.values[11]);
    c.permit_id = text(12);
    c.note = text(13);
    c.shape = row.geometry.polygons;
    return c;
}

Feature row_of(const Parcel& parcel, const ParcelVerdict& verdict, const Period& period)
{
    std::string ids;
    for (const std::string& id : verdict.case_ids)
        ids += (ids.empty() ? "" : " ") + id;
    Feature f;
    f.values = {parcel.key,
                period.not_before.iso(),
                period.not_after.iso(),
                std::string(name(verdict.verdict)),
                rounded(verdict.changed_m2, 100),
                rounded(verdict.observed_share, 1e4),
                rounded(verdict.change_probability, 1e4),
                ids};
    return f;
}

} // namespace didban::ledger_tables
