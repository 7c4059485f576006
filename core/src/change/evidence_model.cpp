#include "didban/base/error.h"
#include "didban/change/object_evidence.h"

#include <nlohmann/json.hpp>

namespace didban {

namespace {

using Json = nlohmann::ordered_json;
constexpr const char* schema = "didban-evidence/2";

} // namespace

std::string EvidenceModel::to_json() const
{
    std::string out = "{\n\"schema\": \"" + std::string(schema) + "\",\n\"provenance\": " + Json(provenance).dump() +
                      ",\n\"network_sha256\": " + Json(network_sha256).dump() + ",\n\"object\": " + object.to_json() +
                      ",\n\"kinds\": {";
    bool first = true;
    for (const auto& [kind, trees] : kinds) {
        out += (first ? "\n" : ",\n") + Json(kind).dump() + ": " + trees.to_json();
        first = false;
    }
    return out + "\n}\n}\n";
}

EvidenceModel EvidenceModel::from_json(const std::string& text, const std::string& origin)
{
    EvidenceModel out;
    try {
        const Json json = Json::parse(text);
        if (json.at("schema") != schema)
            throw Error(ErrorKind::Configuration,
                        origin + " is not a model of the evidence detector; train one with didban train evidence");
        out.provenance = json.at("provenance").get<std::string>();
        out.network_sha256 = json.at("network_sha256").get<std::string>();
        out.object = BoostedTrees::from_json(json.at("object").dump(), origin);
        for (const auto& [kind, trees] : json.at("kinds").items()) {
            if (!change_kind(kind))
                throw Error(ErrorKind::Configuration, origin + ": there is no kind of change \"" + kind + "\"");
            out.kinds[kind] = BoostedTrees::from_json(trees.dump(), origin);
        }
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
    for (const auto& [kind, trees] : out.kinds)
        check(trees);
    return out;
}

} // namespace didban
