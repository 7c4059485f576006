#include "didban/report/parcel_rules.h"
#include "parcel/answer_json.h"

namespace didban {

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
            {"near_edges", didban::to_json(a.other_sides)},
            {"pending", didban::to_json(a.pending)}};
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

} // namespace didban
