#include "pipelines/cases/case_files.h"

#include "didban/base/error.h"
#include "didban/base/output_path.h"
#include "didban/base/renovation_code.h"
#include "didban/geo/crs.h"
#include "didban/report/case_table.h"
#include "pipelines/cases/attachments.h"
#include "pipelines/cases/table_row.h"

#include <algorithm>
#include <array>
#include <filesystem>

namespace didban {

namespace {

/// What a row says: a decision of the program, or a step of the city.
struct Said {
    Decision decision;
    const LegalStep* step{}; ///< nullptr: the decision's kind counts
    [[nodiscard]] std::string event() const { return step ? "step" : std::string(name(decision.kind)); }
};

std::optional<Decision::Kind> kind_of(const TableRow& row)
{
    using enum Decision::Kind;
    constexpr std::array<std::pair<const char*, Decision::Kind>, 3> words{
        {{"confirm", Confirm}, {"dismiss", Dismiss}, {"close", Close}}};
    const std::string said = row.text("decision");
    for (const auto& [verb, kind] : words)
        if (said == verb || said == name(kind))
            return kind;
    return std::nullopt;
}

VisitFacts visit_facts_of(const TableRow& row, const std::string& folder)
{
    VisitFacts facts;
    facts.hours = row.number("hours");
    try {
        facts.files = attachments(file_names(row.text("files")), folder);
        check_hours(facts.hours);
    } catch (const Error& e) {
        row.fail(e.what());
    }
    return facts;
}

Said said_of(const TableRow& row, const City& city, const std::string& folder, const std::string& recorded)
{
    Said said;
    Decision& d = said.decision;
    const std::string word = row.text("decision");
    const bool control = row.text("case_id").empty();
    if (const auto kind = kind_of(row))
        d.kind = *kind;
    else if (const LegalStep* const step = city.case_rules.find(word); step != nullptr && !control)
        said.step = step;
    else
        row.fail("decision is \"" + word + "\"; write confirmed, dismissed or closed" +
                 (control ? "" : ", or a step such as stopped"));
    if (said.step)
        d.reason = said.step->name;
    else if (d.kind == Decision::Kind::Dismiss)
        d.reason = row.text("reason");
    d.facts = visit_facts_of(row, folder);
    d.note = row.text("note");
    d.inspector = row.text("inspector");
    d.on = row.day().value_or(today_utc());
    d.cause = "import";
    d.recorded = recorded;
    return said;
}

/// Whether the history tells this decision already; a row that leaves its day open is told by any day.
bool told(const std::vector<CaseEvent>& events, const Said& said, bool any_day)
{
    const Decision& d = said.decision;
    return std::any_of(events.begin(), events.end(), [&](const CaseEvent& e) {
        return e.event == said.event() && e.reason == d.reason && e.note == d.note && (any_day || e.on == d.on.iso());
    });
}

/// The outcome of a visit to a parcel that has no case. False: it is known.
bool keep_control(Ledger& ledger, const TableRow& row, const Said& said)
{
    const Decision& d = said.decision;
    const std::string parcel = row.text("parcel_id"), key = parcel_key(parcel);
    if (ledger.observations_of({key}).empty())
        row.fail("no run has seen a parcel \"" + parcel + "\"");
    if (d.on > last_day_begun())
        row.fail("the day " + d.on.iso() + " lies in the future; give the day of the visit");
    if (told(ledger.control_outcomes_of(key), said, row.text("on").empty()))
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
    e.facts = facts_text(d.facts);
    e.recorded = d.recorded;
    ledger.append(std::move(e));
    return true;
}

/// False: the case is as the row says.
bool keep_decision(Ledger& ledger, const TableRow& row, const Said& said)
{
    const std::string id = row.text("case_id");
    std::optional<Case> c = ledger.find(id);
    if (!c)
        row.fail("there is no case \"" + id + "\" in the ledger");
    if (told(ledger.events_of(id), said, row.text("on").empty()))
        return false;
    try {
        ledger.append(said.step ? take_step(*c, *said.step, said.decision, last_day_begun())
                                : decide(*c, said.decision, last_day_begun()));
    } catch (const Error& e) {
        row.fail(e.what());
    }
    ledger.upsert(*c);
    return true;
}

} // namespace

std::size_t export_cases(const DataAccess& data, const City& city, const std::string& path, const CaseFilter& filter,
                         const CaseClocks& clocks, const std::string& file, const RunOptions& run)
{
    check_not_an_input(file, {path});
    const Crs crs = Crs::parse(city.crs);
    const std::vector<Case> cases = cases_that_fit(read_ledger(data, city, path, run), filter, clocks);
    write_case_table(data, cases, clocks, crs, file);
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
    const std::string recorded = now_utc(), folder = std::filesystem::path(file).parent_path().string();
    ImportedCases out;
    Feature feature;
    for (std::size_t n = 1; source->next(feature); ++n) {
        const TableRow row(source->name() + ", row " + std::to_string(n), source->fields(), feature);
        const bool control = row.text("case_id").empty();
        if (row.text("decision").empty() || (control && row.text("parcel_id").empty())) {
            ++out.undecided;
            continue;
        }
        const Said said = said_of(row, city, folder, recorded);
        const bool fresh = control ? keep_control(ledger, row, said) : keep_decision(ledger, row, said);
        ++(fresh ? out.decided : out.repeated);
    }
    if (out.decided > 0)
        ledger.commit();
    return out;
}

} // namespace didban
