#include "pipelines/detect/scene_statistics.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

namespace didban::detect {
namespace {

constexpr std::size_t cells = 12;

/// Twelve cells of a scene of two bands; the last two are narrow, and some pixels are missing at one date.
std::vector<PairCell> scene()
{
    std::mt19937 random(5);
    std::normal_distribution<float> noise(0, 20);
    std::vector<PairCell> out;
    for (std::size_t k = 0; k < cells; ++k) {
        const auto number = static_cast<std::int64_t>(k);
        const PixelWindow window{number % 4 * 64, number / 4 * 64, k + 2 < cells ? 64 : 17, 64};
        PairCell cell{window, {}, {}};
        for (int band = 0; band < 2; ++band) {
            cell.before.emplace_back(window);
            cell.after.emplace_back(window);
            for (std::size_t i = 0; i < cell.before.back().size(); ++i) {
                cell.before.back().data()[i] = 300.0F + 1e4F * static_cast<float>(band) + noise(random);
                cell.after.back().data()[i] = 0.7F * cell.before.back().data()[i] + noise(random);
            }
        }
        for (std::size_t i = k; i < window.pixels(); i += 9 + k)
            for (auto& band : i % 2 == 0 ? cell.before : cell.after)
                band.data()[i] = std::nanf("");
        out.push_back(std::move(cell));
    }
    return out;
}

/// Deals the cells out to some parts, each filled in its own order, and merges these in any order.
template <class Statistics, class Add>
Statistics in_parts(const Statistics& nothing, std::size_t parts, std::uint32_t seed, Add add)
{
    std::mt19937 random(seed);
    std::vector<std::size_t> order(cells);
    for (std::size_t k = 0; k < cells; ++k)
        order[k] = k;
    std::shuffle(order.begin(), order.end(), random);
    std::vector<Statistics> some(parts, nothing);
    for (const std::size_t k : order)
        add(some[random() % parts], k);
    while (some.size() > 1) {
        const std::size_t from = random() % some.size(), into = (from + 1) % some.size();
        some[into].merge(std::move(some[from]));
        some.erase(some.begin() + static_cast<std::ptrdiff_t>(from));
    }
    return std::move(some.front());
}

TEST(SceneStatistics, PartsMergeToWhatTheWholeGives)
{
    const std::vector<PairCell> all = scene();
    const auto add = [&](SceneStatistics& to, std::size_t k) { to.add(k, all[k]); };
    for (const std::int64_t step : {1, 3}) {
        SceneStatistics in_order(step);
        for (std::size_t k = 0; k < cells; ++k)
            add(in_order, k);
        const PairSample whole = in_order.sample();
        ASSERT_GT(whole.pixels(), 500U);
        for (std::uint32_t seed = 0; seed < 20; ++seed) {
            const PairSample merged = in_parts(SceneStatistics(step), 1 + seed % 7, seed, add).sample();
            EXPECT_EQ(merged.before, whole.before) << seed;
            EXPECT_EQ(merged.after, whole.after) << seed;
            EXPECT_EQ(merged.seen, whole.seen) << seed;
            EXPECT_EQ(merged.step, step);
        }
    }
}

TEST(SceneStatistics, SampleHoldsOnePixelOfEachBlockThatIsSeen)
{
    const std::vector<PairCell> all = scene();
    SceneStatistics every(1), some(4);
    for (std::size_t k = 0; k < cells; ++k) {
        every.add(k, all[k]);
        some.add(k, all[k]);
    }
    const PairSample whole = every.sample(), sample = some.sample();
    EXPECT_EQ(whole.seen, static_cast<std::int64_t>(whole.pixels()));
    EXPECT_EQ(sample.seen, whole.seen);
    EXPECT_NEAR(static_cast<double>(sample.pixels()), static_cast<double>(whole.pixels()) / 16,
                0.1 * static_cast<double>(whole.pixels()) / 16);
}

TEST(SceneMoments, PartsMergeToWhatTheWholeGives)
{
    const std::vector<PairCell> all = scene();
    const SceneMoments nothing({300, 1e4, 210, 7e3});
    const auto add = [&](SceneMoments& to, std::size_t k) { to.add(k, all[k], nullptr); };
    SceneMoments in_order = nothing;
    for (std::size_t k = 0; k < cells; ++k)
        add(in_order, k);
    const IrmadMoments whole = in_order.total();
    ASSERT_GT(whole.weight(), 1000);
    for (std::uint32_t seed = 0; seed < 20; ++seed) {
        const IrmadMoments merged = in_parts(nothing, 1 + seed % 7, seed, add).total();
        EXPECT_EQ(merged.weight(), whole.weight()) << seed;
        EXPECT_EQ(merged.mean(), whole.mean()) << seed;
        EXPECT_EQ(merged.covariance(), whole.covariance()) << seed;
    }
}

TEST(SceneStatistics, CellIsMeasuredOnce)
{
    const std::vector<PairCell> all = scene();
    SceneStatistics a(1), b(1);
    a.add(3, all[3]);
    b.add(3, all[3]);
    EXPECT_THROW(a.merge(b), Error);
    EXPECT_THROW(b.add(3, all[3]), Error);
}

} // namespace
} // namespace didban::detect
