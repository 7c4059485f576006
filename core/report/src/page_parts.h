#pragma once
#include <string_view>

namespace didban::report {

/// A source of core/report/page by its name without suffix; made at build time.
[[nodiscard]] std::string_view page_part(std::string_view name);

} // namespace didban::report
