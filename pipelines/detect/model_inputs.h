#pragma once
#include "didban/base/detector_choice.h"
#include "didban/city/city.h"
#include "didban/report/run_record.h"
#include "pipelines/run/input_stamps.h"

#include <string>
#include <vector>

namespace didban {

/// A file that a detector's result depends on besides the imagery.
struct ModelFile {
    DetectorChoice detector; ///< that uses it
    report::InputRecord record;
};

/// Every model file that a run with this detector may use: the city's own with its card, else
/// the shipped ones. Files that do not exist are left out; the detector refuses to run without them. Each is remembered
/// in `stamps`.
[[nodiscard]] std::vector<ModelFile> model_files(const City& city, DetectorChoice detector, InputStamps& stamps);

} // namespace didban
