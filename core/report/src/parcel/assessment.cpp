#include "didban/crypto/canonical_value.h"
#include "didban/crypto/sha256.h"
#include "didban/report/parcel_rules.h"
#include "parcel/answer_code.h"
#include "parcel/answer_json.h"

namespace didban {

namespace {

Json findings_json(const Assessment& a)
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
            {"plan_levels", answer["plan_levels"]},
            {"checks", std::move(checks)},
            {"jurisdictions", answer["jurisdictions"]},
            {"ask", answer["ask"]},
            {"notes", a.answer.notes},
            {"notes_fa", a.answer.notes_fa},
            {"near_edges", didban::to_json(a.other_sides)},
            {"pending", didban::to_json(a.pending)}};
}

/// Of what was found: another wording of the reasons is the same finding.
std::string hash_of(Json findings)
{
    for (Json& check : findings["checks"])
        for (const char* words : {"reason_en", "reason_fa"})
            check.erase(words);
    findings.erase("notes");
    findings.erase("notes_fa");
    return sha256_hex(canonical_json_of(findings));
}

Json to_json(const Assessment& a)
{
    Json all = findings_json(a);
    const std::string hash = hash_of(all);
    all["answer_hash"] = hash;
    all["answer_code"] = answer_code(hash);
    return all;
}

} // namespace

std::string assessment_hash(const Assessment& assessment)
{
    return hash_of(findings_json(assessment));
}

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

std::string limit_json(const QuantityAnswer& limit, const Answer& answer, std::vector<PendingRule> pending)
{
    std::erase_if(pending, [&](const PendingRule& p) { return p.then.quantity != limit.quantity; });
    Json all = didban::to_json(limit, answer);
    all["pending"] = didban::to_json(pending);
    return document(all);
}

} // namespace didban
