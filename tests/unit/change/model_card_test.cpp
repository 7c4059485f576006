#include "didban/change/model_card.h"

#include "didban/base/error.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <fstream>
#include <sstream>

namespace didban {
namespace {

nlohmann::json good_card()
{
    return nlohmann::json::parse(R"({
        "schema": "didban-model-card/1", "name": "n", "version": "1",
        "weights": {"file": "n.onnx", "sha256": "00", "format": "onnx", "opset": 11},
        "input": {"kind": "pair", "tensors": ["a", "b"], "bands": ["red", "green", "blue"], "gsd_m": 0.5, "stride_px": 32, "halo_px": 64,
                  "size_is_free": true, "normalisation": {"value_range": [0, 255], "mean": [1, 2, 3], "std": [4, 5, 6]}},
        "output": {"tensor": "o", "activation": "none", "channels": ["change"]}})");
}

TEST(ModelCard, ShippedCardIsAccepted)
{
    std::ifstream stream(std::string(DIDBAN_SOURCE_DIR) + "/core/models/didban-buildings.json");
    std::stringstream text;
    text << stream.rdbuf();
    const ModelCard card = ModelCard::parse(text.str(), "didban-buildings.json");
    EXPECT_EQ(card.input, ModelCard::Input::Pair);
    EXPECT_EQ(card.bands, (std::vector<std::string>{"red", "green", "blue"}));
    EXPECT_GE(card.change, 0);
    EXPECT_GT(card.stride_px, 0);
    EXPECT_GT(card.core.area_m2, 0);
}

TEST(ModelCard, EveryBrokenKeyIsRefusedByItsName)
{
    ASSERT_NO_THROW((void)ModelCard::parse(good_card().dump(), "n.json"));
    using Edit = std::function<void(nlohmann::json&)>;
    const std::vector<std::pair<std::string, Edit>> edits{
        {"schema", [](auto& j) { j["schema"] = "other"; }},
        {"weights.sha256", [](auto& j) { j["weights"].erase("sha256"); }},
        {"input.kind", [](auto& j) { j["input"]["kind"] = "triple"; }},
        {"input.tensors", [](auto& j) { j["input"]["tensors"] = {"a"}; }},
        {"input.gsd_m", [](auto& j) { j["input"]["gsd_m"] = 0; }},
        {"input.gsd_m", [](auto& j) { j["input"]["gsd_m"] = "half a metre"; }},
        {"input.normalisation.std",
         [](auto& j) {
             j["input"]["normalisation"]["std"] = {0, 1, 1};
         }},
        {"input.normalisation", [](auto& j) { j["input"]["normalisation"]["mean"] = {1}; }},
        {"input.block_px", [](auto& j) { j["input"]["size_is_free"] = false; }},
        {"input.normalisation.percentiles",
         [](auto& j) {
             j["input"]["normalisation"]["percentiles"] = {98, 2};
         }},
        {"input.normalisation.clip",
         [](auto& j) {
             j["input"]["normalisation"]["clip"] = {10, 300};
         }},
        {"output.channels",
         [](auto& j) {
             j["output"]["channels"] = {"change", "new", "demolished"};
         }},
        {"output.channels",
         [](auto& j) {
             j["output"]["channels"] = {"building_before", "building_after", "new",       "extended",
                                        "demolished",      "heightened",     "groundwork"};
         }},
        {"output.activation", [](auto& j) { j["output"]["activation"] = "tanh"; }},
        {"input.more_gsd_m",
         [](auto& j) {
             j["input"]["more_gsd_m"] = {0.5, 5};
         }},
        {"objects.core_probability",
         [](auto& j) {
             j["objects"] = {{"core_probability", 0.4}, {"core_area_m2", 10}};
         }},
        {"objects.core_area_m2",
         [](auto& j) {
             j["objects"] = {{"core_probability", 0.8}};
         }},
        {"output.channels", [](auto& j) { j["output"]["channels"] = {"roof"}; }},
        {"output.channels", [](auto& j) { j["output"]["channels"] = {"no_change"}; }},
        {"output.threshold", [](auto& j) { j["output"]["threshold"] = 1; }},
        {"fusion.buildings",
         [](auto& j) {
             j["fusion"] = {{"change", 1}, {"bias", 0}};
         }},
    };
    for (const auto& [key, edit] : edits) {
        nlohmann::json card = good_card();
        edit(card);
        try {
            (void)ModelCard::parse(card.dump(), "n.json");
            ADD_FAILURE() << key << " was not refused";
        } catch (const Error& e) {
            EXPECT_EQ(e.kind(), ErrorKind::Configuration);
            EXPECT_NE(std::string(e.what()).find("n.json"), std::string::npos);
            EXPECT_NE(std::string(e.what()).find("\"" + key + "\""), std::string::npos) << e.what();
        }
    }
}

} // namespace
} // namespace didban
