#include "didban/base/error.h"
#include "didban/change/object_evidence.h"

#include <nlohmann/json.hpp>

namespace didban {

namespace {

using Json = nlohmann::ordered_json;
constexpr const char* evidence_schema = "didban-evidence/3";
constexpr const char* schema_without_stages = "didban-evidence/2";

std::string named_trees(const char* name, const std::map<std::string, BoostedTrees>& models)
{
    std::string out = Json(name).dump() + ": {";
    bool first = true;
    for (const auto& [answer, trees] : models) {
        out += (first ? "\n" : ",\n") + Json(answer).dump() + ": " + trees.to_json();
        first = false;
    }
    return out + "\n}";
}

std::map<std::string, BoostedTrees> trees_by_name(const Json& models, const char* what, bool (*known)(std::string_view),
                                                  const std::string& origin)
{
    std::map<std::string, BoostedTrees> out;
    for (const auto& [answer, trees] : models.items()) {
        if (!known(answer))
            throw Error(ErrorKind::Configuration,
                        origin + ": there is no " + std::string(what) + " \"" + answer + "\"");
        out[answer] = BoostedTrees::from_json(trees.dump(), origin);
    }
    return out;
}

} // namespace

std::string EvidenceModel::to_json() const
{
    return "{\n\"schema\": \"" + std::string(evidence_schema) + "\",\n\"provenance\": " + Json(provenance).dump() +
           ",\n\"network_sha256\": " + Json(network_sha256).dump() + ",\n\"object\": " + object.to_json() + ",\n" +
           named_trees("kinds", kinds) + ",\n" + named_trees("stages", stages) + "\n}\n";
}

EvidenceModel EvidenceModel::from_json(const std::string& text, const std::string& origin)
{
    EvidenceModel out;
    try {
        const Json json = Json::parse(text);
        const bool with_stages = json.at("schema") == evidence_schema;
        if (!with_stages && json.at("schema") != schema_without_stages)
            throw Error(ErrorKind::Configuration,
                        origin + " is not a model of the evidence detector; train one with didban train evidence");
        out.provenance = json.at("provenance").get<std::string>();
        out.network_sha256 = json.at("network_sha256").get<std::string>();
        out.object = BoostedTrees::from_json(json.at("object").dump(), origin);
        out.kinds = trees_by_name(
            json.at("kinds"), "kind of change", [](std::string_view n) { return change_kind(n).has_value(); }, origin);
        if (with_stages)
            out.stages = trees_by_name(
                json.at("stages"), "building stage",
                [](std::string_view n) { return build_stage(n).value_or(BuildStage::Unknown) != BuildStage::Unknown; },
                origin);
    } catch (const Json::exception& e) {
        throw Error(ErrorKind::Configuration, origin + " is not a model of the evidence detector (" + e.what() +
                                                  "); train one with didban train evidence");
    }
    const auto check = [&](const BoostedTrees& trees) {
        if (trees.feature_names() != object_evidence_names())
            throw Error(ErrorKind::Configuration,
                        origin + " was trained on other object measurements than this program makes; train it again");
    };
    check(out.object);
    for (const auto* models : {&out.kinds, &out.stages})
        for (const auto& [answer, trees] : *models)
            check(trees);
    return out;
}

} // namespace didban
