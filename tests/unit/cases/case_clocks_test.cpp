#include "didban/cases/case_clocks.h"

#include <gtest/gtest.h>

namespace didban {
namespace {

Case confirmed(std::vector<CaseStep> steps)
{
    Case c;
    c.state = CaseState::Confirmed;
    c.first_seen = {2026, 3, 1};
    c.since = Date{2026, 3, 21}; // 1405/01/01
    c.steps = std::move(steps);
    return c;
}

CaseClocks clocks(const Date& today)
{
    return {CaseRules(), Calendar::Jalali, today};
}

TEST(Terms, AreDaysHoursOrMonths)
{
    EXPECT_EQ(Term::parse("7d")->days, 7);
    EXPECT_EQ(Term::parse("72h")->days, 3);
    EXPECT_EQ(Term::parse("25h")->days, 2);
    EXPECT_EQ(Term::parse("2m")->months, 2);
    for (const char* text : {"", "d", "7", "0d", "-1d", "7w", "7dd", "1.5d", "99999999999d"})
        EXPECT_FALSE(Term::parse(text)) << text;
}

TEST(Terms, MonthsAreThoseOfTheCalendar)
{
    // 1405/06/31 and one month: Mehr has 30 days. 31 January and one month: 28 February.
    EXPECT_EQ(later(to_gregorian({1405, 6, 31}), {0, 1}, Calendar::Jalali), to_gregorian({1405, 7, 30}));
    EXPECT_EQ(later(to_gregorian({1404, 11, 15}), {0, 2}, Calendar::Jalali), to_gregorian({1405, 1, 15}));
    EXPECT_EQ(later({2026, 1, 31}, {0, 1}, Calendar::Gregorian), (Date{2026, 2, 28}));
    EXPECT_EQ(later({2026, 12, 5}, {0, 1}, Calendar::Gregorian), (Date{2027, 1, 5}));
    EXPECT_EQ(later({2026, 2, 26}, {7, 0}, Calendar::Jalali), (Date{2026, 3, 5}));
}

TEST(Clocks, RunUntilTheirStepFollows)
{
    const CaseClocks at = clocks({2026, 4, 20});
    EXPECT_FALSE(at.next(confirmed({})));
    const auto stopped = at.next(confirmed({{"stopped", {2026, 4, 10}}}));
    ASSERT_TRUE(stopped);
    EXPECT_EQ(stopped->due, (Date{2026, 4, 17}));
    EXPECT_EQ(stopped->until, std::vector<std::string>{"referred"});
    EXPECT_TRUE(at.overdue(*stopped));
    EXPECT_FALSE(clocks({2026, 4, 17}).overdue(*stopped)) << "the last day is in time";
    // A step in between does not stop it; the one that it waits for does, and starts its own.
    const auto sealed = at.running(confirmed({{"stopped", {2026, 4, 10}}, {"sealed", {2026, 4, 12}}}));
    ASSERT_EQ(sealed.size(), 1U);
    const auto referred = at.running(confirmed({{"stopped", {2026, 4, 10}}, {"referred", {2026, 4, 12}}}));
    ASSERT_EQ(referred.size(), 1U);
    EXPECT_EQ(referred[0].due, to_gregorian({1405, 2, 23})); // 1405/01/23 and a month
    // Two run side by side; the first to be due comes first.
    const auto both = at.running(confirmed({{"referred", {2026, 4, 12}}, {"notified", {2026, 4, 13}}}));
    ASSERT_EQ(both.size(), 2U);
    EXPECT_EQ(both[0].after, "notified");
    // Taken twice, the later one counts.
    const auto again = at.running(confirmed({{"stopped", {2026, 4, 1}}, {"stopped", {2026, 4, 18}}}));
    ASSERT_EQ(again.size(), 1U);
    EXPECT_EQ(again[0].since, (Date{2026, 4, 18}));
}

TEST(Clocks, MoveOffHolidaysAndAgeWithTheState)
{
    CaseClocks at = clocks({2026, 4, 20});
    at.rules.holidays = {{2026, 4, 17}, {2026, 4, 18}};
    EXPECT_EQ(at.next(confirmed({{"stopped", {2026, 4, 10}}}))->due, (Date{2026, 4, 19}));
    EXPECT_EQ(at.age_days(confirmed({})), 30);
    EXPECT_EQ(at.age_days(confirmed({{"warned", {2026, 4, 15}}})), 5);
    Case c = confirmed({{"stopped", {2026, 4, 10}}});
    EXPECT_NEAR(clocks({2026, 4, 13}).elapsed(*clocks({2026, 4, 13}).next(c)), 3.0 / 7, 1e-9);
    c.state = CaseState::Closed;
    EXPECT_FALSE(at.next(c));
    EXPECT_FALSE(at.age_days(c));
    c.state = CaseState::Detected;
    c.since.reset();
    c.steps.clear();
    EXPECT_EQ(at.age_days(c), 50) << "since the first sight";
}

} // namespace
} // namespace didban
