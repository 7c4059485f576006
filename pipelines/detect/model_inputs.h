#pragma once
#include "didban/city/city.h"
#include "didban/report/run_record.h"
#include "pipelines/run/input_stamps.h"

#include <string>
#include <vector>

namespace didban {

/// A file that a detector's result depends on besides the imagery.
struct ModelFile {
    std::string detector; ///< that uses it: "learned" or "evidence"
    report::InputRecord record;
};

/// Every model file that a run with this detector ("auto", "learned", …) may use: the city's own with its card, else
/// the shipped ones. Files that do not exist are left out; the detector refuses to run without them. Each is remembered
/// in `stamps`.
[[nodiscard]] std::vector<ModelFile> model_files(const City& city, const std::string& detector, InputStamps& stamps);

} // namespace didban
