#include "didban/limits/limit.h"

#include <algorithm>
#include <utility>

namespace didban {

Limit stricter(const Limit& a, const Limit& b, bool minimum)
{
    return minimum ? Limit{std::max(a.low, b.low), std::max(a.high, b.high)}
                   : Limit{std::min(a.low, b.low), std::min(a.high, b.high)};
}

bool tighter(const Limit& a, const Limit& b, bool minimum)
{
    const auto key = [minimum](const Limit& l) {
        return minimum ? std::pair(-l.high, -l.low) : std::pair(l.low, l.high);
    };
    return key(a) < key(b);
}

} // namespace didban
