#include "pipelines/land_use/zone_codes.h"

#include "didban/base/join.h"
#include "didban/base/text.h"

#include <algorithm>

namespace didban {

std::string ZoneValues::key() const
{
    std::string key = (standing.valid_from ? standing.valid_from->iso() : "") + "|" +
                      (standing.valid_to ? standing.valid_to->iso() : "") + "|" + standing.document + "|" +
                      standing.uri + "|";
    for (const PlannedEffect& effect : effects)
        key += effect.toml + "|";
    return key;
}

std::string ZoneCodes::land_use(const PluObject& zone, Losses& losses) const
{
    if (zone.specific.size() > 1)
        losses.add("zones have several specific land uses; their code joins them, their shares are lost", zone.id);
    if (!zone.specific.empty())
        return text::join(zone.specific, "+");
    std::vector<std::string> local;
    if (zone.hilucs.size() == 1)
        for (const UseCode& use : mapping_.uses)
            if (use.hilucs == zone.hilucs.front())
                local.push_back(use.local);
    if (local.size() == 1)
        return local.front();
    if (zone.hilucs.empty()) {
        losses.add("zones have no land use; their code is empty and no zone rules hold there", zone.id);
        return {};
    }
    losses.add(local.empty() ? "zones have no specific land use; their code is the HILUCS class"
                             : "zones have a HILUCS class for which the mapping table knows several codes; their code "
                               "is the HILUCS class",
               zone.id);
    return text::join(zone.hilucs, "+");
}

void ZoneCodes::add(const std::string& land_use, const PluObject& zone, ZoneValues values)
{
    if (land_use.empty())
        return;
    if (!zone.hilucs.empty())
        hilucs_[land_use].insert(text::join(zone.hilucs, "; "));
    auto& sets = values_[land_use];
    const std::string key = values.key();
    if (std::none_of(sets.begin(), sets.end(), [&](const ZoneValues& v) { return v.key() == key; }))
        sets.push_back(std::move(values));
}

std::string ZoneCodes::zone_code(const std::string& land_use, const std::string& key) const
{
    const auto sets = values_.find(land_use);
    if (sets == values_.end() || sets->second.size() == 1)
        return land_use;
    const auto at =
        std::find_if(sets->second.begin(), sets->second.end(), [&](const ZoneValues& v) { return v.key() == key; });
    return land_use + "/" + std::to_string(at - sets->second.begin() + 1);
}

std::vector<UseCode> ZoneCodes::uses(Losses& losses) const
{
    std::vector<UseCode> all = mapping_.uses;
    for (const auto& [code, classes] : hilucs_) {
        const auto given = std::find_if(all.begin(), all.end(), [&, &wanted = code](const UseCode& use) {
            return text::matching_key(use.local) == text::matching_key(wanted);
        });
        if (given != all.end()) {
            if (!given->hilucs.empty() && !classes.contains(given->hilucs))
                losses.add("land-use codes have another HILUCS class in the file than in the mapping table, which "
                           "counts",
                           code);
            continue;
        }
        UseCode use{code, {}, {}, {}, {}};
        if (classes.size() == 1)
            use.hilucs = *classes.begin();
        else
            losses.add("land-use codes have different HILUCS classes in different zones; none was taken", code);
        all.push_back(std::move(use));
    }
    return all;
}

void ZoneCodes::report_splits(Losses& losses) const
{
    for (const auto& [code, sets] : values_)
        if (sets.size() > 1)
            losses.add("land-use codes have zones with different values, dates or documents and were split",
                       code + " into " + code + "/1 to " + code + "/" + std::to_string(sets.size()));
}

} // namespace didban
