#include "pipelines/cases/manage_cases.h"

#include "didban/base/clock.h"
#include "didban/base/error.h"
#include "didban/base/text.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace didban {

namespace {

/// 0 = to be visited first.
int gravity(const Case& c)
{
    return c.verdict == Verdict::Suspected ? 0 : c.verdict == Verdict::Unclear ? 1 : 2;
}

void need_ledger(const DataAccess& data, const std::string& path)
{
    if (path.empty())
        throw Error(ErrorKind::Configuration, "the city names no ledger; add ledger = \"ledger.gpkg\" under [city]");
    if (!Ledger::exists(data, path))
        throw Error(ErrorKind::UnreadableInput,
                    (path.rfind("PG:", 0) == 0 ? "the database of [city] ledger" : path) +
                        ": there is no ledger yet; `didban watch` or `didban judge` makes it");
}

std::vector<std::string> chosen(const Ledger& ledger, const CaseChoice& choice)
{
    std::vector<std::string> ids = choice.ids;
    if (ids.empty() && !choice.filter.any())
        throw Error(ErrorKind::Usage, "no case is named; give ids, or options such as --district that choose cases");
    if (!ids.empty() && choice.filter.any())
        throw Error(ErrorKind::Usage, "give ids or options that choose cases, not both");
    if (ids.empty())
        for (const Case& c : cases_that_fit(ledger, choice.filter, choice.clocks))
            ids.push_back(c.case_id);
    if (ids.empty())
        throw Error(ErrorKind::Usage, "no case fits these options; `didban cases CITY list` shows them");
    return ids;
}

/// Lets `act` change each chosen case and chains what it says, in one transaction.
std::vector<std::string> change_cases(const DataAccess& data, const City& city, const std::string& path,
                                      const CaseChoice& choice, const RunOptions& run,
                                      const std::function<CaseEvent(const Ledger&, Case&)>& act)
{
    need_ledger(data, path);
    Ledger ledger(data, path, Crs::parse(city.crs), TableAccess::Write, run);
    const std::vector<std::string> ids = chosen(ledger, choice);
    for (const std::string& id : ids) {
        Case c = ledger.get(id);
        ledger.append(act(ledger, c));
        ledger.upsert(c);
    }
    ledger.commit();
    return ids;
}

/// The last run that changed the case.
std::string last_run_of(const std::vector<CaseEvent>& events)
{
    for (auto e = events.rbegin(); e != events.rend(); ++e)
        if (!e->run.empty())
            return e->run;
    return "";
}

} // namespace

bool CaseFilter::any() const
{
    return !state.empty() || !verdict.empty() || !district.empty() || !violation.empty() || !permit.empty() ||
           !parcel.empty() || seen_from || seen_to || overdue;
}

Ledger read_ledger(const DataAccess& data, const City& city, const std::string& path, const RunOptions& run)
{
    need_ledger(data, path);
    return {data, path, Crs::parse(city.crs), TableAccess::Read, run};
}

CaseClocks clocks_of(const City& city, const Date& today)
{
    return {city.case_rules, city.calendar, today};
}

std::vector<Case> cases_that_fit(const Ledger& ledger, const CaseFilter& filter, const CaseClocks& clocks)
{
    const auto fits = [](const std::string& wanted, std::string_view value) {
        return wanted.empty() || wanted == value;
    };
    std::vector<Case> cases = ledger.cases();
    const auto late = [&](const Case& c) {
        const auto next = clocks.next(c);
        return next && clocks.overdue(*next);
    };
    std::erase_if(cases, [&](const Case& c) {
        return !fits(filter.state, name(c.state)) || !fits(filter.verdict, name(c.verdict)) ||
               !fits(filter.district, c.district) || !fits(filter.permit, c.permit_id) ||
               !fits(filter.parcel, c.parcel_id) || (filter.seen_from && c.first_seen < *filter.seen_from) ||
               (filter.seen_to && c.first_seen > *filter.seen_to) || (filter.overdue && !late(c)) ||
               (!filter.violation.empty() &&
                std::find(c.violations.begin(), c.violations.end(), filter.violation) == c.violations.end());
    });
    std::stable_sort(cases.begin(), cases.end(), [](const Case& a, const Case& b) {
        return std::make_tuple(!is_open(a), gravity(a), -a.area_m2) <
               std::make_tuple(!is_open(b), gravity(b), -b.area_m2);
    });
    return cases;
}

Date today_utc()
{
    return this_second().date_at();
}

Date last_day_begun()
{
    constexpr int first_zone_minutes = 14 * 60; // Kiribati
    return this_second().date_at(first_zone_minutes);
}

std::string now_utc()
{
    return this_second().iso();
}

