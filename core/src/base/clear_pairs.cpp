#include "didban/base/clear_pairs.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <tuple>

namespace didban {

std::vector<ClearPair> clear_pairs(const Date& before, const Date& after, const std::vector<Date>& others, int within)
{
    const std::int32_t own_before = before.day_number(), own_after = after.day_number();
    std::vector<std::int32_t> days;
    days.reserve(others.size());
    for (const Date& other : others)
        days.push_back(other.day_number());
    std::vector<std::optional<std::size_t>> firsts{std::nullopt}, lasts{std::nullopt};
    for (std::size_t k = 0; k < days.size(); ++k) {
        if (days[k] < own_after && std::abs(days[k] - own_before) <= within)
            firsts.emplace_back(k);
        if (days[k] > own_before && std::abs(days[k] - own_after) <= within)
            lasts.emplace_back(k);
    }
    const auto first = [&](const ClearPair& pair) { return pair.before ? days[*pair.before] : own_before; };
    const auto last = [&](const ClearPair& pair) { return pair.after ? days[*pair.after] : own_after; };
    std::vector<ClearPair> out;
    for (const auto& b : firsts)
        for (const auto& a : lasts) {
            const ClearPair pair{b, a};
            if ((b || a) && first(pair) < last(pair))
                out.push_back(pair);
        }
    const auto key = [&](const ClearPair& pair) {
        return std::tuple(std::abs(first(pair) - own_before) + std::abs(last(pair) - own_after),
                          static_cast<int>(pair.before.has_value()) + static_cast<int>(pair.after.has_value()),
                          last(pair), first(pair));
    };
    std::sort(out.begin(), out.end(), [&](const ClearPair& a, const ClearPair& b) { return key(a) < key(b); });
    return out;
}

} // namespace didban
