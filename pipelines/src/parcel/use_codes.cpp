#include "use_codes.h"

namespace didban {

namespace {

void append(std::string& to, const std::string& part, const char* separator)
{
    if (!part.empty())
        to += (to.empty() ? "" : separator) + part;
}

UseCode of_parts(const RuleSet& rules, const std::string& local)
{
    UseCode all{local, {}, {}, {}, {}};
    for (std::size_t from = 0; from <= local.size();) {
        const std::size_t to = std::min(local.find('+', from), local.size());
        if (const UseCode* part = rules.find_use(local.substr(from, to - from))) {
            append(all.national, part->national, "; ");
            append(all.hilucs, part->hilucs, "; ");
            append(all.name_en, part->name_en, " + ");
            append(all.name_fa, part->name_fa, " + ");
        }
        from = to + 1;
    }
    return all;
}

} // namespace

UseCode use_codes(const RuleSet& rules, const std::string& local)
{
    if (local.empty())
        return {};
    if (const UseCode* whole = rules.find_use(local))
        return {local, whole->national, whole->hilucs, whole->name_en, whole->name_fa};
    return of_parts(rules, local);
}

UseCode approved_use_codes(const RuleSet& rules, const ZoneShare& zone)
{
    UseCode codes = use_codes(rules, zone.use_approved);
    if (codes.hilucs.empty())
        codes.hilucs = zone.hilucs;
    return codes;
}

} // namespace didban
