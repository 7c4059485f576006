#pragma once
#include "didban/rules/answer.h"

#include <optional>

namespace didban {

/// Makes a limit carry what the limits have to say that its rules are chosen or counted by: their conditions and the
/// parts of the parcel where they are forbidden.
void inherit(QuantityAnswer& answer, const QuantityAnswer& from);

/// Says where a quantity must be at least more than it may be at most.
void tell_conflicts(Answer& answer);

/// A height limit reaches the floors: with a storey height the floors are capped by it, without one the answer says
/// where as many floors as allowed cannot stand below the height that is allowed.
void fit_floors_to_height(Answer& answer, const std::optional<double>& storey_height_m);

} // namespace didban
