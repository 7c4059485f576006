#pragma once
#include "didban/cases/case.h"
#include "didban/land/permit.h"

#include <optional>
#include <string>
#include <vector>

namespace didban {

/// What the ledger says of one period. `verdict` as in contract §1.
struct Observation {
    Date not_before, not_after;
    std::string verdict;
    std::optional<double> changed_m2, observed_share, change_probability;
    std::vector<std::string> case_ids;
};

/// What earlier watch runs left about one parcel.
struct ParcelHistory {
    bool known{false}; ///< false: there is no ledger yet
    std::vector<Case> cases;
    std::vector<Observation> observations; ///< by not_after
};

/// True when images of the period show that something was built, dug or pulled down. Exempt work counts.
[[nodiscard]] bool shows_change(const Observation& observation);
/// True when at least 90 % of the parcel was seen in the period and nothing had changed.
[[nodiscard]] bool vouches(const Observation& observation);

/// A point on which papers and images disagree about the stage of building.
struct StageConflict {
    std::string code; ///< "change_after_completion", "work_before_start", "work_without_start", "work_after_expiry",
                      ///< "work_without_permit", "completion_not_seen"
    std::string permit_id;             ///< "" = there is none
    std::string paper;                 ///< stage by the papers then: "COMPLETE", "START", "PERMIT", "NONE"
    std::vector<std::string> seen;     ///< kinds of change: "new", "groundwork", …; empty: images show no work
    Date not_before, not_after;        ///< when, by the images
    std::vector<std::string> case_ids; ///< of the ledger
    std::string reason_en, reason_fa;  ///< one sentence without dates of the period
};

/// Papers beside images (domain model §3.1). A conflict is a reason to look, never a finding of its own.
struct StageComparison {
    enum class State { Agree, Disagree, NotComparable } state{State::NotComparable};
    std::string why_not_en, why_not_fa;   ///< NotComparable: what is missing
    std::vector<StageConflict> conflicts; ///< by not_after, then code
};
/// "agree", "disagree", "not_comparable".
[[nodiscard]] std::string_view name(StageComparison::State state);

/// Compares the permits of one parcel with what images showed of it up to `on`. `permits` are this parcel's, or
/// nothing when the city has no register; `starts_recorded`: the register has dates of start-of-work sheets at all, so
/// that a missing one says something. A change counts against a paper only when its whole period lies on the wrong side
/// of the paper's date. Pure.
[[nodiscard]] StageComparison compare_stages(const std::optional<std::vector<const Permit*>>& permits,
                                             bool starts_recorded, const ParcelHistory& history, const Date& on);

} // namespace didban
