#include "didban/cases/control_sample.h"

#include <algorithm>
#include <cmath>

namespace didban {

ConfidenceInterval wilson_interval(std::int64_t hits, std::int64_t visited)
{
    constexpr double z = 1.959963984540054; // 97.5 % quantile of the normal distribution
    const double n = static_cast<double>(visited), share = static_cast<double>(hits) / n;
    const double middle = (share + z * z / (2 * n)) / (1 + z * z / n);
    const double half = z * std::sqrt(share * (1 - share) / n + z * z / (4 * n * n)) / (1 + z * z / n);
    return {share, hits == 0 ? 0 : std::max(0.0, middle - half), hits == visited ? 1 : std::min(1.0, middle + half)};
}

ControlSample estimate_missed(std::int64_t visited, std::int64_t violations, std::int64_t parcels, double found)
{
    ControlSample out{false, visited, violations, parcels, {}, {}};
    if (visited < 1)
        return out;
    out.missed_share = wilson_interval(violations, visited);
    const double all = static_cast<double>(parcels);
    const auto recall = [&](double share) { return found / (found + share * all); };
    if (found > 0)
        out.recall = ConfidenceInterval{recall(out.missed_share->value), recall(out.missed_share->high),
                                        recall(out.missed_share->low)};
    return out;
}

} // namespace didban
