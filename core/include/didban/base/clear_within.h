#pragma once

namespace didban {

/// The window in which another date may stand in for one that does not show a parcel, days.
inline constexpr int default_clear_within_days = 180, most_clear_within_days = 3650;

} // namespace didban
