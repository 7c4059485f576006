#include "number_range.h"

#include "didban/base/number_text.h"

#include <charconv>
#include <cstdint>

namespace didban::cli {

namespace {

template <class Number>
bool read(const std::string& text, Number& value)
{
    const char* const end = text.data() + text.size();
    const char* const begin = text.data() + (text.starts_with('+') ? 1 : 0);
    const auto [stopped, fault] = std::from_chars(begin, end, value);
    return fault == std::errc{} && stopped == end;
}

} // namespace

CLI::Validator between(double low, double high, const std::string& unit)
{
    const std::string range =
        text::significant(low, 15) + " to " + text::significant(high, 15) + (unit.empty() ? "" : " " + unit);
    const auto check = [low, high, range](std::string& text) {
        double value{};
        return read(text, value) && value >= low && value <= high ? std::string{}
                                                                  : text + " is not a number of " + range;
    };
    return {check, "[" + range + "]"};
}

CLI::Validator whole_number()
{
    const auto check = [](std::string& text) {
        std::int64_t value{};
        return read(text, value) && value >= 0 ? std::string{} : text + " is not a whole number of 0 or more";
    };
    return {check, "[0 or more]"};
}

} // namespace didban::cli
