#include "didban/base/date.h"

#include <array>
#include <cstdio>

namespace didban {

namespace {

using std::chrono::days;
using std::chrono::sys_days;
using std::chrono::year_month_day;

constexpr std::int64_t seconds_per_day = 86400;

year_month_day civil(const Date& date)
{
    return {std::chrono::year{date.year}, std::chrono::month{static_cast<unsigned>(date.month)},
            std::chrono::day{static_cast<unsigned>(date.day)}};
}

/// Takes exactly `count` ASCII digits off the front of `text`.
std::optional<int> take_digits(std::string_view& text, std::size_t count)
{
    if (text.size() < count)
        return std::nullopt;
    int value = 0;
    for (const char c : text.substr(0, count)) {
        if (c < '0' || c > '9')
            return std::nullopt;
        value = 10 * value + (c - '0');
    }
    text.remove_prefix(count);
    return value;
}

bool take(std::string_view& text, std::string_view any_of)
{
    if (text.empty() || any_of.find(text.front()) == std::string_view::npos)
        return false;
    text.remove_prefix(1);
    return true;
}

std::optional<Date> take_date(std::string_view& text)
{
    const auto year = take_digits(text, 4);
    if (!year || !take(text, "-"))
        return std::nullopt;
    const auto month = take_digits(text, 2);
    if (!month || !take(text, "-"))
        return std::nullopt;
    const auto day = take_digits(text, 2);
    if (!day)
        return std::nullopt;
    const Date date{*year, *month, *day};
    return date.valid() ? std::optional(date) : std::nullopt;
}

/// Minutes east of UTC: "Z", "+03:30", "-0800"; nullopt for anything else.
std::optional<int> take_offset(std::string_view& text)
{
    if (take(text, "Zz"))
        return 0;
    const bool west = !text.empty() && text.front() == '-';
    if (!take(text, "+-"))
        return std::nullopt;
    const auto hours = take_digits(text, 2);
    take(text, ":");
    const auto minutes = take_digits(text, 2);
    if (!hours || !minutes || *hours > 23 || *minutes > 59)
        return std::nullopt;
    const int offset = 60 * *hours + *minutes;
    return west ? -offset : offset;
}

} // namespace

std::int32_t Date::day_number() const
{
    return static_cast<std::int32_t>(sys_days{civil(*this)}.time_since_epoch().count());
}

Date Date::from_day_number(std::int32_t number)
{
    const year_month_day date{sys_days{days{number}}};
    return {int{date.year()}, static_cast<int>(unsigned{date.month()}), static_cast<int>(unsigned{date.day()})};
}

bool Date::valid() const
{
    return year >= -9999 && year <= 9999 && month > 0 && day > 0 && civil(*this).ok();
}

std::string Date::iso() const
{
    std::array<char, 40> text{};
    std::snprintf(text.data(), text.size(), "%04d-%02d-%02d", year, month, day);
    return text.data();
}

std::optional<Date> Date::parse_iso(std::string_view text)
{
    const auto date = take_date(text);
    return text.empty() ? date : std::nullopt;
}

Date Instant::date_at(int offset_minutes) const
{
    const std::int64_t local = unix_seconds + 60LL * offset_minutes;
    const std::int64_t day = (local >= 0 ? local : local - (seconds_per_day - 1)) / seconds_per_day;
    return Date::from_day_number(static_cast<std::int32_t>(day));
}

std::string Instant::iso() const
{
    const Date date = date_at();
    const std::int64_t second = unix_seconds - seconds_per_day * date.day_number();
    std::array<char, 48> text{};
    std::snprintf(text.data(), text.size(), "T%02d:%02d:%02dZ", static_cast<int>(second / 3600),
                  static_cast<int>(second / 60 % 60), static_cast<int>(second % 60));
    return date.iso() + text.data();
}

std::optional<Instant> Instant::parse(std::string_view text)
{
    const auto date = take_date(text);
    if (!date)
        return std::nullopt;
    const std::int64_t midnight = seconds_per_day * date->day_number();
    if (text.empty())
        return Instant{midnight};

    if (!take(text, "Tt "))
        return std::nullopt;
    const auto hour = take_digits(text, 2);
    if (!hour || !take(text, ":"))
        return std::nullopt;
    const auto minute = take_digits(text, 2);
    if (!minute || !take(text, ":"))
        return std::nullopt;
    const auto second = take_digits(text, 2);
    if (!second || *hour > 23 || *minute > 59 || *second > 60) // 60: a leap second
        return std::nullopt;
    if (take(text, ".")) {
        if (!take_digits(text, 1))
            return std::nullopt;
        while (take_digits(text, 1)) {
        }
    }
    const auto offset = take_offset(text);
    if (!offset || !text.empty())
        return std::nullopt;
    return Instant{midnight + 3600LL * *hour + 60LL * *minute + *second - 60LL * *offset};
}

} // namespace didban
