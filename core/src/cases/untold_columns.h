#pragma once
#include "didban/cases/case.h"

#include <string_view>

namespace didban {

/// Columns that a further sighting changes without a line of its own in the history.
[[nodiscard]] bool is_untold(std::string_view column);

/// Whether any of them, as it is stored, differs.
[[nodiscard]] bool untold_changed(const Case& before, const Case& after);

} // namespace didban
