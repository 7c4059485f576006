#include "pipelines/run/overall_progress.h"

#include <gtest/gtest.h>

#include <cmath>

namespace didban {
namespace {

struct Said {
    std::string what;
    double share;
};

class OverallProgressTest : public testing::Test {
protected:
    OverallProgress job(std::vector<ExpectedStep> steps)
    {
        Log log;
        log.progress = [this](const std::string& what, double done, double total) {
            EXPECT_EQ(total, 1);
            said_.push_back({what, done});
        };
        return {log, std::move(steps), [this] { return seconds_; }};
    }

    std::vector<Said> said_;
    double seconds_{0};
};

TEST_F(OverallProgressTest, StepsMakeOneFigure)
{
    const OverallProgress progress = job({{"align", 1}, {"warp", 1}, {"align", 1}, {"detect", 7}});
    const Log log = progress.log();
    log.progress("align", 5, 10);
    log.progress("align", 10, 10);
    log.progress("align", 1, 10); // the second scene, whose first has no warp
    log.progress("detect", 50, 100);
    progress.finish();
    const std::vector<double> shares{0.05, 0.1, 0.21, 0.65, 1};
    ASSERT_EQ(said_.size(), shares.size());
    for (std::size_t k = 0; k < shares.size(); ++k)
        EXPECT_NEAR(said_[k].share, shares[k], 1e-12) << k;
}

TEST_F(OverallProgressTest, FigureNeverGoesBack)
{
    const OverallProgress progress = job({{"a", 1}, {"b", 1}});
    const Log log = progress.log();
    for (const auto& [step, done] : {std::pair{"a", 9.0}, {"b", 2.0}, {"a", 3.0}, {"unknown", 0.5}, {"b", 1.0}})
        log.progress(step, done, 10);
    for (std::size_t k = 1; k < said_.size(); ++k)
        EXPECT_GE(said_[k].share, said_[k - 1].share) << k;
    EXPECT_NEAR(said_.back().share, 0.6, 1e-12);
}

TEST_F(OverallProgressTest, SaysTheTimeThatIsLeftOfAll)
{
    const OverallProgress progress = job({{"a", 1}, {"b", 3}});
    seconds_ = 1;
    progress.log().progress("a", 1, 2);
    EXPECT_EQ(said_.back().what, "a") << "too early to tell";
    seconds_ = 99;
    progress.log().progress("a", 2, 2);
    EXPECT_EQ(said_.back().what, "a, about 5 min left in all");
    seconds_ = 117;
    progress.log().progress("b", 2, 3);
    EXPECT_EQ(said_.back().what, "b, about 40 s left in all");
}

TEST(TimeInWords, IsRoundedUp)
{
    EXPECT_EQ(time_in_words(0.2), "10 s");
    EXPECT_EQ(time_in_words(31), "40 s");
    EXPECT_EQ(time_in_words(91), "2 min");
    EXPECT_EQ(time_in_words(3600), "60 min");
    EXPECT_EQ(time_in_words(7201), "3 h");
}

} // namespace
} // namespace didban
