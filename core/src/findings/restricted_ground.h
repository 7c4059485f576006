#pragma once
#include "didban/findings/judge_change.h"

namespace didban {

/// A restricted area that the change reaches into by more than the registration can explain.
struct Intrusion {
    const RestrictedArea* area{};
    double area_m2{}; ///< planar, after the change was drawn in by the registration error
    std::string code; ///< violation code; "" for areas that only raise the priority
};

/// Intrusions of at least options.min_intrusion_m2, in the order of `areas`.
[[nodiscard]] std::vector<Intrusion> intrusions(const ObservedChange& change,
                                                const std::vector<const RestrictedArea*>& areas,
                                                const Accuracy& accuracy, const JudgeOptions& options);

/// True for areas in which even a permit licenses nothing: passages and their widening.
[[nodiscard]] bool no_permit_helps(const RestrictedArea& area);

} // namespace didban
