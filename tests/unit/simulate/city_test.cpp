#include "didban/base/date.h"
#include "didban/base/error.h"
#include "didban/simulate/block.h"
#include "didban/simulate/verdict.h"

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <set>

namespace didban::simulate {

namespace {

City make_city(std::uint64_t seed, std::int64_t parcels, const char* preset_name = "realistic", bool dsm = false)
{
    CityOptions options;
    options.seed = seed;
    options.parcels = parcels;
    options.preset = preset(preset_name);
    options.dsm = dsm;
    return City(options,
                {Date{2023, 6, 1}.day_number(), Date{2024, 6, 10}.day_number(), Date{2025, 6, 20}.day_number()});
}

template <class F>
void each_plot(const City& city, F f)
{
    for (int j = 0; j < city.layout().rows(); ++j)
        for (int i = 0; i < city.layout().columns(); ++i)
            for (const Plot& plot : city.block({i, j}).plots)
                f(plot);
}

} // namespace

TEST(City, HoldsAsManyParcelsAsAskedEachWithACodeOfItsOwn)
{
    for (const auto& [seed, parcels] : {std::pair{1ULL, 1LL}, {2ULL, 37LL}, {3ULL, 1000LL}, {4ULL, 5200LL}}) {
        std::set<RenovationCode> codes;
        std::int64_t registered = 0;
        each_plot(make_city(seed, parcels), [&](const Plot& plot) {
            registered += plot.registered ? 1 : 0;
            EXPECT_TRUE(codes.insert(plot.code).second) << plot.code.text() << " twice, seed " << seed;
        });
        EXPECT_EQ(registered, parcels) << "seed " << seed;
    }
}

TEST(City, LivesInEveryPeriod)
{
    CityOptions options;
    options.seed = 5;
    options.parcels = 1000;
    options.epochs = 6;
    options.preset = preset("realistic");
    std::vector<int> days;
    for (int year = 2020; year < 2026; ++year)
        days.push_back(Date{year, 6, 10}.day_number());
    std::vector<int> changed(5);
    each_plot(City(options, days), [&](const Plot& plot) {
        for (const Building& b : plot.buildings)
            for (std::size_t k = 0; k < changed.size(); ++k)
                changed[k] += b.stage(days[k]) != b.stage(days[k + 1]) ? 1 : 0;
    });
    for (std::size_t k = 0; k < changed.size(); ++k)
        EXPECT_GT(changed[k], 8) << "period " << k;
}

TEST(City, PlotsAndLanesFillTheirBlockWithoutOverlap)
{
    for (std::uint64_t seed = 1; seed <= 5; ++seed) {
        const City city = make_city(seed, 800);
        for (int j = 0; j < city.layout().rows(); ++j)
            for (int i = 0; i < city.layout().columns(); ++i) {
                const Block block = subdivide(city.layout(), {i, j});
                double sum = 0;
                for (const Plot& plot : block.plots)
                    sum += area(plot.shape);
                for (const Quad& lane : block.lanes)
                    sum += area(lane);
                EXPECT_NEAR(sum, area(block.lot), 1e-6 * area(block.lot) + 0.5)
                    << "block " << i << "," << j << " seed " << seed;
            }
    }
}

TEST(City, ABlockIsTheSameWhoeverAsks)
{
    const City once = make_city(7, 500), again = make_city(7, 500);
    const Block a = once.block({2, 3}), b = again.block({2, 3});
    ASSERT_EQ(a.plots.size(), b.plots.size());
    for (std::size_t k = 0; k < a.plots.size(); ++k) {
        EXPECT_EQ(a.plots[k].shape, b.plots[k].shape);
        EXPECT_EQ(a.plots[k].story, b.plots[k].story);
        EXPECT_EQ(a.plots[k].trees.size(), b.plots[k].trees.size());
    }
}

// What a plot's story says and what the law makes of its buildings and permits must agree: nobody is suspected by
// accident, nobody escapes.
TEST(City, SuspicionFollowsFromTheStoryAndOnlyFromIt)
{
    for (const char* preset_name : {"easy", "realistic", "hard"})
        for (std::uint64_t seed = 1; seed <= 6; ++seed) {
            const City city = make_city(seed, 3000, preset_name, seed % 2 == 0);
            each_plot(city, [&](const Plot& plot) {
                const Verdict v = judge(plot, city.before(), city.after(), 1, 1);
                EXPECT_EQ(v.verdict == "suspected", is_suspected(plot.story))
                    << name(plot.story) << " " << plot.code.text() << " is " << v.verdict << ", seed " << seed << " "
                    << preset_name;
                EXPECT_EQ(v.verdict == "suspected", !v.violations.empty());
                if (is_distractor(plot.story)) {
                    EXPECT_TRUE(v.verdict == "no_change" || v.verdict == "exempt")
                        << name(plot.story) << " is " << v.verdict;
                }
            });
        }
}

TEST(City, EveryCodeThatIsSeenFromAboveOccurs)
{
    std::map<std::string, int> codes;
    const City city = make_city(11, 60000, "realistic", true);
    each_plot(city, [&](const Plot& plot) {
        for (const std::string& code : judge(plot, city.before(), city.after(), 1, 1).violations)
            ++codes[code];
    });
    for (const char* code : {"V100", "V101", "V110", "V111", "V112", "V113", "V114", "V115", "V124", "V140", "V141",
                             "V170", "V171", "V172", "V180", "V181", "V182", "V190"})
        EXPECT_GT(codes[code], 0) << code;
}

TEST(City, SharesAreThoseOfThePreset)
{
    const City city = make_city(5, 20000);
    double suspected = 0, distractors = 0, parcels = 0;
    each_plot(city, [&](const Plot& plot) {
        if (!plot.registered)
            return;
        ++parcels;
        suspected += is_suspected(plot.story) ? 1 : 0;
        distractors += is_distractor(plot.story) ? 1 : 0;
    });
    EXPECT_NEAR(suspected / parcels, 0.032, 0.008);
    EXPECT_GE(distractors / parcels, 0.10);
}

TEST(City, ABusierCityHasMoreOfAllThatHappensAndNothingElse)
{
    const Preset common = preset("hard"), busy = busier(common, 4);
    EXPECT_DOUBLE_EQ(busy.suspected_share, 4 * common.suspected_share);
    EXPECT_DOUBLE_EQ(busy.distractor_share, 4 * common.distractor_share);
    EXPECT_EQ(busy.off_nadir_max, common.off_nadir_max);
    EXPECT_EQ(busy.name, "hard --activity 4");
    EXPECT_EQ(busier(common, 1).name, "hard");
    const Preset still = busier(common, 0);
    for (const double share :
         {still.suspected_share, still.authorised_share, still.distractor_share, still.demolition_share})
        EXPECT_EQ(share, 0);
    for (const double activity : {-1.0, 4.5, std::nan(""), 1e300})
        EXPECT_THROW((void)busier(common, activity), Error) << activity;
}

} // namespace didban::simulate
