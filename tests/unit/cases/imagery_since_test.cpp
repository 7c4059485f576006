#include "didban/cases/imagery_since.h"

#include <gtest/gtest.h>

namespace didban {
namespace {

Observation period(const char* from, const char* to, const char* verdict, std::optional<double> share = 1.0)
{
    Observation o;
    o.not_before = *Date::parse_iso(from);
    o.not_after = *Date::parse_iso(to);
    o.verdict = verdict;
    o.observed_share = share;
    return o;
}

constexpr Date since{2023, 1, 1};

TEST(ImagerySince, UnbrokenLookIsUnchanged)
{
    const ImageryAnswer a = imagery_since(
        {period("2022-06-01", "2023-06-01", "no_change"), period("2023-06-01", "2024-06-01", "no_change")}, since);
    EXPECT_EQ(a.state, "unchanged");
    EXPECT_EQ(a.observed_until, (Date{2024, 6, 1}));
    EXPECT_TRUE(a.gaps.empty());
}

TEST(ImagerySince, SilenceIsNotCompliance)
{
    EXPECT_EQ(imagery_since({}, since).state, "not_observed");
    EXPECT_EQ(imagery_since({period("2021-06-01", "2022-06-01", "no_change")}, since).state,
              "not_observed"); // all before
    EXPECT_EQ(imagery_since({period("2023-06-01", "2024-06-01", "no_change")}, since).state,
              "not_observed"); // begins too late
    EXPECT_EQ(imagery_since({period("2022-06-01", "2024-06-01", "not_seen")}, since).state, "not_observed");
    EXPECT_EQ(imagery_since({period("2022-06-01", "2024-06-01", "no_change", 0.5)}, since).state,
              "not_observed"); // half seen
    for (const char* verdict : {"unclear", "too_small"})
        EXPECT_EQ(
            imagery_since(
                {period("2022-06-01", "2023-06-01", "no_change"), period("2023-06-01", "2024-06-01", verdict)}, since)
                .state,
            "not_observed")
            << verdict;
}

TEST(ImagerySince, AGapIsNamed)
{
    const ImageryAnswer a = imagery_since(
        {period("2022-06-01", "2023-03-01", "no_change"), period("2023-09-01", "2024-06-01", "no_change")}, since);
    EXPECT_EQ(a.state, "not_observed");
    ASSERT_EQ(a.gaps.size(), 1U);
    EXPECT_EQ(a.gaps[0].not_before, (Date{2023, 3, 1}));
    EXPECT_EQ(a.gaps[0].not_after, (Date{2023, 9, 1}));
    EXPECT_EQ(a.observed_until, (Date{2023, 3, 1}));
}

TEST(ImagerySince, OneLongPeriodBridgesAnUnseenOne)
{
    const ImageryAnswer a = imagery_since(
        {period("2022-06-01", "2023-06-01", "not_seen"), period("2022-06-01", "2024-06-01", "no_change")}, since);
    EXPECT_EQ(a.state, "unchanged");
}

TEST(ImagerySince, AnyChangeCountsAndAnOldOneSaysSo)
{
    const ImageryAnswer after = imagery_since(
        {period("2022-06-01", "2023-06-01", "no_change"), period("2023-06-01", "2024-06-01", "suspected")}, since);
    EXPECT_EQ(after.state, "changed");
    EXPECT_EQ(after.note_en.find("before"), std::string::npos);
    const ImageryAnswer across = imagery_since({period("2022-06-01", "2023-06-01", "authorized")}, since);
    EXPECT_EQ(across.state, "changed");
    EXPECT_NE(across.note_en.find("before"), std::string::npos);
}

} // namespace
} // namespace didban
