#pragma once
#include <CLI/CLI.hpp>

#include <string>

/// Checks of numbers on the command line whose messages say what to write. They refuse nan, infinity and text.
namespace didban::cli {

/// A number of `low` to `high`, both included; `unit` follows the numbers in the message ("metres").
[[nodiscard]] CLI::Validator between(double low, double high, const std::string& unit = {});

/// A whole number of 0 to 9,223,372,036,854,775,807, for seeds and counts.
[[nodiscard]] CLI::Validator whole_number();

} // namespace didban::cli
