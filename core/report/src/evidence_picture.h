#pragma once
#include "didban/findings/finding.h"
#include "didban/report/picture.h"

#include <string>

namespace didban::report {

/// The ground round a finding, enlarged to at least 480 pixels a side; the parcel (may be null) in white, the change in
/// vermilion, a scale bar with its length in metres, and `label` (ASCII) in a corner.
[[nodiscard]] Picture evidence_picture(const DatedImage& image, const Stretch& stretch, const Finding& finding,
                                       const MultiPolygon* parcel, const std::string& label);

} // namespace didban::report