std::vector<Case> list_cases(const DataAccess& data, const City& city, const std::string& path,
                             const CaseFilter& filter, const CaseClocks& clocks, const RunOptions& run)
{
    return cases_that_fit(read_ledger(data, city, path, run), filter, clocks);
}

CaseDossier show_case(const DataAccess& data, const City& city, const std::string& path, const std::string& case_id,
                      const RunOptions& run)
{
    const Ledger ledger = read_ledger(data, city, path, run);
    CaseDossier out{ledger.get(case_id), {}, {}, "[]", ledger.events_of(case_id)};
    if (!out.now.shape.empty()) {
        const Point p = Transform(Crs::parse(city.crs), Crs::wgs84())(centroid(out.now.shape));
        out.longitude = p.x;
        out.latitude = p.y;
    }
    if (const std::optional<Ledger::Run> seen_by = ledger.run(last_run_of(out.history)))
        out.evidence = seen_by->evidence;
    return out;
}

std::vector<CaseNews> new_cases(const DataAccess& data, const City& city, const std::string& path,
                                const RunOptions& run)
{
    const Ledger ledger = read_ledger(data, city, path, run);
    const std::string last = ledger.head() ? ledger.head()->last_run : "";
    std::vector<CaseNews> news;
    for (CaseEvent& e : last.empty() ? std::vector<CaseEvent>() : ledger.events_of_run(last)) {
        Case now = ledger.get(e.case_id);
        news.push_back({std::move(e), std::move(now)});
    }
    return news;
}

std::vector<std::string> decide_cases(const DataAccess& data, const City& city, const std::string& path,
                                      const CaseChoice& choice, Decision decision, const RunOptions& run)
{
    decision.recorded = now_utc();
    return change_cases(data, city, path, choice, run,
                        [&](const Ledger&, Case& c) { return decide(c, decision, last_day_begun()); });
}

const LegalStep& step_named(const City& city, const std::string& name)
{
    if (const LegalStep* const step = city.case_rules.find(name))
        return *step;
    const std::string near = text::nearest(name, city.case_rules.names());
    throw Error(ErrorKind::Usage, "there is no step \"" + name + "\" that a case takes" +
                                      (near.empty() ? "" : "; did you mean " + near + "?"));
}

std::vector<std::string> step_cases(const DataAccess& data, const City& city, const std::string& path,
                                    const CaseChoice& choice, const std::string& step, Decision decision,
                                    const RunOptions& run)
{
    const LegalStep& taken = step_named(city, step);
    decision.recorded = now_utc();
    return change_cases(data, city, path, choice, run,
                        [&](const Ledger&, Case& c) { return take_step(c, taken, decision, last_day_begun()); });
}

std::vector<std::string> undo_decisions(const DataAccess& data, const City& city, const std::string& path,
                                        const CaseChoice& choice, Decision by, const RunOptions& run)
{
    by.recorded = now_utc();
    return change_cases(data, city, path, choice, run,
                        [&](const Ledger& ledger, Case& c) { return undo(c, ledger.events_of(c.case_id), by); });
}

LedgerCheck verify_ledger(const DataAccess& data, const City& city, const std::string& path,
                          const std::string& known_hash, const RunOptions& run)
{
    const Ledger ledger = read_ledger(data, city, path, run);
    if (!ledger.head())
        return {ledger.name(), false, {}, {}};
    ChainCheck chain;
    std::map<std::string, std::string> state_of; // by the events that tell of a state
    std::set<std::string> told_of;
    bool known = known_hash.empty();
    ledger.each_event([&](const CaseEvent& e) {
        chain.line(e);
        known = known || e.hash == known_hash;
        if (const auto state = changed_to(e.changes, "state"))
            state_of[e.case_id] = *state;
        else if (told_of.count(e.case_id) == 0 && !e.changes.empty()) // what opens a case makes it wait
            state_of[e.case_id] = name(CaseState::Detected);
        told_of.insert(e.case_id);
    });
    std::vector<std::string> faults = chain.finish(ledger.head()->chain);
    if (!known)
        faults.push_back("the hash " + known_hash + " stands nowhere in the chain");
    for (const Case& c : ledger.cases()) {
        const auto told = state_of.find(c.case_id);
        if (told_of.count(c.case_id) == 0)
            faults.push_back("case " + c.case_id + " stands among the cases, and no event tells of it");
        else if (told != state_of.end() && told->second != name(c.state))
            faults.push_back("case " + c.case_id + " is " + std::string(name(c.state)) +
                             " among the cases, and its history makes it " + told->second);
    }
    return {ledger.name(), true, std::move(faults), chain.read()};
}

} // namespace didban
