#include "pipelines/cases/case_files.h"

#include "didban/base/error.h"
#include "didban/base/jalali.h"
#include "didban/base/output_path.h"
#include "didban/base/renovation_code.h"
#include "didban/geo/crs.h"
#include "didban/report/case_table.h"

#include <algorithm>
#include <array>

namespace didban {

namespace {

std::string trimmed(const std::string& text)
{
    const auto from = text.find_first_not_of(" \t\r\n"), to = text.find_last_not_of(" \t\r\n");
    return from == std::string::npos ? "" : text.substr(from, to - from + 1);
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

Decision::Kind kind_of(const Row& row)
{
    using enum Decision::Kind;
    constexpr std::array<std::pair<const char*, Decision::Kind>, 3> words{
        {{"confirm", Confirm}, {"dismiss", Dismiss}, {"close", Close}}};
    const std::string said = row.text("decision");
    for (const auto& [verb, kind] : words)
        if (said == verb || said == name(kind))
            return kind;
    row.fail("decision is \"" + said + "\"; write confirmed, dismissed or closed");
}

/// The day a row names; nothing when it leaves it open.
std::optional<Date> day_of(const Row& row)
{
    const std::string said = row.text("on");
    if (said.empty())
        return std::nullopt;
    if (const auto day = Date::parse_iso(said))
        return day;
    if (const auto day = parse_record_date(said, Calendar::Auto))
        return day->date;
    row.fail("on is \"" + said + "\"; write a day as 2026-03-21 or 1405/01/01");
}

Decision decision_of(const Row& row, const std::string& recorded)
{
    Decision d;
    d.kind = kind_of(row);
    if (d.kind == Decision::Kind::Dismiss)
        d.reason = row.text("reason");
    d.note = row.text("note");
    d.inspector = row.text("inspector");
    d.on = day_of(row).value_or(today_utc());
    d.cause = "import";
    d.recorded = recorded;
    return d;
}

/// Whether the history tells this decision already; a row that leaves its day open is told by any day.
bool told(const std::vector<CaseEvent>& events, const Decision& d, bool any_day)
{
    return std::any_of(events.begin(), events.end(), [&](const CaseEvent& e) {
        return e.event == name(d.kind) && e.reason == d.reason && e.note == d.note && (any_day || e.on == d.on.iso());
    });
}

/// The outcome of a visit to a parcel that has no case. False: it is known.
bool keep_control(Ledger& ledger, const Row& row, const Decision& d)
{
    const std::string parcel = row.text("parcel_id"), key = parcel_key(parcel);
    if (ledger.observations_of({key}).empty())
        row.fail("no run has seen a parcel \"" + parcel + "\"");
    if (d.on > last_day_begun())
        row.fail("the day " + d.on.iso() + " lies in the future; give the day of the visit");
    if (told(ledger.control_outcomes_of(key), d, row.text("on").empty()))
        return false;
    CaseEvent e;
    e.place = key;
    e.on = d.on.iso();
    e.event = name(d.kind);
    e.detail = "visit of the control sample" + (d.reason.empty() ? "" : ": " + d.reason);
    e.cause = d.cause;
    e.reason = d.reason;
    e.note = d.note;
    e.inspector = d.inspector;
    e.recorded = d.recorded;
    ledger.append(std::move(e));
    return true;
}

/// False: the case is as the row says.
bool keep_decision(Ledger& ledger, const Row& row, const Decision& d)
{
    const std::string id = row.text("case_id");
    std::optional<Case> c = ledger.find(id);
    if (!c)
        row.fail("there is no case \"" + id + "\" in the ledger");
    if (told(ledger.events_of(id), d, row.text("on").empty()))
        return false;
    try {
        ledger.append(decide(*c, d, last_day_begun()));
    } catch (const Error& e) {
        row.fail(e.what());
    }
    ledger.upsert(*c);
    return true;
}

} // namespace

std::size_t export_cases(const DataAccess& data, const City& city, const std::string& path, const CaseFilter& filter,
                         const std::string& file, const RunOptions& run)
{
    check_not_an_input(file, {path});
    const Crs crs = Crs::parse(city.crs);
    const std::vector<Case> cases = cases_that_fit(read_ledger(data, city, path, run), filter);
    write_case_table(data, cases, crs, file);
    return cases.size();
}

ImportedCases import_cases(const DataAccess& data, const City& city, const std::string& path, const std::string& file,
                           const RunOptions& run)
{
    (void)read_ledger(data, city, path, run); // there must be one: an import makes none
    FeatureQuery query;
    query.source = file;
    query.geometry = false;
    const auto source = data.open_features(query);
    for (const char* column : {"case_id", "decision"})
        if (std::find(source->fields().begin(), source->fields().end(), column) == source->fields().end())
            throw Error(ErrorKind::UnreadableInput, source->name() + ": has no column \"" + std::string(column) +
                                                        "\"; it needs case_id, decision and reason, as `didban cases "
                                                        "CITY export` writes them");
    Ledger ledger(data, path, Crs::parse(city.crs), TableAccess::Write, run);
    const std::string recorded = now_utc();
    ImportedCases out;
    Feature feature;
    for (std::size_t n = 1; source->next(feature); ++n) {
        const Row row(source->name() + ", row " + std::to_string(n), source->fields(), feature);
        const bool control = row.text("case_id").empty();
        if (row.text("decision").empty() || (control && row.text("parcel_id").empty())) {
            ++out.undecided;
            continue;
        }
        const Decision decision = decision_of(row, recorded);
        const bool fresh = control ? keep_control(ledger, row, decision) : keep_decision(ledger, row, decision);
        ++(fresh ? out.decided : out.repeated);
    }
    if (out.decided > 0)
        ledger.commit();
    return out;
}

} // namespace didban
