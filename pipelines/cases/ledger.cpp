#include "pipelines/cases/ledger.h"

#include "didban/base/error.h"
#include "didban/base/text.h"

#include <algorithm>
#include <chrono>
#include <ctime>
#include <filesystem>
#include <unistd.h>
#include <unordered_map>

namespace didban {

namespace {

namespace fs = std::filesystem;
using namespace ledger_tables;

/// 3 did not say what a case was seen by; 2 had neither facts nor the steps and addresses of cases.
constexpr std::int64_t format = 4;

bool in_database(const std::string& path)
{
    return path.rfind("PG:", 0) == 0;
}

/// Those of `wanted` that are there.
std::vector<std::string> common(const LayerSpec& wanted, const std::vector<std::string>& there)
{
    std::vector<std::string> names;
    for (const FieldSpec& field : wanted.fields)
        if (std::find(there.begin(), there.end(), field.name) != there.end())
            names.push_back(field.name);
    return names;
}

std::string stamp_now()
{
    const std::time_t now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
    std::tm utc{};
    gmtime_r(&now, &utc);
    char text[24];
    std::strftime(text, sizeof text, "%Y%m%dT%H%M%S", &utc);
    return text;
}

const TableStores& stores_of(const DataAccess& data)
{
    const auto* stores = dynamic_cast<const TableStores*>(&data);
    if (stores == nullptr)
        throw Error(ErrorKind::Internal, "this access to data keeps no ledgers");
    return *stores;
}

Patience patience_of(const RunOptions& run, const std::string& name)
{
    Patience p;
    p.stop = run.stop;
    p.waiting = [log = run.log, name] { log.info("waiting: another process is writing to " + name); };
    return p;
}

std::string shown(const std::string& path)
{
    return in_database(path) ? "the ledger's database" : path;
}

} // namespace

bool Ledger::exists(const DataAccess& data, const std::string& path)
{
    if (!in_database(path))
        return fs::exists(path);
    const auto names = data.layers(path);
    return std::find(names.begin(), names.end(), cases_name) != names.end();
}

Ledger::Ledger(const DataAccess& data, const std::string& path, const Crs& crs, TableAccess access,
               const RunOptions& run)
    : crs_(crs), cases_table_(ledger_tables::cases_table(crs)), history_table_(ledger_tables::history_table()),
      observations_table_(ledger_tables::observations_table()), head_table_(ledger_tables::head_table())
{
    const bool fresh = access == TableAccess::Write && !in_database(path) && !fs::exists(path);
    tables_ = stores_of(data).open_tables(path, access, {cases_table_.layer}, patience_of(run, shown(path)));
    const bool no_cases = tables_->columns(cases_name).empty();
    if (no_cases && !fresh && !(in_database(path) && access == TableAccess::Write))
        throw Error(ErrorKind::UnreadableInput, name() +
                                                    ": is no ledger (it has no layer \"cases\"); name another file "
                                                    "under [city] ledger or remove this one");
    if (!no_cases)
        if (const Crs there = tables_->crs(cases_name); there.known() && !(there == crs))
            throw Error(ErrorKind::UnreadableInput, name() + ": the ledger is in " + there.name() +
                                                        ", the city works in " + crs.name() +
                                                        "; keep one ledger per working CRS");
    read_head();
    if (access == TableAccess::Write && !head_)
        bring_up_to_date();
    else if (access == TableAccess::Write && format_there_ < format)
        for (const TableSpec& table : {cases_table_, observations_table_, history_table_})
            tables_->ensure(table);
    case_columns_ = common(cases_table_.layer, tables_->columns(cases_name));
    history_columns_ = common(history_table_.layer, tables_->columns(history_name));
    observation_columns_ = common(observations_table_.layer, tables_->columns(observations_name));
}

void Ledger::read_head()
{
    if (tables_->columns(head_name).empty())
        return;
    const std::vector<std::string> columns = names_of(head_table_.layer);
    tables_->read({.table = head_name, .columns = columns}, [&](const Feature& f) {
        const NamedRow row(columns, f);
        format_there_ = row.whole("format");
        if (format_there_ > format)
            throw Error(ErrorKind::UnreadableInput, name() +
                                                        ": was written by a newer version of this program (format " +
                                                        std::to_string(format_there_) + "); use that one");
        head_ = LedgerHead{{row.whole("events"), row.text("last_hash")}, row.text("last_run")};
        head_row_ = f.fid;
    });
}

void Ledger::bring_up_to_date()
{
    if (!tables_->columns(cases_name).empty() && !tables_->columns(history_name).empty())
        (void)tables_->back_up(stamp_now(), {cases_name, history_name});
    for (const TableSpec& table : {cases_table_, observations_table_, history_table_, runs_table(), head_table_})
        tables_->ensure(table);
    history_columns_ = names_of(history_table_.layer);
    head_ = LedgerHead{};
    chain_old_lines();
    Feature row;
    row.values = {format, head_->chain.count, head_->chain.hash, head_->last_run};
    tables_->insert(head_table_.layer, row);
    read_head();
}

/// Lines of the old format told only case, day, event and one text: the reason of a dismissal, or else a note.
void Ledger::chain_old_lines()
{
    std::vector<std::pair<CaseEvent, std::int64_t>> lines;
    read_events({}, [&](const CaseEvent& e, std::int64_t row) { lines.emplace_back(e, row); });
    for (auto& [event, row] : lines) {
        const auto& reasons = dismissal_reasons();
        const bool reason = std::find(reasons.begin(), reasons.end(), event.detail) != reasons.end();
        if (event.event == "dismissed" && reason)
            event.reason = event.detail;
        else if (event.event != "detected")
            event.note = event.detail;
        event.number = ++head_->chain.count;
        event.previous_hash = head_->chain.hash;
        event.hash = head_->chain.hash = event_hash(event);
        Feature f = row_of(event);
        f.fid = row;
        tables_->update(history_table_.layer, f);
    }
}

void Ledger::each_case(TableQuery query, const std::function<void(Case)>& use) const
{
    query.table = cases_name;
    query.columns = case_columns_;
    query.geometry = true;
    tables_->read(query, [&](const Feature& f) { use(case_of(NamedRow(case_columns_, f), name())); });
}

std::vector<Case> Ledger::cases() const
{
    std::vector<Case> all;
    each_case({}, [&](Case c) { all.push_back(std::move(c)); });
    return all;
}

std::vector<Case> Ledger::cases_on(const std::vector<std::string>& parcel_keys) const
{
    std::vector<Case> all;
    TableQuery query;
    query.only = KeyFilter{"parcel_key", parcel_keys};
    each_case(query, [&](Case c) { all.push_back(std::move(c)); });
    return all;
}

std::optional<Case> Ledger::find(const std::string& case_id) const
{
    std::optional<Case> found;
    TableQuery query;
    query.equal = {{"case_id", case_id}};
    each_case(query, [&](Case c) { found = std::move(c); });
    return found;
}

Case Ledger::get(const std::string& case_id) const
{
    if (std::optional<Case> c = find(case_id))
        return *std::move(c);
    std::vector<std::string> ids;
    const TableQuery all_ids{.table = cases_name, .columns = {"case_id"}};
    tables_->read(all_ids, [&](const Feature& f) { ids.push_back(as_text(f.values[0])); });
    const std::string near = text::nearest(case_id, ids);
    throw Error(ErrorKind::Usage,
                "no case " + case_id + " in the ledger" +
                    (near.empty() ? "; `didban cases CITY list` shows them" : "; did you mean " + near + "?"));
}

void Ledger::read_events(TableQuery query, const std::function<void(const CaseEvent&, std::int64_t row)>& use) const
{
    if (history_columns_.empty())
        return;
    query.table = history_name;
    query.columns = history_columns_;
    tables_->read(query, [&](const Feature& f) { use(event_of(NamedRow(history_columns_, f)), f.fid); });
}

std::vector<CaseEvent> Ledger::events_where(const std::string& column, const std::string& value) const
{
    std::vector<CaseEvent> events;
    if (std::find(history_columns_.begin(), history_columns_.end(), column) == history_columns_.end())
        return events;
    TableQuery query;
    query.equal = {{column, value}};
    read_events(query, [&](const CaseEvent& e, std::int64_t) { events.push_back(e); });
    return events;
}

std::vector<CaseEvent> Ledger::events_of(const std::string& case_id) const
{
    return events_where("case_id", case_id);
}

std::vector<CaseEvent> Ledger::events_of_run(const std::string& run_key) const
{
    return events_where("run", run_key);
}

void Ledger::each_event(const std::function<void(const CaseEvent&)>& use) const
{
    read_events({}, [&](const CaseEvent& e, std::int64_t) { use(e); });
}

std::vector<CaseEvent> Ledger::control_outcomes_of(const std::string& parcel_key) const
{
    std::vector<CaseEvent> events = events_where("parcel_key", parcel_key);
    std::erase_if(events, [](const CaseEvent& e) { return !e.case_id.empty(); });
    return events;
}

std::optional<Ledger::Run> Ledger::run(const std::string& run_key) const
{
    std::optional<Run> found;
    if (tables_->columns(runs_name).empty())
        return found;
    TableQuery query{.table = runs_name, .columns = {"run", "not_before", "not_after", "evidence"}};
    query.equal = {{"run", run_key}};
    tables_->read(query, [&](const Feature& f) {
        found = Run{as_text(f.values[0]), as_text(f.values[1]), as_text(f.values[2]), as_text(f.values[3])};
    });
    return found;
}

void Ledger::note_run(const Run& run)
{
    head_->last_run = run.key;
    if (this->run(run.key))
        return;
    Feature row;
    row.values = {run.key, run.not_before, run.not_after, run.evidence};
    tables_->insert(runs_table().layer, row);
}

std::vector<Ledger::Observation> Ledger::observations_of(const std::vector<std::string>& parcel_keys) const
{
    std::vector<Observation> all;
    if (observation_columns_.empty())
        return all;
    TableQuery query{.table = observations_name, .columns = observation_columns_};
    query.only = KeyFilter{"parcel_key", parcel_keys};
    tables_->read(query,
                  [&](const Feature& f) { all.push_back(observation_of(NamedRow(observation_columns_, f), name())); });
    return all;
}

void Ledger::each_observation(const std::function<void(const Observation&)>& use) const
{
    if (observation_columns_.empty())
        return;
    tables_->read({.table = observations_name, .columns = observation_columns_},
                  [&](const Feature& f) { use(observation_of(NamedRow(observation_columns_, f), name())); });
}

void Ledger::each_parcel_observed(const std::function<void(const std::vector<Observation>&)>& use) const
{
    if (observation_columns_.empty())
        return;
    std::vector<Observation> of_one;
    const TableQuery query{.table = observations_name, .columns = observation_columns_, .order = {"parcel_key"}};
    tables_->read(query, [&](const Feature& f) {
        Observation o = observation_of(NamedRow(observation_columns_, f), name());
        if (!of_one.empty() && of_one.front().parcel_key != o.parcel_key) {
            use(of_one);
            of_one.clear();
        }
        of_one.push_back(std::move(o));
    });
    if (!of_one.empty())
        use(of_one);
}

void Ledger::append(CaseEvent event)
{
    event.number = head_->chain.count + 1;
    event.previous_hash = head_->chain.hash;
    event.hash = event_hash(event);
    tables_->insert(history_table_.layer, row_of(event));
    head_->chain = {event.number, event.hash};
}

void Ledger::upsert(const Case& c)
{
    if (c.row == 0)
        tables_->insert(cases_table_.layer, row_of(c));
    else
        tables_->update(cases_table_.layer, row_of(c));
}

void Ledger::observe(const Period& period, const std::vector<Observation>& observations)
{
    using Rows = std::unordered_multimap<std::string, Feature>;
    std::map<Period, Rows> stored;
    const auto rows_of = [&](const Period& dates) -> Rows& {
        const auto [entry, fresh] = stored.try_emplace(dates);
        if (fresh) {
            TableQuery query{.table = observations_name, .columns = names_of(observations_table_.layer)};
            query.equal = {{"not_before", dates.not_before.iso()}, {"not_after", dates.not_after.iso()}};
            tables_->read(query, [&](const Feature& f) { entry->second.emplace(as_text(f.values[0]), f); });
        }
        return entry->second;
    };
    (void)rows_of(period);
    for (const Observation& o : observations) {
        Feature row = row_of(o);
        Rows& known = rows_of({o.not_before, o.not_after});
        const auto found = known.find(o.parcel_key);
        if (found == known.end()) {
            tables_->insert(observations_table_.layer, row);
            continue;
        }
        row.fid = found->second.fid;
        if (row.values != found->second.values)
            tables_->update(observations_table_.layer, row);
        known.erase(found);
    }
    for (const auto& [key, gone] : stored.at(period))
        tables_->erase(observations_name, gone.fid);
}

void Ledger::commit()
{
    Feature row;
    row.fid = head_row_;
    row.values = {format, head_->chain.count, head_->chain.hash, head_->last_run};
    tables_->update(head_table_.layer, row);
    tables_->commit();
}

bool can_write_ledger(const std::string& path)
{
    if (in_database(path))
        return true;
    const fs::path file(path);
    const fs::path folder = file.has_parent_path() ? file.parent_path() : fs::path(".");
    if (fs::exists(file) && ::access(file.c_str(), W_OK) != 0)
        return false;
    return ::access(folder.c_str(), W_OK) == 0;
}

} // namespace didban
