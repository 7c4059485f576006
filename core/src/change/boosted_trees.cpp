#include "didban/change/boosted_trees.h"

#include "didban/base/error.h"
#include "didban/base/number_text.h"

#include <nlohmann/json.hpp>

#include <cmath>

namespace didban {

namespace {

using Json = nlohmann::ordered_json;

constexpr const char* trees_schema = "didban-trees/1";

/// Six significant digits: what the file holds is what runs, also right after training.
float short_number(double v)
{
    return std::strtof(text::significant(v, 6).c_str(), nullptr);
}

} // namespace

double BoostedTrees::log_odds(std::span<const float> features) const
{
    double sum = bias_;
    const std::size_t inner = (std::size_t{1} << depth_) - 1;
    for (const Tree& tree : trees_) {
        std::size_t node = 0;
        for (int level = 0; level < depth_; ++level) {
            const std::int32_t f = tree.feature[node];
            const bool yes = f < 0 || features[static_cast<std::size_t>(f)] < tree.threshold[node];
            node = 2 * node + (yes ? 1 : 2);
        }
        sum += static_cast<double>(tree.leaf[node - inner]);
    }
    return sum;
}

double BoostedTrees::probability(std::span<const float> features) const
{
    return 1 / (1 + std::exp(-log_odds(features)));
}

std::vector<double> BoostedTrees::importance() const
{
    std::vector<double> out(names_.size());
    double total = 0;
    for (const Tree& tree : trees_)
        for (std::size_t n = 0; n < tree.feature.size(); ++n)
            if (tree.feature[n] >= 0) {
                out[static_cast<std::size_t>(tree.feature[n])] += static_cast<double>(tree.gain[n]);
                total += static_cast<double>(tree.gain[n]);
            }
    for (double& v : out)
        v /= total > 0 ? total : 1;
    return out;
}

std::string BoostedTrees::to_json() const
{
    std::string out = "{\n\"schema\": \"" + std::string(trees_schema) + "\",\n\"depth\": " + std::to_string(depth_) +
                      ",\n\"bias\": " + Json(short_number(bias_)).dump() + ",\n\"features\": " + Json(names_).dump() +
                      ",\n\"trees\": [";
    const auto list = [](const auto& values) {
        std::string all = "[";
        for (const auto v : values)
            all += (all.size() > 1 ? "," : "") + text::significant(static_cast<double>(v), 6);
        return all + "]";
    };
    for (std::size_t t = 0; t < trees_.size(); ++t) {
        const Tree& tree = trees_[t];
        out += (t > 0 ? ",\n" : "\n") + std::string("{\"f\":") + list(tree.feature) + ",\"t\":" + list(tree.threshold) +
               ",\"g\":" + list(tree.gain) + ",\"v\":" + list(tree.leaf) + "}";
    }
    return out + "\n]\n}";
}

BoostedTrees BoostedTrees::from_json(const std::string& text, const std::string& origin)
{
    const auto refuse = [&](const std::string& why) {
        throw Error(ErrorKind::Configuration, origin + " is not a tree model of this program (" + why +
                                                  "); train it again with didban train evidence");
    };
    BoostedTrees out;
    try {
        const Json json = Json::parse(text);
        if (json.at("schema") != trees_schema)
            refuse("schema is not " + std::string(trees_schema));
        out.depth_ = json.at("depth").get<int>();
        if (out.depth_ < 1 || out.depth_ > 12)
            refuse("depth out of range");
        out.bias_ = static_cast<double>(json.at("bias").get<float>());
        out.names_ = json.at("features").get<std::vector<std::string>>();
        const std::size_t leaves = std::size_t{1} << out.depth_;
        for (const Json& t : json.at("trees")) {
            Tree tree{t.at("f").get<std::vector<std::int32_t>>(), t.at("t").get<std::vector<float>>(),
                      t.at("g").get<std::vector<float>>(), t.at("v").get<std::vector<float>>()};
            if (tree.feature.size() != leaves - 1 || tree.threshold.size() != leaves - 1 ||
                tree.gain.size() != leaves - 1 || tree.leaf.size() != leaves)
                refuse("a tree has the wrong size");
            for (const auto f : tree.feature)
                if (f < -1 || f >= static_cast<std::int32_t>(out.names_.size()))
                    refuse("a tree asks for a feature that is not listed");
            out.trees_.push_back(std::move(tree));
        }
    } catch (const Json::exception& e) {
        refuse(e.what());
    }
    return out;
}

} // namespace didban
