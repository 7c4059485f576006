#include "pipelines/cases/case_outcomes.h"

#include <set>

namespace didban {

std::map<std::string, CaseOutcome> outcomes_of(const Ledger& ledger)
{
    std::vector<CaseEvent> decisions;
    std::set<std::int64_t> taken_back;
    ledger.each_event([&](const CaseEvent& e) {
        if (e.undoes > 0)
            taken_back.insert(e.undoes);
        else if (!e.case_id.empty() && (e.event == "confirmed" || e.event == "dismissed"))
            decisions.push_back(e);
    });
    std::map<std::string, CaseOutcome> of;
    for (const CaseEvent& e : decisions) {
        if (e.number > 0 && taken_back.count(e.number) > 0)
            continue;
        CaseOutcome& o = of[e.case_id]; // the last word counts, the first day
        o.confirmed = e.event == "confirmed";
        o.dismissed = !o.confirmed;
        o.reason = o.confirmed ? "" : e.number > 0 ? e.reason : e.detail; // lines before the chain have but one text
        o.last_decided = Date::parse_iso(e.on);
        if (!o.decided)
            o.decided = o.last_decided;
        o.sighting = facts_of(e.facts).sighting;
    }
    return of;
}

} // namespace didban
