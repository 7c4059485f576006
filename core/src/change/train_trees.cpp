#include "didban/base/error.h"
#include "didban/base/number_text.h"
#include "didban/change/boosted_trees.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>

namespace didban {

namespace {

constexpr std::size_t bins = 64; // the last one holds NaN

std::uint64_t next(std::uint64_t& state)
{
    std::uint64_t z = (state += 0x9E3779B97F4A7C15ULL);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
}

double uniform(std::uint64_t& state)
{
    return static_cast<double>(next(state) >> 11) * 0x1.0p-53;
}

float six_digits(double v)
{
    return std::strtof(text::significant(v, 6).c_str(), nullptr);
}

/// A column cut at its quantiles.
struct Binned {
    std::vector<float> edges;         ///< a value is in bin k when it is below edges[k] and not below edges[k-1]
    std::vector<std::uint8_t> number; ///< per row
};

Binned cut(const std::vector<float>& column)
{
    std::vector<float> sorted;
    const std::size_t stride = std::max<std::size_t>(1, column.size() / 50'000);
    for (std::size_t i = 0; i < column.size(); i += stride)
        if (!std::isnan(column[i]))
            sorted.push_back(column[i]);
    std::sort(sorted.begin(), sorted.end());
    Binned out;
    for (std::size_t k = 1; k < bins - 1 && !sorted.empty(); ++k) {
        const float edge = six_digits(static_cast<double>(sorted[k * sorted.size() / (bins - 1)]));
        if (out.edges.empty() || edge > out.edges.back())
            out.edges.push_back(edge);
    }
    for (const float v : column)
        out.number.push_back(std::isnan(v)
                                 ? static_cast<std::uint8_t>(bins - 1)
                                 : static_cast<std::uint8_t>(std::upper_bound(out.edges.begin(), out.edges.end(), v) -
                                                             out.edges.begin()));
    return out;
}

struct Sums {
    double gradient{}, curvature{};
};

struct Split {
    std::int32_t feature{-1};
    std::size_t bin{};
    double gain{};
};

} // namespace

void TrainingTable::append(const TrainingTable& other)
{
    if (names.empty()) {
        *this = other;
        return;
    }
    if (names != other.names)
        throw Error(ErrorKind::Internal, "TrainingTable::append: the features differ");
    for (std::size_t c = 0; c < columns.size(); ++c)
        columns[c].insert(columns[c].end(), other.columns[c].begin(), other.columns[c].end());
    answers.insert(answers.end(), other.answers.begin(), other.answers.end());
    weights.insert(weights.end(), other.weights.begin(), other.weights.end());
}

class TreeTrainer {
public:
    TreeTrainer(const TrainingTable& table, const TrainOptions& options)
        : table_(table), options_(options), random_(options.seed)
    {
        for (const auto& column : table.columns)
            columns_.push_back(cut(column));
    }

    BoostedTrees run()
    {
        BoostedTrees out;
        out.names_ = table_.names;
        out.depth_ = options_.depth;
        double yes = 0, all = 0;
        for (std::size_t i = 0; i < table_.rows(); ++i) {
            all += weight(i);
            yes += weight(i) * table_.answers[i];
        }
        if (!(yes > 0) || !(yes < all))
            throw Error(ErrorKind::IncompatibleInput, "training needs samples of both kinds; only one kind was found");
        const double bias = std::log(yes / (all - yes));
        scores_.assign(table_.rows(), bias);
        for (int t = 0; t < options_.trees; ++t)
            out.trees_.push_back(grow());
        out.bias_ = static_cast<double>(six_digits(bias + options_.bias_shift));
        return out;
    }

private:
    const TrainingTable& table_;
    const TrainOptions& options_;
    std::uint64_t random_;
    std::vector<Binned> columns_;
    std::vector<double> scores_;

    [[nodiscard]] double weight(std::size_t row) const
    {
        return table_.weights.empty() ? 1.0 : static_cast<double>(table_.weights[row]);
    }

