#pragma once
#include "didban/rules/rule_set.h"

#include <vector>

namespace didban {

/// Overlays whose boundary is in force while no rule in force says what they limit: a buffer is often drawn years
/// before its values are approved. Silence is not permission, so the answer names them; quantities for which a draft
/// for the overlay lies ready become NEEDS_INQUIRY, since the plan's own value may not be the last word. Special plans
/// count, passages and widening do not: they act by their geometry.
///
/// `overlay_rules`: those of the plan that need an overlay.
void tell_silent_overlays(const std::vector<const Rule*>& overlay_rules, const ParcelFacts& facts, const Date& as_of,
                          const std::optional<Date>& known_as_of, const Rule* adopted, Answer& answer);

} // namespace didban
