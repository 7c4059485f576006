#pragma once
#include "didban/rules/answer.h"

namespace didban {

/// The part of a parcel that an answer is for.
struct AnswerPlace {
    std::string zone;  ///< named as the one whose rules decided: zone, or law where the parcel lies under several
    std::string where; ///< "in zone R1"
};

/// One answer for a parcel that lies in several zones or under several laws: of each quantity the strictest, with what
/// the other parts say among the losing rules. `places[i]` is that of `answers[i]`.
[[nodiscard]] QuantityAnswer combine_zones(std::vector<QuantityAnswer> answers, const std::vector<AnswerPlace>& places);

} // namespace didban
