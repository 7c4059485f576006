#include "didban/report/case_lists.h"

#include "cases/case_json.h"
#include "json_values.h"

namespace didban {

namespace {

std::string line_of(const Case& c, const CaseClocks& clocks)
{
    const std::optional<Deadline> next = clocks.next(c);
    const std::optional<int> age = clocks.age_days(c);
    return c.case_id + "\t" + c.parcel_id + "\t" + std::string(name(c.state)) + "\t" + std::string(name(c.verdict)) +
           "\t" + joined(c.violations) + "\t" + std::string(name(c.change)) + "\t" +
           std::to_string(static_cast<long>(c.area_m2 + 0.5)) + "\t" + c.first_seen.iso() + "\t" + c.last_seen.iso() +
           "\t" + (c.steps.empty() ? "" : c.steps.back().name) + "\t" + (age ? std::to_string(*age) : "") + "\t" +
           (next ? next->due.iso() : "") + "\t" + (next && clocks.overdue(*next) ? "overdue" : "");
}

constexpr const char* line_columns = "case_id\tparcel_id\tstate\tverdict\tviolations\tchange\tarea_m2\tfirst_"
                                     "seen\tlast_seen\tstep\tage_days\tdue\toverdue";

} // namespace

std::string case_lines(const std::vector<Case>& cases, const CaseClocks& clocks)
{
    std::string lines = std::string(line_columns) + "\n";
    for (const Case& c : cases)
        lines += line_of(c, clocks) + "\n";
    return lines;
}

std::string cases_json(const std::vector<Case>& cases, const CaseClocks& clocks)
{
    Json all = Json::array();
    for (const Case& c : cases)
        all.push_back(case_json(c, clocks));
    return all.dump(1) + "\n";
}

std::string news_lines(const std::vector<CaseNews>& news, const CaseClocks& clocks)
{
    std::string lines = "event\t" + std::string(line_columns) + "\tdetail\n";
    for (const CaseNews& n : news)
        lines += n.event.event + "\t" + line_of(n.now, clocks) + "\t" + n.event.detail + "\n";
    return lines;
}

std::string news_json(const std::vector<CaseNews>& news, const CaseClocks& clocks)
{
    Json all = Json::array();
    for (const CaseNews& n : news) {
        Json one{{"event", n.event.event}, {"detail", n.event.detail}};
        one.update(case_json(n.now, clocks));
        all.push_back(std::move(one));
    }
    return all.dump(1) + "\n";
}

std::string dossier_json(const CaseDossier& dossier, const CaseClocks& clocks)
{
    Json out = case_json(dossier.now, clocks);
    if (dossier.longitude && dossier.latitude) {
        out["longitude"] = rounded(*dossier.longitude, 7);
        out["latitude"] = rounded(*dossier.latitude, 7);
    }
    out["evidence"] = Json::parse(dossier.evidence, nullptr, false);
    out["history"] = Json::array();
    for (const CaseEvent& e : dossier.history)
        out["history"].push_back(event_json(e));
    return out.dump(1) + "\n";
}

std::string ledger_check_text(const LedgerCheck& check)
{
    if (!check.chained)
        return "the ledger is older than the chain of events, which its next decision or run begins: nothing can be "
               "said of it\n";
    if (check.whole())
        return "the ledger is whole: " + std::to_string(check.read.count) + " events, last hash " + check.read.hash +
               "\n";
    std::string text;
    for (const std::string& fault : check.faults)
        text += check.ledger + ": " + fault + "\n";
    return text;
}

} // namespace didban
