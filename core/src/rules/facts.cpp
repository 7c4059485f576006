#include "didban/rules/facts.h"

#include "didban/base/text.h"
#include "rule_names.h"

#include <map>

namespace didban {

std::string_view name(PlanLevel level)
{
    return words::plan_level.of(level);
}

std::string_view name_fa(PlanLevel level)
{
    switch (level) {
    case PlanLevel::Detailed:
        return "طرح تفصیلی";
    case PlanLevel::Comprehensive:
        return "طرح جامع";
    case PlanLevel::District:
        break;
    }
    return "طرح ناحیه‌ای یا هادی";
}

std::optional<PlanLevel> plan_level(std::string_view name)
{
    static const auto by_key = [] {
        std::map<std::string, PlanLevel> levels;
        for (const auto& [word, level] : {std::pair{"detailed", PlanLevel::Detailed},
                                          {"تفصیلی", PlanLevel::Detailed},
                                          {"comprehensive", PlanLevel::Comprehensive},
                                          {"جامع", PlanLevel::Comprehensive},
                                          {"district", PlanLevel::District},
                                          {"ناحیه‌ای", PlanLevel::District},
                                          {"hadi", PlanLevel::District},
                                          {"هادی", PlanLevel::District}})
            levels.emplace(text::matching_key(word), level);
        return levels;
    }();
    const auto found = by_key.find(text::matching_key(name));
    return found == by_key.end() ? std::nullopt : std::optional(found->second);
}

bool holds_on(const std::optional<Date>& from, const std::optional<Date>& to, const Date& day)
{
    return (!from || *from <= day) && (!to || day < *to);
}

std::string_view name(Jurisdiction j)
{
    return words::jurisdiction.of(j);
}

std::string_view name_fa(Jurisdiction j)
{
    switch (j) {
    case Jurisdiction::City:
        return "محدوده شهر";
    case Jurisdiction::Harim:
        return "حریم شهر";
    case Jurisdiction::Art99:
        return "خارج از حریم";
    case Jurisdiction::Village:
        return "روستا";
    case Jurisdiction::Farmland:
        return "اراضی زراعی";
    case Jurisdiction::Unknown:
        break;
    }
    return "نامعلوم";
}

Jurisdiction jurisdiction_on(const ParcelFacts& facts, const Date& date)
{
    if (!facts.jurisdiction_known)
        return Jurisdiction::Unknown;
    bool city = false, harim = false, village = false, farmland = false;
    for (const JurisdictionFact& j : facts.jurisdictions) {
        if (!holds_on(j.valid_from, j.valid_to, date))
            continue;
        city |= j.kind == "city";
        harim |= j.kind == "harim";
        village |= j.kind == "village";
        farmland |= j.kind == "farmland";
    }
    // The farmland law holds outside the city limit only, harim included; a village limit inside harim keeps its own
    // law.
    if (city)
        return Jurisdiction::City;
    if (village)
        return Jurisdiction::Village;
    if (farmland)
        return Jurisdiction::Farmland;
    return harim ? Jurisdiction::Harim : Jurisdiction::Art99;
}

} // namespace didban
