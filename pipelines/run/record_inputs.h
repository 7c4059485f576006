#pragma once
#include "didban/city/city.h"
#include "didban/report/run_record.h"

#include <string>
#include <vector>

namespace didban {

/// Inputs of the city but its images, hashed: city file, cadastre, permits, buildings, plan.
[[nodiscard]] std::vector<report::InputRecord> record_inputs(const City& city);
/// One input; a data source that is no file (a database) has no hash.
[[nodiscard]] report::InputRecord record_input(const City& city, const std::string& role, const std::string& path);

} // namespace didban
