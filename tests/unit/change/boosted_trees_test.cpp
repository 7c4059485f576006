#include "didban/change/boosted_trees.h"

#include "didban/base/error.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace didban {
namespace {

/// Yes where x and y lie on one side of 0 together; z is noise, sometimes unknown.
TrainingTable crosswise(unsigned seed, std::size_t rows)
{
    std::mt19937 random(seed);
    std::uniform_real_distribution<float> side(-1, 1);
    TrainingTable out{{"x", "y", "z"}, std::vector<std::vector<float>>(3), {}, {}};
    for (std::size_t i = 0; i < rows; ++i) {
        const float x = side(random), y = side(random), z = side(random);
        out.columns[0].push_back(x);
        out.columns[1].push_back(y);
        out.columns[2].push_back(z > 0.8F ? std::nanf("") : z);
        out.answers.push_back((x > 0) == (y > 0) ? 1 : 0);
    }
    return out;
}

TEST(BoostedTrees, LearnWhatNoSingleThresholdCanSay)
{
    TrainOptions options;
    options.trees = 60;
    options.depth = 3;
    const auto model = train_trees(crosswise(1, 5'000), options);
    const auto test = crosswise(2, 2'000);
    int right = 0;
    for (std::size_t i = 0; i < test.rows(); ++i) {
        const std::vector<float> row{test.columns[0][i], test.columns[1][i], test.columns[2][i]};
        right += (model.probability(row) > 0.5) == (test.answers[i] == 1) ? 1 : 0;
    }
    EXPECT_GT(right, 1'920);
    EXPECT_LT(model.importance()[2], 0.1);
}

TEST(BoostedTrees, WrittenAndReadAgainAnswerTheSameBits)
{
    TrainOptions options;
    options.trees = 20;
    const auto table = crosswise(3, 3'000);
    const auto model = train_trees(table, options);
    const auto again = BoostedTrees::from_json(model.to_json(), "test");
    for (std::size_t i = 0; i < table.rows(); ++i) {
        const std::vector<float> row{table.columns[0][i], table.columns[1][i], table.columns[2][i]};
        ASSERT_EQ(model.log_odds(row), again.log_odds(row)) << "row " << i;
    }
    EXPECT_EQ(train_trees(table, options).to_json(), model.to_json());
}

TEST(BoostedTrees, OneKindOfSampleIsRefused)
{
    auto table = crosswise(4, 100);
    std::fill(table.answers.begin(), table.answers.end(), std::uint8_t{1});
    EXPECT_THROW((void)train_trees(table, {}), Error);
}

TEST(BoostedTrees, BrokenFilesAreRefusedByName)
{
    const std::string good = train_trees(crosswise(5, 1'000), {}).to_json();
    for (const std::string& text :
         {std::string("{"), std::string("{\"schema\": \"other\"}"), good.substr(0, good.size() / 2),
          std::string(good).replace(good.find("\"depth\": 5"), 10, "\"depth\": 4")}) {
        try {
            (void)BoostedTrees::from_json(text, "evidence.json");
            FAIL() << "taken: " << text.substr(0, 60);
        } catch (const Error& e) {
            EXPECT_EQ(e.kind(), ErrorKind::Configuration);
            EXPECT_NE(std::string(e.what()).find("evidence.json"), std::string::npos);
        }
    }
}

} // namespace
} // namespace didban
