#pragma once
#include "didban/cases/case_book.h"

namespace didban {

/// Shares of the smaller of two shapes, and of a finding's own ground, that make it the same thing.
inline constexpr double least_overlap = 0.2, least_share_on_settled = 0.8;

/// Common area as a share of the smaller shape; 0 when either is empty.
[[nodiscard]] double overlap_share(const MultiPolygon& a, const MultiPolygon& b);

/// Whether a sighting of a settled case shows clearly more than the ruling was about, in an image after it.
[[nodiscard]] bool grew_after_ruling(const Case& c, const Finding& f);

/// What one more sighting makes of a case: columns and, for an open one, its state.
void see_again(Case& c, const CasePlace& place, const Finding& f, double visit_score);

} // namespace didban
