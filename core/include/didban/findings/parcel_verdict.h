#pragma once
#include "didban/findings/finding.h"
#include "didban/findings/judge_change.h"

#include <vector>

namespace didban {

/// When a parcel can be judged at all.
struct SightOptions {
    double least_observed_share{
        0.5};                ///< of its area seen at both dates: below, nothing found means `not_seen`, not `no_change`
    double least_pixels{24}; ///< a smaller parcel is `too_small` for this sensor
    double quiet_probability{0.02}; ///< that a fully seen parcel without any finding has changed all the same
};

/// One parcel's verdict from its findings: suspected before unclear before authorized before exempt; without any,
/// no_change, or not_seen where too little was seen (an unknown share counts as seen). A parcel below the sensor's
/// reach is too_small whatever lies in it.
[[nodiscard]] ParcelVerdict parcel_verdict(std::size_t parcel, double parcel_area_m2,
                                           std::optional<double> observed_share,
                                           const std::vector<const Finding*>& findings,
                                           const std::vector<double>& probabilities, const Accuracy& accuracy,
                                           const SightOptions& options);

} // namespace didban
