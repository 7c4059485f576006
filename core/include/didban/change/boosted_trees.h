#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace didban {

/// Gradient-boosted decision trees for a yes/no question (Friedman 2001, Annals of Statistics 29(5)), with second-order
/// leaves (Chen and Guestrin 2016). Features may be NaN = unknown. Immutable after training; any thread may ask.
class BoostedTrees {
public:
    /// Log odds of yes. `features.size()` equals the number of names.
    [[nodiscard]] double log_odds(std::span<const float> features) const;
    [[nodiscard]] double probability(std::span<const float> features) const;
    [[nodiscard]] const std::vector<std::string>& feature_names() const { return names_; }
    [[nodiscard]] bool empty() const { return trees_.empty(); }
    /// Total gain of the splits on each feature, as a share of all.
    [[nodiscard]] std::vector<double> importance() const;

    /// JSON, readable and with fixed digits; reading it back gives the same answers.
    [[nodiscard]] std::string to_json() const;
    /// Throws Error{Configuration} naming `origin` when the text is not such a model.
    static BoostedTrees from_json(const std::string& text, const std::string& origin);

    friend class TreeTrainer;

private:
    /// A complete tree of `depth` levels: node n asks feature < threshold (NaN: no) and goes to 2n+1 (yes) or 2n+2.
    struct Tree {
        std::vector<std::int32_t> feature; ///< -1: always yes
        std::vector<float> threshold;
        std::vector<float> gain;
        std::vector<float> leaf;
    };
    std::vector<std::string> names_;
    std::vector<Tree> trees_;
    double bias_{};
    int depth_{};
};

struct TrainOptions {
    int trees{150};
    int depth{5};
    double rate{0.1};
    double minimum_weight{20}; ///< of the samples in a leaf
    double shrink{1};          ///< L2 penalty of leaf values
    double feature_share{0.7}; ///< of the features, drawn for each tree
    double sample_share{0.7};  ///< of the samples, drawn for each tree
    std::uint64_t seed{1};
    double bias_shift{0}; ///< added to the log odds of every answer in the end, to undo unequal sampling of the classes
};

/// Samples with their answers, feature by feature.
struct TrainingTable {
    std::vector<std::string> names;
    std::vector<std::vector<float>> columns; ///< one per name
    std::vector<std::uint8_t> answers;       ///< 0 or 1
    std::vector<float> weights;              ///< empty = all 1
    [[nodiscard]] std::size_t rows() const { return answers.size(); }
    void append(const TrainingTable& other);
};

/// Fits trees; the same table and options give the same trees. Throws Error{IncompatibleInput} when one class is
/// missing.
[[nodiscard]] BoostedTrees train_trees(const TrainingTable& table, const TrainOptions& options);

} // namespace didban
