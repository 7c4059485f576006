#pragma once
#include "didban/base/date.h"

#include <cstddef>
#include <optional>
#include <vector>

namespace didban {

/// Two dates to compare where the run's own do not show enough: each is the run's, or one that stands in for it.
struct ClearPair {
    std::optional<std::size_t> before, after; ///< number in the list of the others; nullopt: the run's own
    bool operator==(const ClearPair&) const = default;
};

/// The pairs in the order in which they are to be asked: the fewest days away from the dates that they stand in for
/// first, both together; of equally near ones that with more of the run's own dates, then the earlier one. A date
/// stands in for one that is at most `within` days away, and never crosses the other date of the run: what comes before
/// is earlier than `after`, what comes after later than `before`. `others`: dates that the run has not compared. Pure.
[[nodiscard]] std::vector<ClearPair> clear_pairs(const Date& before, const Date& after, const std::vector<Date>& others,
                                                 int within);

} // namespace didban
