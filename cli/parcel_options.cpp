#include "parcel_options.h"

#include "didban/base/asked_day.h"
#include "didban/base/clock.h"
#include "didban/base/error.h"
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
    return text.empty() ? std::nullopt : std::optional(asked_day(text, option));
}

Date day_or_today(const std::string& text, const std::string& option)
{
    return text.empty() ? today_in_tehran() : asked_day(text, option);
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
