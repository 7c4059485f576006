#pragma once
#include "didban/report/run_record.h"
#include "json_values.h"

/// What every run.json is made of. Passwords in paths, parameters and warnings are taken out.
namespace didban::report::run_parts {

[[nodiscard]] Json inputs(const std::vector<InputRecord>& inputs);
[[nodiscard]] Json table(const std::vector<std::pair<std::string, Parameter>>& rows);
[[nodiscard]] Json warnings(const std::vector<std::string>& warnings);
/// Throws Error{OutputFailed}.
void write(const std::string& path, const Json& run);

} // namespace didban::report::run_parts
