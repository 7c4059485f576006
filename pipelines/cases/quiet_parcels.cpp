#include "pipelines/cases/quiet_parcels.h"

namespace didban {

bool is_quiet(const Ledger::Observation& last)
{
    return last.verdict == "no_change" || last.verdict == "authorized" || last.verdict == "exempt";
}

std::map<std::string, Ledger::Observation> quiet_parcels(const Ledger& ledger, const std::string& district)
{
    std::map<std::string, Ledger::Observation> last;
    ledger.each_observation([&](const Ledger::Observation& o) {
        const auto known = last.find(o.parcel_key);
        if (known == last.end())
            last.emplace(o.parcel_key, o);
        else if (o.not_after >= known->second.not_after)
            known->second = o;
    });
    std::erase_if(last, [&](const auto& entry) {
        const Ledger::Observation& o = entry.second;
        return !is_quiet(o) || (!district.empty() && o.district != district);
    });
    return last;
}

} // namespace didban
