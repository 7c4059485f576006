#pragma once
#include "didban/base/date.h"

namespace didban {

/// Tehran's offset from UTC; no daylight saving since 1402.
inline constexpr int tehran_minutes = 210;

/// The second that it is.
[[nodiscard]] Instant this_second();
/// The day that it is in Tehran.
[[nodiscard]] Date today_in_tehran();

} // namespace didban
