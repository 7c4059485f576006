#include "didban/cases/visit_facts.h"

#include <nlohmann/json.hpp>

namespace didban {

std::string facts_text(const VisitFacts& facts)
{
    nlohmann::ordered_json json = nlohmann::ordered_json::object();
    if (facts.hours)
        json["hours"] = *facts.hours;
    for (const Attachment& file : facts.files)
        json["files"].push_back({{"name", file.name}, {"sha256", file.sha256}});
    if (const auto& seen = facts.sighting)
        json["sighting"] = {{"confidence", seen->confidence},
                            {"detector", seen->detector},
                            {"sensor", seen->sensor},
                            {"change", seen->change}};
    return json.empty() ? "" : json.dump();
}

VisitFacts facts_of(const std::string& text)
{
    VisitFacts facts;
    const nlohmann::json json = nlohmann::json::parse(text, nullptr, false);
    if (!json.is_object())
        return facts;
    if (const auto hours = json.find("hours"); hours != json.end() && hours->is_number())
        facts.hours = hours->get<double>();
    if (const auto files = json.find("files"); files != json.end() && files->is_array())
        for (const auto& file : *files)
            if (file.is_object())
                facts.files.push_back({file.value("name", ""), file.value("sha256", "")});
    if (const auto seen = json.find("sighting"); seen != json.end() && seen->is_object())
        if (const auto confidence = seen->find("confidence"); confidence != seen->end() && confidence->is_number())
            facts.sighting = RuledSighting{confidence->get<double>(), seen->value("detector", ""),
                                           seen->value("sensor", ""), seen->value("change", "")};
    return facts;
}

} // namespace didban
