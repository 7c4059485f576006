#include "didban/base/number_text.h"

#include <array>
#include <charconv>
#include <cmath>

namespace didban {

namespace {

/// Room for the longest number without exponent.
using Digits = std::array<char, 400>;

template <class... Format>
std::string written(double x, Format... format)
{
    Digits digits{};
    return {digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), x, format...).ptr};
}

} // namespace

double rounded(double x, int decimals)
{
    const double scale = std::pow(10, decimals);
    const double r = std::round(x * scale) / scale;
    return r == 0 ? 0 : r;
}

namespace text {

std::string fixed(double x, int decimals)
{
    return written(x, std::chars_format::fixed, decimals);
}

std::string at_most(double x, int decimals)
{
    std::string digits = fixed(x, decimals);
    if (digits.find('.') != std::string::npos) {
        digits.erase(digits.find_last_not_of('0') + 1);
        if (digits.back() == '.')
            digits.pop_back();
    }
    return digits == "-0" ? "0" : digits;
}

std::string significant(double x, int digits)
{
    return written(x, std::chars_format::general, digits);
}

std::string plain(double x)
{
    return significant(x, 6);
}

std::string exact(double x)
{
    return written(x);
}

} // namespace text

} // namespace didban
