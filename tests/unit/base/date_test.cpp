#include "didban/base/date.h"

#include <gtest/gtest.h>

using didban::Date;
using didban::Instant;

namespace {

TEST(Date, RoundTripsThroughDayNumbers)
{
    EXPECT_EQ((Date{1970, 1, 1}.day_number()), 0);
    for (int day = -200'000; day <= 200'000; day += 17)
        ASSERT_EQ(Date::from_day_number(day).day_number(), day);
}

TEST(Date, IsoTextIsStrict)
{
    EXPECT_EQ(Date::parse_iso("2026-03-21"), (Date{2026, 3, 21}));
    EXPECT_EQ(Date::parse_iso("2024-02-29")->iso(), "2024-02-29");
    for (const char* bad :
         {"2025-02-29", "2026-3-21", "2026-03-21 ", "2026/03/21", "", "2026-00-01", "2026-13-01", "20260321"})
        EXPECT_FALSE(Date::parse_iso(bad)) << bad;
}

TEST(Instant, ReadsRfc3339)
{
    EXPECT_EQ(Instant::parse("2025-06-14T07:31:00Z")->iso(), "2025-06-14T07:31:00Z");
    EXPECT_EQ(Instant::parse("2025-06-14T11:01:00+03:30"), Instant::parse("2025-06-14T07:31:00Z"));
    EXPECT_EQ(Instant::parse("2025-06-14T07:31:00.123456Z"), Instant::parse("2025-06-14T07:31:00Z"));
    EXPECT_EQ(Instant::parse("2025-06-14")->iso(), "2025-06-14T00:00:00Z");
    EXPECT_EQ(Instant::parse("1969-12-31T23:59:59Z")->unix_seconds, -1);
    for (const char* bad : {"", "2025-06-14T", "2025-06-14T07:31:00", "2025-06-14T25:00:00Z", "2025-06-31T00:00:00Z",
                            "2025-06-14T07:31:00ZZ", "now"})
        EXPECT_FALSE(Instant::parse(bad)) << bad;
}

TEST(Instant, TheLocalDayCanBeAnother)
{
    const auto late = *Instant::parse("2025-06-14T21:00:00Z");
    EXPECT_EQ(late.date_at(), (Date{2025, 6, 14}));
    EXPECT_EQ(late.date_at(210), (Date{2025, 6, 15}));
    EXPECT_EQ(Instant::parse("1970-01-01T00:00:00Z")->date_at(-60), (Date{1969, 12, 31}));
}

} // namespace