    BoostedTrees::Tree grow()
    {
        const std::size_t leaves = std::size_t{1} << options_.depth, rows = table_.rows();
        BoostedTrees::Tree tree{std::vector<std::int32_t>(leaves - 1, -1), std::vector<float>(leaves - 1),
                                std::vector<float>(leaves - 1), std::vector<float>(leaves)};
        std::vector<float> gradient(rows), curvature(rows);
        std::vector<std::uint32_t> drawn;
        for (std::size_t i = 0; i < rows; ++i) {
            if (!(uniform(random_) < options_.sample_share))
                continue;
            drawn.push_back(static_cast<std::uint32_t>(i));
            const double p = 1 / (1 + std::exp(-scores_[i])), w = weight(i);
            gradient[i] = static_cast<float>(w * (p - table_.answers[i]));
            curvature[i] = static_cast<float>(w * p * (1 - p));
        }
        std::vector<std::size_t> features;
        for (std::size_t f = 0; f < columns_.size(); ++f)
            if (uniform(random_) < options_.feature_share)
                features.push_back(f);
        std::vector<std::uint32_t> node(rows, 0);
        for (int level = 0; level < options_.depth; ++level) {
            const std::size_t first = (std::size_t{1} << level) - 1, count = std::size_t{1} << level;
            const std::vector<Split> best = best_splits(features, drawn, node, gradient, curvature, first, count);
            for (std::size_t k = 0; k < count; ++k) {
                tree.feature[first + k] = best[k].feature;
                tree.gain[first + k] = six_digits(best[k].gain);
                if (best[k].feature >= 0)
                    tree.threshold[first + k] = columns_[static_cast<std::size_t>(best[k].feature)].edges[best[k].bin];
            }
            for (std::size_t i = 0; i < rows; ++i) {
                const Split& s = best[node[i] - first];
                const bool yes = s.feature < 0 || columns_[static_cast<std::size_t>(s.feature)].number[i] <= s.bin;
                node[i] = 2 * node[i] + (yes ? 1 : 2);
            }
        }
        std::vector<Sums> sums(leaves);
        for (std::size_t i = 0; i < rows; ++i) {
            Sums& s = sums[node[i] - (leaves - 1)];
            s.gradient += static_cast<double>(gradient[i]);
            s.curvature += static_cast<double>(curvature[i]);
        }
        for (std::size_t k = 0; k < leaves; ++k)
            tree.leaf[k] = six_digits(-options_.rate * sums[k].gradient / (sums[k].curvature + options_.shrink));
        for (std::size_t i = 0; i < rows; ++i)
            scores_[i] += static_cast<double>(tree.leaf[node[i] - (leaves - 1)]);
        return tree;
    }

    std::vector<Split> best_splits(const std::vector<std::size_t>& features, const std::vector<std::uint32_t>& drawn,
                                   const std::vector<std::uint32_t>& node, const std::vector<float>& gradient,
                                   const std::vector<float>& curvature, std::size_t first, std::size_t count) const
    {
        std::vector<Split> best(count);
        std::vector<Sums> sums(count * bins);
        for (const std::size_t f : features) {
            std::fill(sums.begin(), sums.end(), Sums{});
            const auto& number = columns_[f].number;
            for (const std::uint32_t i : drawn) {
                Sums& s = sums[(node[i] - first) * bins + number[i]];
                s.gradient += static_cast<double>(gradient[i]);
                s.curvature += static_cast<double>(curvature[i]);
            }
            for (std::size_t k = 0; k < count; ++k) {
                const Sums* row = &sums[k * bins];
                Sums all;
                for (std::size_t b = 0; b < bins; ++b) {
                    all.gradient += row[b].gradient;
                    all.curvature += row[b].curvature;
                }
                const auto value = [&](const Sums& s) {
                    return s.gradient * s.gradient / (s.curvature + options_.shrink);
                };
                Sums left;
                for (std::size_t b = 0; b < columns_[f].edges.size(); ++b) {
                    left.gradient += row[b].gradient;
                    left.curvature += row[b].curvature;
                    const Sums right{all.gradient - left.gradient, all.curvature - left.curvature};
                    // Curvature is at most a quarter of the weight.
                    if (4 * left.curvature < options_.minimum_weight || 4 * right.curvature < options_.minimum_weight)
                        continue;
                    const double gain = value(left) + value(right) - value(all);
                    if (gain > best[k].gain + 1e-9)
                        best[k] = {static_cast<std::int32_t>(f), b, gain};
                }
            }
        }
        return best;
    }
};

BoostedTrees train_trees(const TrainingTable& table, const TrainOptions& options)
{
    return TreeTrainer(table, options).run();
}

} // namespace didban
