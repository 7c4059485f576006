#include "didban/base/error.h"
#include "didban/objects/zone_statistics.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <random>

namespace didban {
namespace {

const float nan = std::numeric_limits<float>::quiet_NaN();

double one(const char* name, const std::vector<double>& shares, const std::vector<float>& values)
{
    MomentSums<float> sums;
    sums.add_row(shares, values.data());
    ValueTable<float> table;
    table.add_row(shares, values.data());
    std::vector<long double> out;
    evaluate(parse_statistics(name), sums.moments(), table, out);
    return static_cast<double>(out.at(0));
}

TEST(ZoneStatistics, ByHand)
{
    const std::vector<double> shares{1, 0.5, 0.5, 1, 0};
    const std::vector<float> values{10, 20, 20, nan, 99};
    EXPECT_DOUBLE_EQ(one("count", shares, values), 2);
    EXPECT_DOUBLE_EQ(one("sum", shares, values), 30);
    EXPECT_DOUBLE_EQ(one("mean", shares, values), 15);
    EXPECT_DOUBLE_EQ(one("min", shares, values), 10);
    EXPECT_DOUBLE_EQ(one("max", shares, values), 20);
    EXPECT_DOUBLE_EQ(one("stdev", shares, values), 5);
    EXPECT_DOUBLE_EQ(one("variance", shares, values), 25);
    EXPECT_DOUBLE_EQ(one("median", shares, values), 15); // flat at one half: the mean of both
    EXPECT_DOUBLE_EQ(one("q25", shares, values), 10);
    EXPECT_DOUBLE_EQ(one("q75", shares, values), 20);
    EXPECT_DOUBLE_EQ(one("majority", shares, values), 10); // a tie: the smaller
    EXPECT_DOUBLE_EQ(one("minority", shares, values), 10);
    EXPECT_DOUBLE_EQ(one("variety", shares, values), 2);
}

template <class Value>
std::vector<long double> of_whole_pixels(const char* names, const std::vector<Value>& values)
{
    const std::vector<double> shares(values.size(), 1);
    MomentSums<Value> sums;
    sums.add_row(shares, values.data());
    ValueTable<Value> table;
    table.add_row(shares, values.data());
    std::vector<long double> out;
    evaluate(parse_statistics(names), sums.moments(), table, out);
    return out;
}

TEST(ZoneStatistics, CodesStayExactInTheirType)
{
    const auto wide = of_whole_pixels<double>("majority,min,max,variety,sum", {20000001, 20000003, 20000001});
    EXPECT_EQ(wide, (std::vector<long double>{20000001, 20000001, 20000003, 2, 60000005}));
    const long double code = 9007199254740993; // 2⁵³ + 1: no double
    const auto whole = of_whole_pixels<long double>("majority,min,max,variety", {code, code + 1, code});
    EXPECT_EQ(whole, (std::vector<long double>{code, code, code + 1, 2}));
}

TEST(ZoneStatistics, NothingIsNotZero)
{
    EXPECT_DOUBLE_EQ(one("count", {1, 1}, {nan, nan}), 0);
    EXPECT_DOUBLE_EQ(one("sum", {1, 1}, {nan, nan}), 0);
    EXPECT_DOUBLE_EQ(one("variety", {1, 1}, {nan, nan}), 0);
    for (const char* name : {"mean", "min", "max", "stdev", "median", "q10", "majority", "minority"})
        EXPECT_TRUE(std::isnan(one(name, {1, 1}, {nan, nan}))) << name;
}

TEST(ZoneStatistics, UnknownNamesSayWhatIsKnown)
{
    for (const char* text : {"", "mean,", "meen", "q", "q101", "q-1", "q1x", "mean,mean"}) {
        try {
            (void)parse_statistics(text);
            ADD_FAILURE() << text;
        } catch (const Error& e) {
            EXPECT_EQ(e.kind(), ErrorKind::Usage);
        }
    }
    EXPECT_EQ(parse_statistics("mean, q2.5 ,median").size(), 3U);
    EXPECT_DOUBLE_EQ(parse_statistics("q2.5")[0].quantile, 0.025);
}

class ZoneStatisticsLaw : public testing::TestWithParam<unsigned> {};

TEST_P(ZoneStatisticsLaw, PartsJoinToTheWholeInAnyOrder)
{
    std::mt19937 random(GetParam());
    std::vector<double> shares;
    std::vector<float> values;
    for (int i = 0; i < 1000; ++i) {
        shares.push_back(random() % 3 == 0 ? 1 : static_cast<double>(random() % 1000) / 1000);
        values.push_back(random() % 20 == 0 ? nan : 1e6F + static_cast<float>(random() % 50));
    }
    MomentSums<float> all;
    all.add_row(shares, values.data());
    ValueTable<float> whole, joined;
    whole.add_row(shares, values.data());
    Moments<float> merged;
    for (const auto& [from, to] : {std::pair{700, 1000}, std::pair{0, 300}, std::pair{300, 700}}) {
        const std::span<const double> some =
            std::span(shares).subspan(static_cast<std::size_t>(from), static_cast<std::size_t>(to - from));
        MomentSums<float> part;
        part.add_row(some, values.data() + from);
        merged.merge(part.moments());
        ValueTable<float> table;
        table.add_row(some, values.data() + from);
        joined.merge(std::move(table));
    }
    EXPECT_NEAR(merged.weight, all.moments().weight, 1e-9);
    EXPECT_NEAR(merged.mean, all.moments().mean, 1e-6);
    EXPECT_NEAR(merged.squares / all.moments().squares, 1, 1e-9) << "seed " << GetParam();
    for (const double q : {0.0, 0.1, 0.5, 0.9, 1.0})
        EXPECT_EQ(joined.quantile(q), whole.quantile(q)) << "seed " << GetParam();
    joined.compress();
    whole.compress();
    EXPECT_EQ(joined.majority(), whole.majority());
    EXPECT_EQ(joined.minority(), whole.minority());
    EXPECT_EQ(joined.variety(), whole.variety());
}

/// The definition, by sorting: the smallest value that the weights reach q with, the mean of both neighbours where
/// flat.
long double by_sorting(std::vector<std::pair<float, double>> entries, double q)
{
    std::sort(entries.begin(), entries.end());
    double total = 0, reached = 0;
    for (const auto& [value, share] : entries)
        total += share;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        reached += entries[i].second;
        if (i + 1 < entries.size() && (entries[i + 1].first == entries[i].first || reached < q * total - 1e-6))
            continue;
        const bool flat =
            std::abs(reached - q * total) <= 1e-6 && i + 1 < entries.size() && std::isfinite(entries[i + 1].first);
        return (static_cast<long double>(entries[i].first) +
                static_cast<long double>(entries[flat ? i + 1 : i].first)) /
               2;
    }
    return std::numeric_limits<long double>::quiet_NaN();
}

TEST_P(ZoneStatisticsLaw, QuantilesFollowTheirDefinition)
{
    std::mt19937 random(GetParam());
    const std::vector<std::function<float()>> kinds{
        [&] { return static_cast<float>(random() % 7); },
        [&] { return 4e5F; },
        [&] { return static_cast<float>(random()) * (random() % 2 == 0 ? 1e-30F : -1e20F); },
        [&] {
            return random() % 50 == 0 ? 3e38F : random() % 50 == 0 ? -3e38F : static_cast<float>(random() % 1000) / 7;
        },
        [&] { return random() % 40 == 0 ? std::numeric_limits<float>::infinity() : static_cast<float>(random() % 90); },
    };
    for (std::size_t kind = 0; kind < kinds.size(); ++kind)
        for (const int count : {1, 2, 24, 25, 40, 997}) {
            std::vector<std::pair<float, double>> entries;
            ValueTable<float> table;
            for (int i = 0; i < count; ++i) {
                const double share = random() % 3 == 0 ? 1 + static_cast<double>(random() % 64) : 64;
                entries.emplace_back(kinds[kind](), share / 64);
                table.add(share / 64, entries.back().first);
            }
            for (const double q : {0.0, 0.02, 0.25, 0.5, 0.75, 0.98, 1.0})
                EXPECT_EQ(table.quantile(q), by_sorting(entries, q)) << kind << " " << count << " " << q;
        }
}

INSTANTIATE_TEST_SUITE_P(Seeds, ZoneStatisticsLaw, testing::Range(1U, 9U));

} // namespace
} // namespace didban
