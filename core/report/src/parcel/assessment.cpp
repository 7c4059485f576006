#include "didban/report/parcel_rules.h"
#include "parcel/answer_json.h"
#include "parcel/limit_remarks.h"
#include "parcel/record_words.h"

namespace didban {

namespace words = parcel_words;

namespace {

Json to_json(const Assessment& a)
{
    Json checks = Json::array();
    for (const DesignCheck& c : a.checks)
        checks.push_back(didban::to_json(c, a.answer));
    const Json answer = didban::to_json(a.answer);
    return {{"parcel_id", a.parcel_id},
            {"verdict", name(a.verdict)},
            {"as_of", a.answer.as_of.iso()},
            {"known_as_of", didban::day_or_null(a.answer.known_as_of)},
            {"plan_id", text_or_null(a.answer.plan_id)},
            {"checks", std::move(checks)},
            {"jurisdictions", answer["jurisdictions"]},
            {"ask", answer["ask"]},
            {"notes", a.answer.notes},
            {"notes_fa", a.answer.notes_fa},
            {"near_edges", didban::to_json(a.other_sides)}};
}

} // namespace

std::string assessment_json(const Assessment& assessment)
{
    return document(to_json(assessment));
}

std::string assessments_json(const std::vector<ProposalAnswer>& answers)
{
    Json all = Json::array();
    for (const ProposalAnswer& one : answers)
        all.push_back(one.assessment ? to_json(*one.assessment)
                                     : Json{{"parcel_id", one.parcel_id}, {"error", one.error}});
    return document(Json{{"assessments", std::move(all)}});
}

std::string limit_json(const QuantityAnswer& limit, const Answer& answer)
{
    return document(didban::to_json(limit, answer));
}

std::string assessment_text(const Assessment& a, Language l)
{
    std::string out =
        words::say(l, "Parcel ", "ملک ") + a.parcel_id + ": " + words::verdict(std::string(name(a.verdict)), l) + "\n";
    for (const DesignCheck& c : a.checks) {
        out += "  " + words::verdict(std::string(name(c.verdict)), l) + "\t" + c.check +
               (c.part.empty() ? "" : " (" + c.part + ")") + ": " + (l == Language::Fa ? c.reason_fa : c.reason_en) +
               "\n";
        if (c.rule)
            out += "      " + c.rule->source.text() + " [" + c.rule->id + "]\n";
    }
    for (const OtherSide& side : a.other_sides)
        out += "  " + words::other_side(side, l) + "\n";
    return out;
}

} // namespace didban
