#include "cases/case_json.h"

#include "didban/cases/visit_facts.h"
#include "json_values.h"

namespace didban {

namespace {

Json steps_json(const Case& c)
{
    Json steps = Json::array();
    for (const CaseStep& step : c.steps)
        steps.push_back({{"step", step.name}, {"on", step.on.iso()}});
    return steps;
}

Json deadlines_json(const Case& c, const CaseClocks& clocks)
{
    Json all = Json::array();
    for (const Deadline& d : clocks.running(c))
        all.push_back({{"after", d.after},
                       {"since", d.since.iso()},
                       {"until", d.until},
                       {"due", d.due.iso()},
                       {"overdue", clocks.overdue(d)}});
    return all;
}

} // namespace

Json case_json(const Case& c, const CaseClocks& clocks)
{
    const std::optional<int> age = clocks.age_days(c);
    return {{"case_id", c.case_id},
            {"parcel_id", text_or_null(c.parcel_id)},
            {"district", text_or_null(c.district)},
            {"address", text_or_null(c.address)},
            {"state", name(c.state)},
            {"verdict", name(c.verdict)},
            {"violations", c.violations},
            {"change", name(c.change)},
            {"stage", name(c.stage)},
            {"area_m2", rounded(c.area_m2, 2)},
            {"height_m", number_or_null(c.height_m, 2)},
            {"confidence", number_or_null(c.confidence, 4)},
            {"not_before", c.not_before.iso()},
            {"first_seen", c.first_seen.iso()},
            {"last_seen", c.last_seen.iso()},
            {"permit_id", text_or_null(c.permit_id)},
            {"permit_status", text_or_null(c.permit_status)},
            {"reason_en", text_or_null(c.reason_en)},
            {"reason_fa", text_or_null(c.reason_fa)},
            {"dismissal", text_or_null(c.dismissal)},
            {"note", c.note},
            {"inspector", text_or_null(c.inspector)},
            {"settled_on", day_or_null(c.settled_on)},
            {"since", c.since.value_or(c.first_seen).iso()},
            {"age_days", age ? Json(*age) : Json()},
            {"steps", steps_json(c)},
            {"deadlines", deadlines_json(c, clocks)}};
}

Json event_json(const CaseEvent& e)
{
    Json out{{"number", e.number}, {"on", e.on}, {"event", e.event}, {"detail", e.detail}};
    const auto add = [&](const char* key, const std::string& text) {
        if (!text.empty())
            out[key] = text;
    };
    add("cause", e.cause);
    add("run", e.run);
    add("reason", e.reason);
    add("note", e.note);
    add("inspector", e.inspector);
    add("recorded", e.recorded);
    const VisitFacts facts = facts_of(e.facts);
    if (facts.hours)
        out["hours"] = *facts.hours;
    for (const Attachment& file : facts.files)
        out["files"].push_back({{"name", file.name}, {"sha256", file.sha256}});
    if (e.undoes > 0)
        out["undoes"] = e.undoes;
    const Json changes = Json::parse(e.changes, nullptr, false);
    if (changes.is_object()) {
        Json told = Json::object();
        for (const auto& [column, values] : changes.items())
            if (values.is_array() && values.size() == 2)
                told[column] = {{"old", values[0]}, {"new", values[1]}};
        out["changes"] = std::move(told);
    }
    return out;
}

} // namespace didban
