#include "cases/case_json.h"

#include "json_values.h"

namespace didban {

Json case_json(const Case& c)
{
    return {{"case_id", c.case_id},
            {"parcel_id", text_or_null(c.parcel_id)},
            {"district", text_or_null(c.district)},
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
            {"settled_on", day_or_null(c.settled_on)}};
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
