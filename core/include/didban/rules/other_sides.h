#pragma once
#include "didban/rules/rule_set.h"

#include <optional>
#include <utility>
#include <vector>

namespace didban {

/// What a limit would be on the other side of an interval's edge.
struct LimitBeyond {
    Quantity quantity{};
    Outcome outcome{Outcome::Unknown};
    std::optional<Limit> maximum, minimum;
};

/// A fact that lies within its accuracy of an edge at which rules change: the true value may be on the other side.
struct OtherSide {
    NumericFact fact{};
    double value{}, accuracy{}; ///< in the fact's unit; accuracy is one sigma
    double edge{};
    std::vector<LimitBeyond> limits; ///< those that would differ, in the order of Quantity
};

/// The edges within `accuracies` (fact, one sigma) of the facts of a parcel, with what differs beyond each, by fact and
/// edge. A value exactly at an edge is a nominal one, such as a planned width of 12 m, and has no other side. Pure.
[[nodiscard]] std::vector<OtherSide> other_sides(const RuleSet& rules, const ParcelFacts& facts,
                                                 const std::vector<std::pair<NumericFact, double>>& accuracies,
                                                 const Answer& answer);

} // namespace didban
