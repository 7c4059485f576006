#include "didban/base/error.h"
#include "didban/base/jalali.h"

#include <gtest/gtest.h>

#include <array>
#include <set>
#include <utility>

using didban::Calendar;
using didban::Date;
using didban::JalaliDate;
using didban::parse_record_date;

namespace {

/// The day of the March equinox rule in another form: breaks at which the 33-year cycle would start anew, in the
/// arithmetic of Borkowski (1996). Between -61 and 3178 the leap years are spaced by 4 with one gap of 5 at the end of
/// each 33-year run. Returns the March day of the Gregorian year that 1 Farvardin falls on.
int nowruz_in_march(int jalali_year)
{
    constexpr std::array breaks{-61,  9,    38,   199,  426,  686,  756,  818,  1111, 1181,
                                1210, 1635, 2060, 2097, 2192, 2262, 2324, 2394, 2456, 3178};
    const int gregorian = jalali_year + 621;
    int leaps = -14;
    int start = breaks[0];
    int jump = 0;
    for (std::size_t i = 1; i < breaks.size(); ++i) {
        jump = breaks[i] - start;
        if (jalali_year < breaks[i])
            break;
        leaps += jump / 33 * 8 + jump % 33 / 4;
        start = breaks[i];
    }
    const int n = jalali_year - start;
    leaps += n / 33 * 8 + (n % 33 + 3) / 4;
    if (jump % 33 == 4 && jump - n == 4)
        ++leaps;
    const int gregorian_leaps = gregorian / 4 - (gregorian / 100 + 1) * 3 / 4 - 150;
    return 20 + leaps - gregorian_leaps;
}

int month_length_of_length(int year_days, int month)
{
    return month <= 6 ? 31 : month <= 11 ? 30 : year_days - 336;
}

TEST(Jalali, EveryDayFrom1200To1600AgreesWithTheBreakTableAlgorithm)
{
    for (int year = 1200; year <= 1600; ++year) {
        const int first = Date{year + 621, 3, nowruz_in_march(year)}.day_number();
        const int length = Date{year + 622, 3, nowruz_in_march(year + 1)}.day_number() - first;
        ASSERT_EQ(didban::is_jalali_leap(year), length == 366) << year;
        int day_number = first;
        for (int month = 1; month <= 12; ++month) {
            ASSERT_EQ(didban::days_in_jalali_month(year, month), month_length_of_length(length, month))
                << year << '/' << month;
            for (int day = 1; day <= month_length_of_length(length, month); ++day, ++day_number) {
                const JalaliDate jalali{year, month, day};
                ASSERT_EQ(didban::to_gregorian(jalali).day_number(), day_number) << jalali.text();
                ASSERT_EQ(didban::to_jalali(Date::from_day_number(day_number)), jalali) << jalali.text();
            }
        }
    }
}

TEST(Jalali, KnownDays)
{
    const std::pair<JalaliDate, const char*> known[] = {
        {{1358, 6, 27}, "1979-09-18"},  {{1370, 12, 30}, "1992-03-20"}, {{1371, 1, 1}, "1992-03-21"},
        {{1375, 12, 30}, "1997-03-20"}, {{1379, 12, 30}, "2001-03-20"}, {{1395, 12, 30}, "2017-03-20"},
        {{1398, 11, 1}, "2020-01-21"},  {{1399, 12, 30}, "2021-03-20"}, {{1400, 1, 1}, "2021-03-21"},
        {{1403, 12, 30}, "2025-03-20"}, {{1404, 1, 1}, "2025-03-21"},   {{1404, 8, 30}, "2025-11-21"},
        {{1404, 12, 29}, "2026-03-20"}, {{1408, 12, 30}, "2030-03-20"},
    };
    for (const auto& [jalali, iso] : known) {
        EXPECT_EQ(didban::to_gregorian(jalali).iso(), iso);
        EXPECT_EQ(didban::to_jalali(*Date::parse_iso(iso)), jalali) << iso;
    }
}

TEST(Jalali, LeapYearsFrom1370To1411)
{
    std::set<int> leap;
    for (int year = 1370; year <= 1411; ++year)
        if (didban::is_jalali_leap(year))
            leap.insert(year);
    EXPECT_EQ(leap, (std::set{1370, 1375, 1379, 1383, 1387, 1391, 1395, 1399, 1403, 1408}));
}

TEST(Jalali, DaysOutsideTheCalendarAreRefused)
{
    for (const JalaliDate none : {JalaliDate{1404, 12, 30},
                                  {1404, 7, 31},
                                  {1404, 0, 1},
                                  {1404, 13, 1},
                                  {1404, 1, 0},
                                  {1199, 1, 1},
                                  {1601, 1, 1}}) {
        EXPECT_FALSE(none.valid()) << none.text();
        EXPECT_THROW((void)didban::to_gregorian(none), didban::Error);
    }
}

struct Written {
    const char* text;
    const char* iso;
    bool two_digit{false};
    bool day_first{false};
};

TEST(RecordDate, FormsOfMunicipalTables)
{
    const Written forms[] = {
        {"1398/11/1", "2020-01-21"},
        {"98/11/01", "2020-01-21", true},
        {"13981101", "2020-01-21"},
        {"01-11-1398", "2020-01-21", false, true},
        {"۱۳۹۸/۱۱/۰۱", "2020-01-21"},
        {"١٣٩٨/١١/٠١", "2020-01-21"},
        {"  1398-11-01 ", "2020-01-21"},
        {"1398.11.01", "2020-01-21"},
        {"981101", "2020-01-21", true},
        {"01/11/98", "2020-01-21", true, true},
        {"1/11/98", "2020-01-21", true, true},
        {"1398/11/01 13:45", "2020-01-21"},
        {"1398-11-01T00:00:00", "2020-01-21"},
        {"00/01/01", "2021-03-21", true},
        {"10/12/29", "2032-03-19", true},
        {"11/01/01", "1932-03-21", true},
        {"1403/12/30", "2025-03-20"},
    };
    for (const Written& form : forms) {
        const auto parsed = parse_record_date(form.text, Calendar::Jalali);
        ASSERT_TRUE(parsed) << form.text;
        EXPECT_EQ(parsed->date.iso(), form.iso) << form.text;
        EXPECT_EQ(parsed->two_digit_year, form.two_digit) << form.text;
        EXPECT_EQ(parsed->day_first, form.day_first) << form.text;
        EXPECT_FALSE(parsed->other_calendar) << form.text;
    }
}

TEST(RecordDate, TheOtherCalendarIsReadAndFlagged)
{
    EXPECT_TRUE(parse_record_date("2020-01-21", Calendar::Jalali)->other_calendar);
    EXPECT_TRUE(parse_record_date("1398/11/01", Calendar::Gregorian)->other_calendar);
    EXPECT_EQ(parse_record_date("1398/11/01", Calendar::Gregorian)->date.iso(), "2020-01-21");
    EXPECT_FALSE(parse_record_date("2020-01-21", Calendar::Auto)->other_calendar);
    EXPECT_FALSE(parse_record_date("1398/11/01", Calendar::Auto)->other_calendar);
}

TEST(RecordDate, WhatIsNoDayIsUnknown)
{
    for (const char* none :
         {"", "   ", "0000/00/00", "1404/12/30", "1398/13/01", "1398/07/31", "2025-02-29", "1700/01/01", "1398/11",
          "1398//01", "1398/11/01/02", "13981", "abc", "1398/11-01", "99999999999", "-", "نامشخص"})
        EXPECT_FALSE(parse_record_date(none, Calendar::Jalali)) << none;
    EXPECT_FALSE(parse_record_date("98/11/01", Calendar::Gregorian))
        << "a two-digit year says nothing about the century there";
}

} // namespace
