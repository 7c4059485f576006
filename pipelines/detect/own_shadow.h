#pragma once
#include "pipelines/detect/candidates.h"
#include "pipelines/detect/methods.h"
#include "pipelines/detect/sunlight.h"

namespace didban::detect {

/// Leaves out of what was built the shadow that it casts at the later date (take_off_own_shadow): ground that grew dark
/// looks to the network like a part of the building, which matters where a building stands back from its street. Does
/// nothing where the sun's place is not known.
class OwnShadow {
public:
    explicit OwnShadow(const Job& job);
    /// Changes runs and outline; of several pieces the largest stays, if it is half of the object and more. Returns how
    /// much was left out, m².
    double take_off(Candidate& built) const;

private:
    const PairSource& pair_;
    std::optional<SunAndView> sun_;
    BandLevels levels_;
};

} // namespace didban::detect
