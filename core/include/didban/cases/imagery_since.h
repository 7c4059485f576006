#pragma once
#include "didban/cases/compare_stages.h"
#include "didban/land/match_validity.h"

#include <optional>
#include <string>
#include <vector>

namespace didban {

/// What imagery says of the time after `since`.
struct ImageryAnswer {
    std::string state; ///< "unchanged", "changed", "not_observed"
    std::optional<Date> observed_from,
        observed_until;                ///< unbroken observation that begins on or before `since`; empty = none
    std::vector<Observation> evidence; ///< periods that reach past `since`, by date
    std::vector<Period> gaps;          ///< times after `since` up to the last image that no image vouches for
    std::string note_en, note_fa;
};

/// Law: "unchanged" needs periods judged no_change without a gap from `since` on; one period with a change makes it
/// "changed"; everything else is "not_observed": silence is not compliance. Pure.
[[nodiscard]] ImageryAnswer imagery_since(const std::vector<Observation>& observations, const Date& since);

} // namespace didban
