#pragma once
#include "didban/rules/answer.h"

#include <optional>
#include <vector>

namespace didban {

/// What a limit would be on the other side of an interval's edge.
struct LimitBeyond {
    Quantity quantity{};
    Outcome outcome{Outcome::Unknown};
    std::optional<Limit> maximum, minimum;
    std::vector<std::string> uses; ///< of the three use lists
};

/// A fact that lies within its accuracy of an edge at which rules change: the true value may be on the other side.
struct OtherSide {
    NumericFact fact{};
    double value{}, accuracy{}; ///< in the fact's unit; accuracy is one sigma
    double edge{};
    std::vector<LimitBeyond> limits; ///< those that would differ, in the order of Quantity
};

} // namespace didban
