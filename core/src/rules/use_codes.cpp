#include "didban/rules/use_codes.h"

namespace didban {

namespace {

void append(std::string& to, const std::string& part, const char* separator)
{
    if (!part.empty())
        to += (to.empty() ? "" : separator) + part;
}

/// A part that the table lacks has unknown classes, unless it lacks all of them; one without a name is called by its
/// code.
UseCode of_parts(const RuleSet& rules, const std::string& local)
{
    UseCode all{local, {}, {}, {}, {}};
    bool any = false;
    for (std::size_t from = 0; from <= local.size();) {
        const std::size_t to = std::min(local.find('+', from), local.size());
        const std::string code = local.substr(from, to - from);
        const UseCode* part = rules.find_use(code);
        any = any || part != nullptr;
        append(all.national, part ? part->national : "unknown", "; ");
        append(all.hilucs, part ? part->hilucs : "unknown", "; ");
        append(all.name_en, part && !part->name_en.empty() ? part->name_en : code, " + ");
        append(all.name_fa, part && !part->name_fa.empty() ? part->name_fa : code, " + ");
        from = to + 1;
    }
    return any ? all : UseCode{local, {}, {}, {}, {}};
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
