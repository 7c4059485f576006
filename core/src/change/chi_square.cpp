#include "didban/change/irmad.h"

#include <cmath>
#include <map>
#include <mutex>
#include <numbers>

namespace didban {

// Closed forms of the upper incomplete gamma function for half-integers (Abramowitz and Stegun 26.4.4 and 26.4.5).
double no_change_probability(double x, std::size_t degrees)
{
    if (std::isnan(x))
        return x;
    if (x <= 0)
        return 1;
    const double half = x / 2;
    const bool odd = degrees % 2 == 1;
    double term = odd ? std::sqrt(4 * half / std::numbers::pi) * std::exp(-half) : std::exp(-half);
    double sum = odd ? std::erfc(std::sqrt(half)) : 0;
    for (std::size_t k = odd ? 3 : 2; k <= degrees; k += 2) {
        sum += term;
        term *= x / static_cast<double>(k);
    }
    return sum < 1 ? sum : 1;
}

const LookUp& no_change_by_root(std::size_t degrees)
{
    // The table ends where a float would hold 0.
    static std::mutex mutex;
    static std::map<std::size_t, LookUp> made;
    const std::lock_guard lock(mutex);
    const double high = 14 + std::sqrt(static_cast<double>(degrees));
    return made
        .try_emplace(degrees, 0, high, 8192, [&](double root) { return no_change_probability(root * root, degrees); })
        .first->second;
}

} // namespace didban
