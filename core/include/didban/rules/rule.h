#pragma once
#include "didban/base/date.h"
#include "didban/limits/limit.h"
#include "didban/rules/quantity.h"

#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace didban {

enum class RuleLevel { National, District, Comprehensive, Detailed, Special, ParcelDecision, Sector };
enum class RuleStatus { Draft, Approved, Suspended, Repealed };
enum class Combinator { RestrictMax, RestrictMin, Replace, Add, Set, Forbid, RequireInquiry, RequireCondition };
enum class FloorBase { Unstated, Pilotis, Basement, HalfBasement, Ground };
enum class HeightReference { Unstated, StreetMidFront, StreetHighest, NaturalGround, AverageCorners, SeaLevel };
enum class HeightTop { Unstated, Eave, RoofSlab, Parapet, StairBox, Ridge, Highest };

/// Names as in rules.toml: "DETAILED", "APPROVED", "RESTRICT_MAX", "pilotis", "street_mid_front", "ridge"; "" for
/// Unstated.
[[nodiscard]] std::string_view name(RuleLevel v);
[[nodiscard]] std::string_view name(RuleStatus v);
[[nodiscard]] std::string_view name(Combinator v);
[[nodiscard]] std::string_view name(FloorBase v);
[[nodiscard]] std::string_view name(HeightReference v);
[[nodiscard]] std::string_view name(HeightTop v);

/// Half-open: from ≤ x < below.
struct Interval {
    double from{-std::numeric_limits<double>::infinity()};
    double below{std::numeric_limits<double>::infinity()};
    [[nodiscard]] bool contains(double x) const { return from <= x && x < below; }
    [[nodiscard]] bool overlaps(const Interval& o) const { return from < o.below && o.from < below; }
    friend bool operator==(const Interval&, const Interval&) = default;
};

/// Facts that conditions and formulas may use as numbers.
enum class NumericFact { PassageWidth, PlotArea, Frontage, PlotDepth, ExistingFloors };
/// "passage_width_m", "plot_area_m2", "frontage_m", "depth_m", "existing_floors".
[[nodiscard]] std::string_view name(NumericFact fact);
[[nodiscard]] std::optional<NumericFact> numeric_fact(std::string_view name);

/// When a rule applies. Every condition that is given must hold; an empty list is no condition. Texts are matching
/// keys.
struct Applies {
    std::vector<std::string> zones, districts, uses_approved, uses_permitted, uses_governing, sides, kinds,
        jurisdictions, parcels;
    std::vector<std::pair<NumericFact, Interval>> intervals; ///< ascending by fact
    std::vector<std::pair<Quantity, Interval>> given;        ///< on limits decided before this rule
    std::optional<bool> corner;
    std::vector<std::string> overlays; ///< kinds; the rule needs one overlay that fits all of kind, id and degree
    std::vector<std::string> overlay_ids, degrees;
    double within_m{0};                            ///< how far from the overlay the rule still holds
    std::optional<Date> permit_from, permit_below; ///< issue date of the permit, half-open
    [[nodiscard]] bool needs_overlay() const { return !overlays.empty() || !overlay_ids.empty(); }
};

/// factor · Π terms + plus, in the canonical unit of the rule's quantity.
struct Formula {
    double factor{1}, plus{0};
    std::vector<NumericFact> facts;
    std::vector<Quantity> limits;
};

struct RuleValue {
    enum class Kind { None, Number, Range, NotRegulated, Unknown, Existing, Formula, Uses };
    Kind kind{Kind::None};
    double low{}, high{}; ///< Number: equal. Range: the limit lies somewhere between. Canonical unit
    Formula formula;
    std::vector<std::string> uses; ///< use codes as written
};

struct Effect {
    Quantity quantity{Quantity::Floors};
    Combinator combinator{Combinator::RestrictMax};
    RuleValue value;
    FloorBase base{FloorBase::Unstated};
    HeightReference height_reference{HeightReference::Unstated};
    HeightTop height_top{HeightTop::Unstated};
    std::optional<double> cut_angle_deg; ///< of a depth rule: the cut towards the neighbour
    std::string body;                    ///< whom to ask; "" = nobody named
    std::string condition, condition_fa; ///< what the value is subject to; "" = nothing
    std::optional<Limit> otherwise;      ///< the value where the condition is not met, canonical unit; empty = not said
    [[nodiscard]] bool conditional() const { return !condition.empty() || !condition_fa.empty(); }
};

/// Where a rule is written.
struct RuleSource {
    std::string document, article, clause, note, uri, sha256, quote_fa;
    std::optional<int> page;
    /// "Detailed plan booklet, art. 4-2, p. 31".
    [[nodiscard]] std::string text() const;
};

/// One rule of a plan: data that a planner edits and reviews.
struct Rule {
    std::string id;
    int version{1};
    int line{0}; ///< in rules.toml
    RuleLevel level{RuleLevel::Detailed};
    RuleStatus status{RuleStatus::Approved};
    RuleSource source;
    std::string approved_by, approval_no;
    std::optional<Date> valid_from, valid_to;       ///< in force from the first up to, not including, the second
    std::optional<Date> recorded_from, recorded_to; ///< known to this file, likewise half-open
    std::vector<std::string> overrides; ///< ids of rules of the same quantity that give way where this one applies
    Applies applies;
    Effect effect;
    [[nodiscard]] bool in_force(const Date& as_of) const;
    [[nodiscard]] bool
    known(const std::optional<Date>& known_as_of) const; ///< no date: everything recorded and not withdrawn
    /// Overlays, sector and national layers restrict whatever the plan says; all else is the plan's own base.
    [[nodiscard]] bool restricts_from_outside() const;
};

} // namespace didban
