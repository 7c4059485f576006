#pragma once
#include "didban/rules/rule.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace didban {

/// One line of a criteria table. A criterion scores a parcel from 0 (fails) to 1 (best); a required one that scores 0
/// rules it out.
struct SitingCriterion {
    enum class Kind { Fact, Distance, Overlay, Deficit, Limit, Vacant, Ownership };
    std::string id;
    Kind kind{Kind::Fact};
    double weight{1};
    bool required{false};
    NumericFact fact{NumericFact::PassageWidth};
    Quantity quantity{Quantity::Floors};  ///< Limit: the plan's limit counts
    std::optional<double> at_least, best; ///< Fact, Limit: 0 below at_least, 1 from best on, linear between
    std::vector<std::string> uses;        ///< Distance, Deficit: governing uses of zones, matching keys
    double near_m{0},
        far_m{0}; ///< Distance: 1 up to near_m, 0 from far_m on; reversed (near_m > far_m) = the farther the better
    std::vector<std::string> overlays; ///< Overlay: kinds to keep away from
    double within_m{0};                ///< Overlay: 0 on it or nearer than this, else 1
    std::vector<std::string> classes;  ///< Ownership: those that are wanted, matching keys
    double m2_per_person{0};           ///< Deficit: standard; score = share of the district's need that is not met
};

struct SitingCriteria {
    std::string title, title_fa;
    std::vector<std::string> candidate_uses;  ///< governing use that candidates must have; empty = any
    std::map<std::string, double> population; ///< by district (matching key)
    std::vector<SitingCriterion> criteria;    ///< in file order
    /// Whether the result is an inventory of land: some criterion asks for empty plots or for ownership.
    [[nodiscard]] bool of_land() const;
};

/// Reads a criteria file (docs/siting.md). Throws Error{Configuration} "file:line: what; remedy".
[[nodiscard]] SitingCriteria read_siting_criteria(const std::string& path);

} // namespace didban
