#include "didban/change/sar_detector.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <random>

namespace didban {
namespace {

/// Speckled intensities of one mean: the mean of `looks` exponential looks.
class Speckle {
public:
    Speckle(std::uint32_t seed, double looks) : random_(seed), law_(looks, 1 / looks) {}
    double operator()(double mean = 1) { return mean * law_(random_); }

private:
    std::mt19937 random_;
    std::gamma_distribution<double> law_;
};

TEST(OmnibusTest, TwoDatesGiveTheExactLawOfTheRatio)
{
    // Ratio 4 at 5 looks: twice the upper tail of F(10, 10), a binomial sum, is 0.039164.
    const std::array<double, 2> dates{1, 4}, looks{5, 5};
    const SpeckleTest test = omnibus_test(dates, 1, looks);
    EXPECT_EQ(test.degrees, 1U);
    EXPECT_NEAR(test.no_change, 0.039164, 3e-4);
    const std::array<double, 2> swapped{4, 1}, louder{100, 400};
    EXPECT_DOUBLE_EQ(omnibus_test(swapped, 1, looks).no_change, test.no_change);
    EXPECT_NEAR(omnibus_test(louder, 1, looks).no_change, test.no_change, 1e-12);
}

TEST(OmnibusTest, MissingAndImpossibleIntensitiesAreUnseen)
{
    const std::array<double, 2> looks{4, 4};
    for (const double bad : {0.0, -1.0, std::nan("")}) {
        const std::array<double, 2> dates{1, bad};
        EXPECT_TRUE(std::isnan(omnibus_test(dates, 1, looks).no_change)) << bad;
    }
}

struct Case {
    std::uint32_t seed;
    double looks;
    std::size_t dates, polarisations;
};

class FalseAlarms : public testing::TestWithParam<Case> {};

TEST_P(FalseAlarms, AreAsFrequentAsTheLevelSays)
{
    const Case c = GetParam();
    Speckle speckle(c.seed, c.looks);
    const std::vector<double> looks(c.dates, c.looks);
    std::vector<double> values(c.dates * c.polarisations);
    constexpr int pixels = 200000;
    std::array<int, 3> alarms{};
    const std::array<double, 3> levels{0.05, 0.01, 0.001};
    for (int i = 0; i < pixels; ++i) {
        for (double& v : values)
            v = speckle();
        const double p = omnibus_test(values, c.polarisations, looks).no_change;
        for (std::size_t k = 0; k < levels.size(); ++k)
            alarms[k] += p < levels[k] ? 1 : 0;
    }
    for (std::size_t k = 0; k < levels.size(); ++k) {
        const double expected = levels[k] * pixels;
        EXPECT_NEAR(alarms[k], expected, 4 * std::sqrt(expected) + 0.05 * expected)
            << "seed " << c.seed << ", level " << levels[k];
    }
}

INSTANTIATE_TEST_SUITE_P(Seeds, FalseAlarms,
                         testing::Values(Case{1, 3, 2, 1}, Case{2, 4.4, 2, 2}, Case{3, 4.4, 6, 2}, Case{4, 12, 10, 1}));

TEST(OmnibusTest, TheFactorOfOneDateAgainstTheMeanOfTheOthersKeepsItsLevel)
{
    Speckle one(5, 4.4), four(6, 4 * 4.4);
    const std::array<double, 2> looks{4.4, 4 * 4.4};
    constexpr int pixels = 200000;
    int alarms = 0;
    for (int i = 0; i < pixels; ++i) {
        const std::array<double, 2> values{one(), four()};
        alarms += omnibus_test(values, 1, looks).no_change < 0.01 ? 1 : 0;
    }
    EXPECT_NEAR(alarms, 2000, 4 * std::sqrt(2000) + 100) << "seeds 5 and 6";
}

TEST(LogRatioHistogram, FindsLooksAndLevelOfSpeckle)
{
    for (const double looks : {1.0, 4.4, 20.0}) {
        Speckle before(7, looks), after(8, looks);
        LogRatioHistogram ratios;
        for (int i = 0; i < 200000; ++i)
            ratios.add(std::log(after(1.5) / before()));
        EXPECT_NEAR(ratios.median(), std::log(1.5), 0.02) << "looks " << looks;
        EXPECT_NEAR(ratios.looks() / looks, 1, 0.04) << "looks " << looks;
    }
}

TEST(LogRatioHistogram, ChangeOnlyLowersTheLooks)
{
    Speckle before(9, 4.4), after(10, 4.4);
    LogRatioHistogram ratios;
    for (int i = 0; i < 100000; ++i)
        ratios.add(std::log(after(i % 5 == 0 ? 8 : 1) / before()));
    EXPECT_LT(ratios.looks(), 4.4);
    EXPECT_GT(ratios.looks(), 2);
}

std::vector<Raster<float>> scene(Speckle& speckle, const PixelWindow& window, double block_gain, bool decibel)
{
    std::vector<Raster<float>> out;
    for (int band = 0; band < 2; ++band) {
        Raster<float>& raster = out.emplace_back(window);
        for (std::int64_t y = 0; y < window.height; ++y)
            for (std::int64_t x = 0; x < window.width; ++x) {
                const bool block = x >= 50 && x < 62 && y >= 80 && y < 92;
                const double v = speckle((band == 0 ? 0.08 : 0.015) * (block ? block_gain : 1));
                raster.at(x, y) = static_cast<float>(decibel ? 10 * std::log10(v) : v);
            }
    }
    return out;
}

SarScene measured(double looks, std::size_t later, bool decibel)
{
    return {decibel, 3, {looks, looks}, std::vector<std::vector<double>>(later, {0, 0})};
}

TEST(SarDetector, FindsAnInjectedBlockAndFewFalseAlarmsElsewhere)
{
    const PixelWindow core{0, 0, 200, 200};
    for (const std::uint32_t seed : {11U, 12U, 13U})
        for (const bool decibel : {false, true}) {
            Speckle speckle(seed, 4.4);
            const auto before = scene(speckle, core.grown(1), 1, decibel),
                       after = scene(speckle, core.grown(1), 6, decibel);
            const CellChange found = SarDetector(measured(9 * 4.4, 1, decibel)).detect(core, {before, after});
            int hits = 0, false_alarms = 0;
            for (std::int64_t y = 0; y < 200; ++y)
                for (std::int64_t x = 0; x < 200; ++x) {
                    const bool changed = found.change.at(x, y) >= 0.5F;
                    const bool inside = x >= 50 && x < 60 && y >= 80 && y < 90;
                    hits += changed && inside ? 1 : 0;
                    false_alarms += changed && (x < 45 || x > 65 || y < 75 || y > 95) ? 1 : 0;
                    if (changed && inside) {
                        EXPECT_EQ(found.appeared.at(x, y), 1.0F);
                    }
                }
            EXPECT_GE(hits, 95) << "seed " << seed;
            EXPECT_LE(false_alarms, 110) << "seed " << seed << ": 40 expected, in blobs of up to nine pixels";
        }
}

TEST(SarDetector, ASeriesDropsWhatDoesNotLast)
{
    const PixelWindow core{0, 0, 120, 120};
    Speckle speckle(21, 4.4);
    const auto before = scene(speckle, core.grown(1), 1, false), after = scene(speckle, core.grown(1), 6, false);
    const auto lasting = scene(speckle, core.grown(1), 6, false), gone = scene(speckle, core.grown(1), 0.6, false);
    const SarDetector detector(measured(9 * 4.4, 2, false));
    EXPECT_GT(detector.detect(core, {before, after, lasting}).change.at(56, 86), 0.9);
    EXPECT_LT(detector.detect(core, {before, after, gone}).change.at(56, 86), 0.5);
}

TEST(SarDetector, UnseenPixelsStayUnseen)
{
    const PixelWindow core{0, 0, 100, 100};
    Speckle speckle(31, 4.4);
    const auto before = scene(speckle, core.grown(1), 1, false);
    auto after = scene(speckle, core.grown(1), 1, false);
    after[1].at(41, 51) = std::nanf("");
    const CellChange found = SarDetector(measured(9 * 4.4, 1, false)).detect(core, {before, after});
    EXPECT_TRUE(std::isnan(found.change.at(40, 50)));
    EXPECT_FALSE(std::isnan(found.change.at(41, 50)));
}

} // namespace
} // namespace didban
