#include "didban/base/jalali.h"
#include "didban/base/text.h"

#include <tuple>
#include <vector>

namespace didban {

namespace {

struct Part {
    int value{};
    std::size_t digits{};
};

/// Cuts a clock time off: "2020-01-21T00:00:00", "1398/11/1 12:30".
std::string_view without_time(std::string_view text)
{
    const auto colon = text.find(':');
    if (colon == std::string_view::npos)
        return text;
    const auto gap = text.find_last_of("t ", colon);
    return gap == std::string_view::npos ? text : text.substr(0, text.find_last_not_of(" t", gap) + 1);
}

/// The three numbers of "a/b/c", "a-b-c" or "a.b.c"; of eight digits 4+2+2 and of six 2+2+2. Anything else: empty.
std::vector<Part> split(std::string_view text)
{
    std::vector<Part> parts{{}};
    char separator = 0;
    for (const char c : text) {
        if (c >= '0' && c <= '9') {
            if (++parts.back().digits > 8)
                return {};
            parts.back().value = 10 * parts.back().value + (c - '0');
        } else if ((c == '/' || c == '-' || c == '.') && (separator == 0 || separator == c) &&
                   parts.back().digits > 0) {
            separator = c;
            parts.emplace_back();
        } else {
            return {};
        }
    }
    if (parts.size() == 1 && (parts[0].digits == 8 || parts[0].digits == 6)) {
        const int all = parts[0].value;
        return {{all / 10000, parts[0].digits - 4}, {all / 100 % 100, 2}, {all % 100, 2}};
    }
    if (parts.size() != 3 || parts.back().digits == 0)
        return {};
    return parts;
}

std::optional<ParsedDate> four_digit(int year, int month, int day, Calendar calendar)
{
    ParsedDate parsed;
    if (year >= 1200 && year <= 1600) {
        const JalaliDate jalali{year, month, day};
        if (!jalali.valid())
            return std::nullopt;
        parsed.date = to_gregorian(jalali);
        parsed.other_calendar = calendar == Calendar::Gregorian;
        return parsed;
    }
    parsed.date = {year, month, day};
    parsed.calendar = Calendar::Gregorian;
    if (year < 1800 || year > 2200 || !parsed.date.valid())
        return std::nullopt;
    parsed.other_calendar = calendar == Calendar::Jalali;
    return parsed;
}

std::optional<ParsedDate> two_digit(int year, int month, int day)
{
    auto parsed = four_digit(year <= 10 ? 1400 + year : 1300 + year, month, day, Calendar::Jalali);
    if (parsed)
        parsed->two_digit_year = true;
    return parsed;
}

std::optional<ParsedDate> flagged_day_first(std::optional<ParsedDate> parsed)
{
    if (parsed)
        parsed->day_first = true;
    return parsed;
}

} // namespace

std::optional<ParsedDate> parse_record_date(std::string_view text, Calendar calendar)
{
    const std::string key = text::matching_key(text);
    const auto parts = split(without_time(key));
    if (parts.size() != 3 || parts[1].digits > 2)
        return std::nullopt;
    const auto& [first, middle, last] = std::tie(parts[0], parts[1], parts[2]);
    if (first.digits == 4 && last.digits <= 2)
        return four_digit(first.value, middle.value, last.value, calendar);
    if (last.digits == 4 && first.digits <= 2)
        return flagged_day_first(four_digit(last.value, middle.value, first.value, calendar));
    if (first.digits > 2 || last.digits > 2 || calendar == Calendar::Gregorian)
        return std::nullopt;
    if (first.digits == 2)
        if (const auto parsed = two_digit(first.value, middle.value, last.value))
            return parsed;
    return last.digits == 2 ? flagged_day_first(two_digit(last.value, middle.value, first.value)) : std::nullopt;
}

} // namespace didban
