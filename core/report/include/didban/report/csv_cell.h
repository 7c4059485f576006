#pragma once
#include <string>

namespace didban::report {

/// A CSV cell: quoted where it must be, and kept from being read as a formula by a spreadsheet (text::for_spreadsheet).
[[nodiscard]] std::string csv_cell(std::string value);

} // namespace didban::report
