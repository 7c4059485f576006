#include "didban/base/clear_pairs.h"

#include <algorithm>
#include <tuple>

namespace didban {

std::vector<ClearPair> clear_pairs(const Date& before, const Date& after, const std::vector<Date>& others, int within)
{
    std::vector<std::optional<std::size_t>> firsts{std::nullopt}, lasts{std::nullopt};
    for (std::size_t k = 0; k < others.size(); ++k) {
        if (others[k] < after && days_between(others[k], before) <= within)
            firsts.emplace_back(k);
        if (others[k] > before && days_between(others[k], after) <= within)
            lasts.emplace_back(k);
    }
    const auto first = [&](const ClearPair& pair) { return pair.before ? others[*pair.before] : before; };
    const auto last = [&](const ClearPair& pair) { return pair.after ? others[*pair.after] : after; };
    std::vector<ClearPair> out;
    for (const auto& b : firsts)
        for (const auto& a : lasts) {
            const ClearPair pair{b, a};
            if ((b || a) && first(pair) < last(pair))
                out.push_back(pair);
        }
    const auto key = [&](const ClearPair& pair) {
        return std::tuple(days_between(first(pair), before) + days_between(last(pair), after),
                          static_cast<int>(pair.before.has_value()) + static_cast<int>(pair.after.has_value()),
                          last(pair), first(pair));
    };
    std::sort(out.begin(), out.end(), [&](const ClearPair& a, const ClearPair& b) { return key(a) < key(b); });
    return out;
}

} // namespace didban
