#include "didban/report/parcel_rules.h"

#include "didban/crypto/canonical_value.h"
#include "didban/crypto/sha256.h"
#include "parcel/answer_code.h"
#include "parcel/answer_json.h"

namespace didban {

namespace {

std::string hash_of(const std::string& parcel_id, const Json& facts, const Json& answer,
                    const std::string& rules_digest)
{
    return sha256_hex(canonical_json_of(
        Json{{"parcel_id", parcel_id}, {"facts", facts}, {"answer", answer}, {"rules_digest", rules_digest}}));
}

Json rules_of(const RuleSet& rules, const std::string& rules_digest, const ParcelRulesAnswer& parcel)
{
    if (!parcel.facts || !parcel.answer)
        return {{"parcel_id", parcel.parcel_id}, {"error", parcel.error}};
    const Answer& answer = *parcel.answer;
    Json limits = to_json(answer), facts = to_json(*parcel.facts);
    const std::string hash = hash_of(answer.parcel_id, facts, limits, rules_digest);
    return {{"parcel_id", answer.parcel_id},
            {"on", answer.as_of.iso()},
            {"facts", with_names(std::move(facts), rules, *parcel.facts)},
            {"rules", std::move(limits)},
            {"pending", to_json(rules.pending(*parcel.facts, answer))},
            {"stated_area", to_json(parcel.stated_area)},
            {"buildable", to_json(parcel.buildable, answer)},
            {"answer_hash", hash},
            {"answer_code", answer_code(hash)}};
}

} // namespace

std::string answer_hash(const std::string& rules_digest, const ParcelFacts& facts, const Answer& answer)
{
    return hash_of(answer.parcel_id, to_json(facts), to_json(answer), rules_digest);
}

std::string rules_json(const RuleSet& rules, const std::string& rules_digest, const ParcelRulesAnswer& parcel)
{
    return document(rules_of(rules, rules_digest, parcel));
}

std::string rules_json(const RuleSet& rules, const std::string& rules_digest,
                       const std::vector<ParcelRulesAnswer>& parcels)
{
    Json all = Json::array();
    for (const ParcelRulesAnswer& p : parcels)
        all.push_back(rules_of(rules, rules_digest, p));
    return document(Json{{"parcels", std::move(all)}});
}

std::string drawn_rules_json(const RuleSet& rules, const std::string& rules_digest, const DrawnPlot& plot)
{
    Json all = rules_of(rules, rules_digest, plot.rules);
    all["parcel_id"] = nullptr;
    Json covers = Json::array();
    for (const DrawnPlot::Cover& c : plot.covers)
        covers.push_back({{"parcel_id", c.parcel_id},
                          {"share_of_polygon", rounded(c.share_of_polygon, 4)},
                          {"share_of_parcel", rounded(c.share_of_parcel, 4)}});
    all["covers"] = std::move(covers);
    return document(all);
}

} // namespace didban
