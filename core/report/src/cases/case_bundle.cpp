#include "didban/report/case_bundle.h"

#include "didban/report/case_lists.h"
#include "didban/report/verification.h"
#include "json_values.h"

namespace didban {

std::string bundle_payload(const CaseBundle& bundle)
{
    Json files = Json::array();
    for (const BundledFile& file : bundle.files)
        files.push_back({{"name", file.name}, {"sha256", file.sha256}});
    Json known = Json::parse(dossier_json(bundle.dossier, bundle.clocks));
    for (std::size_t i = 0; i < bundle.dossier.history.size(); ++i)
        known["history"][i]["hash"] = bundle.dossier.history[i].hash;
    const Json payload{{"city", bundle.city},
                       {"issued_at", bundle.issued_at},
                       {"case_id", bundle.dossier.now.case_id},
                       {"case", std::move(known)},
                       {"ledger", {{"events", bundle.chain.count}, {"last_hash", bundle.chain.hash}}},
                       {"files", std::move(files)}};
    return document(payload);
}

std::string verified_json(const VerifiedBundle& b)
{
    Json result{{"valid", b.valid}};
    if (!b.valid)
        result["reason"] = b.reason;
    result["signature_holds"] = b.signature_holds;
    if (b.signature_holds)
        result.update({{"key_id", b.key_id},
                       {"key_trusted", b.key_trusted},
                       {"city", b.city},
                       {"case_id", b.case_id},
                       {"issued_at", b.issued_at},
                       {"files", b.files},
                       {"faults", b.faults}});
    if (b.valid && !b.key_trusted)
        result["warning"] = unchecked_key;
    return document(result);
}

} // namespace didban
