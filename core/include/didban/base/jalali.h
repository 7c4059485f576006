#pragma once
#include "didban/base/date.h"

namespace didban {

/// A day of the Jalali (Solar Hijri) calendar, by the 33-year rule: a year is leap when year mod 33 is one of
/// 1, 5, 9, 13, 17, 22, 26, 30. Equal to the official calendar for 1200 to 1600; the 2820-year formula is not (1404,
/// 1437).
struct JalaliDate {
    int year{1300};
    int month{1};
    int day{1};
    friend constexpr auto operator<=>(const JalaliDate&, const JalaliDate&) = default;
    [[nodiscard]] bool valid() const; ///< year 1200 to 1600 and the day exists
    /// "1404/08/30" in ASCII digits.
    [[nodiscard]] std::string text() const;
};

[[nodiscard]] bool is_jalali_leap(int year);
[[nodiscard]] int days_in_jalali_month(int year, int month);
/// Throws Error{Usage} when `date` is not valid().
[[nodiscard]] Date to_gregorian(const JalaliDate& date);
[[nodiscard]] JalaliDate to_jalali(const Date& date);

enum class Calendar { Jalali, Gregorian, Auto };

/// How a date in a table was written, beside what it means.
struct ParsedDate {
    Date date;
    Calendar calendar{Calendar::Jalali}; ///< the one it was written in; never Auto
    bool two_digit_year{false};          ///< 00 to 10 were taken as 14xx, 11 to 99 as 13xx
    bool other_calendar{false};          ///< the text was in the other calendar than the one asked for
    bool day_first{false};               ///< "01-11-1398"
};

/// Reads the forms that municipal tables hold: 1398/11/1, 98/11/01, 13981101, 01-11-1398, with Persian or Arabic
/// digits. Under Auto (and as a flagged fallback otherwise) a four-digit year 1200 to 1600 is Jalali and 1800 to 2200
/// is Gregorian. "0000/00/00", empty text and days that do not exist give nullopt: unknown.
[[nodiscard]] std::optional<ParsedDate> parse_record_date(std::string_view text, Calendar calendar);

} // namespace didban
