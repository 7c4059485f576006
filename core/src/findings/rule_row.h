#pragma once
#include "didban/findings/finding.h"
#include "didban/findings/plan_facts.h"
#include "didban/limits/check_bound.h"

#include <string>

namespace didban {

/// A permit or record grants so much and no more; `source` names it.
[[nodiscard]] DecidedBound at_most(double most, const std::string& source);

/// What was measured, held against the bound.
[[nodiscard]] RuleCheck rule_row(const DecidedBound& decided, const std::string& quantity, const Measured& measured,
                                 const std::string& unit);
/// The same for storeys. What is measured of them is no whole number: one more than allowed shows from half a storey
/// on. The row's limit is the bound's own.
[[nodiscard]] RuleCheck storeys_row(const DecidedBound& decided, const Measured& measured);

} // namespace didban
