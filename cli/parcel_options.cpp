#include "parcel_options.h"

#include "didban/base/clock.h"
#include "didban/base/error.h"
#include "didban/base/jalali.h"
#include "didban/base/text.h"

#include <charconv>

namespace didban::cli {

Language language_of(const std::string& text)
{
    if (text == "fa")
        return Language::Fa;
    if (text == "en")
        return Language::En;
    throw Error(ErrorKind::Usage, "--lang " + text + ": write fa or en");
}

std::optional<Date> optional_day(const std::string& text, const std::string& option)
{
    if (text.empty())
        return std::nullopt;
    const auto parsed = parse_record_date(text, Calendar::Auto);
    if (!parsed || parsed->two_digit_year)
        throw Error(ErrorKind::Usage, option + " " + text + ": not a day; write 2026-03-21 or 1405/01/01");
    return parsed->date;
}

Date day_or_today(const std::string& text, const std::string& option)
{
    if (const auto day = optional_day(text, option))
        return *day;
    return today_in_tehran();
}

Point lon_lat(const std::string& text)
{
    Point p;
    const std::string plain = text::ascii_digits(text);
    const auto comma = plain.find(',');
    const auto read = [&](std::size_t from, std::size_t to, double& value) {
        while (from < to && plain[from] == ' ')
            ++from;
        const auto [end, error] = std::from_chars(plain.data() + from, plain.data() + to, value);
        return error == std::errc{} && end == plain.data() + to;
    };
    if (comma == std::string::npos || !read(0, comma, p.x) || !read(comma + 1, plain.size(), p.y))
        throw Error(ErrorKind::Usage, "--at " + text + ": write LON,LAT in degrees, for example --at 51.668,32.654");
    if (!(p.x >= -180 && p.x <= 180 && p.y >= -90 && p.y <= 90))
        throw Error(ErrorKind::Usage,
                    "--at " + text + ": longitude comes first and lies in -180 to 180, latitude in -90 to 90");
    return p;
}

} // namespace didban::cli
