#include "didban/report/parcel_rules.h"

#include "didban/crypto/canonical_json.h"
#include "didban/crypto/sha256.h"
#include "parcel/answer_code.h"
#include "parcel/answer_json.h"

namespace didban {

namespace {

Json rules_of(const RuleSet& rules, const std::string& rules_digest, const ParcelFacts& facts, const Answer& answer)
{
    const std::string hash = answer_hash(rules_digest, facts, answer);
    return {{"parcel_id", answer.parcel_id},
            {"on", answer.as_of.iso()},
            {"facts", facts_json(rules, facts)},
            {"rules", to_json(answer)},
            {"pending", to_json(rules.pending(facts, answer))},
            {"answer_hash", hash},
            {"answer_code", answer_code(hash)}};
}

} // namespace

std::string answer_hash(const std::string& rules_digest, const ParcelFacts& facts, const Answer& answer)
{
    const Json all{{"parcel_id", answer.parcel_id},
                   {"facts", to_json(facts)},
                   {"answer", to_json(answer)},
                   {"rules_digest", rules_digest}};
    return sha256_hex(canonical_json(all.dump(-1, ' ', false, Json::error_handler_t::replace)).value());
}

std::string rules_json(const RuleSet& rules, const std::string& rules_digest, const ParcelFacts& facts,
                       const Answer& answer)
{
    return document(rules_of(rules, rules_digest, facts, answer));
}

std::string rules_json(const RuleSet& rules, const std::string& rules_digest,
                       const std::vector<ParcelRulesAnswer>& parcels)
{
    Json all = Json::array();
    for (const ParcelRulesAnswer& p : parcels)
        all.push_back(p.facts && p.answer ? rules_of(rules, rules_digest, *p.facts, *p.answer)
                                          : Json{{"parcel_id", p.parcel_id}, {"error", p.error}});
    return document(Json{{"parcels", std::move(all)}});
}

std::string drawn_rules_json(const RuleSet& rules, const std::string& rules_digest, const DrawnPlot& plot)
{
    Json all = rules_of(rules, rules_digest, plot.facts, plot.answer);
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
