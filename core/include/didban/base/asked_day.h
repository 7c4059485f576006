#pragma once
#include "didban/base/date.h"

#include <string>

namespace didban {

/// A day as people ask for it: 2026-03-21 or 1405/01/01, in any digits. Throws Error{Usage} that begins with `name`,
/// the option or key that it stands in.
[[nodiscard]] Date asked_day(const std::string& text, const std::string& name);

} // namespace didban
