#pragma once
#include "didban/city/city.h"
#include "didban/report/run_record.h"
#include "pipelines/run/input_stamps.h"

#include <string>
#include <vector>

namespace didban {

/// SHA-256 of a file; where others belong to it (parts_of_input), of lines "name" and "SHA-256" of all.
[[nodiscard]] std::string input_digest(const std::string& file);
/// Inputs of the city but its images, hashed: city file, cadastre, permits, buildings, plan, calibration. `stamps`
/// remembers each as it was before it was hashed.
[[nodiscard]] std::vector<report::InputRecord> record_inputs(const City& city, InputStamps& stamps);
/// One input; a data source that is no file (a database) has no hash.
[[nodiscard]] report::InputRecord record_input(const City& city, const std::string& role, const std::string& path,
                                               InputStamps& stamps);

} // namespace didban
