#include "didban/base/jalali.h"

#include "didban/base/error.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace didban {

namespace {

constexpr std::array leap_residues{1, 5, 9, 13, 17, 22, 26, 30};
constexpr int cycle_years = 33;
constexpr int cycle_leaps = static_cast<int>(leap_residues.size());
constexpr int cycle_days = 365 * cycle_years + cycle_leaps;

constexpr int floor_div(int a, int b)
{
    return a / b - (a % b != 0 && (a % b < 0) != (b < 0) ? 1 : 0);
}
constexpr int floor_mod(int a, int b)
{
    return a - b * floor_div(a, b);
}

/// Days from the start of the cycle to the first day of its year number `residue` (0 to 33).
int days_before_residue(int residue)
{
    const auto leaps = std::count_if(leap_residues.begin(), leap_residues.end(), [&](int r) { return r < residue; });
    return 365 * residue + static_cast<int>(leaps);
}

int days_before_month(int month)
{
    return month <= 7 ? 31 * (month - 1) : 186 + 30 * (month - 7);
}

/// Days from 0000/01/01 of the extrapolated calendar.
int ordinal(const JalaliDate& d)
{
    return cycle_days * floor_div(d.year, cycle_years) + days_before_residue(floor_mod(d.year, cycle_years)) +
           days_before_month(d.month) + d.day - 1;
}

/// 1400/01/01 is 2021-03-21, day 18707 since 1970-01-01.
int ordinal_of_1970()
{
    static const int value = ordinal({1400, 1, 1}) - 18707;
    return value;
}

} // namespace

bool is_jalali_leap(int year)
{
    return std::find(leap_residues.begin(), leap_residues.end(), floor_mod(year, cycle_years)) != leap_residues.end();
}

int days_in_jalali_month(int year, int month)
{
    if (month <= 6)
        return 31;
    return month <= 11 || is_jalali_leap(year) ? 30 : 29;
}

bool JalaliDate::valid() const
{
    return year >= 1200 && year <= 1600 && month >= 1 && month <= 12 && day >= 1 &&
           day <= days_in_jalali_month(year, month);
}

std::string JalaliDate::text() const
{
    std::array<char, 40> buffer{};
    std::snprintf(buffer.data(), buffer.size(), "%04d/%02d/%02d", year, month, day);
    return buffer.data();
}

Date to_gregorian(const JalaliDate& date)
{
    if (!date.valid())
        throw Error(ErrorKind::Usage,
                    "the Jalali date " + date.text() + " does not exist; give a day between 1200/01/01 and 1600/12/29");
    return Date::from_day_number(ordinal(date) - ordinal_of_1970());
}

JalaliDate to_jalali(const Date& date)
{
    const int days = date.day_number() + ordinal_of_1970();
    const int cycle = floor_div(days, cycle_days);
    const int in_cycle = floor_mod(days, cycle_days);
    int residue = in_cycle / 366;
    while (residue + 1 < cycle_years && days_before_residue(residue + 1) <= in_cycle)
        ++residue;
    const int in_year = in_cycle - days_before_residue(residue);
    const int month = in_year < 186 ? in_year / 31 + 1 : (in_year - 186) / 30 + 7;
    return {cycle_years * cycle + residue, month, in_year - days_before_month(month) + 1};
}

} // namespace didban
