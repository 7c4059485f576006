#pragma once
#include "didban/limits/bound.h"
#include "didban/rules/facts.h"
#include "didban/rules/rule.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace didban {

/// The outcome for one quantity (domain model: ALLOWED | LIMITED | FORBIDDEN | UNKNOWN | NEEDS_INQUIRY, and not
/// regulated).
enum class Outcome {
    Allowed,      ///< the plan's own value stands
    Limited,      ///< an overlay or sector rule is stricter than the plan
    Forbidden,    ///< nothing of it is allowed
    NotRegulated, ///< a rule says that there is no limit
    Unknown,      ///< no rule, a rule whose value is unknown, or a fact is missing. Never read as "no limit"
    NeedsInquiry  ///< a body must be asked; a limit beside it is the strictest one that is certain
};
/// "ALLOWED", "LIMITED", "FORBIDDEN", "NOT_REGULATED", "UNKNOWN", "NEEDS_INQUIRY".
[[nodiscard]] std::string_view name(Outcome outcome);

/// A rule that applied (or may apply) and did not decide.
struct LosingRule {
    const Rule* rule{};
    std::optional<Limit> limit;
    std::string because; ///< "looser", "equal", "replaced by RULE", "overridden by RULE", "fixed by RULE", "missing
                         ///< FACT", "not in force: suspended"
};
struct Inquiry {
    std::string body;
    const Rule* rule{};
};
/// What a limit is subject to, with the rule that says so.
struct Condition : LimitCondition {
    const Rule* rule{};
    std::optional<bool> minimum; ///< the direction that it is about; empty = the quantity as a whole
};
/// A bonus that is part of the limit.
struct Bonus {
    const Rule* rule{};
    Limit amount;
};
/// A part of the parcel where the quantity is forbidden: inside this overlay, or within `within_m` of it.
struct ForbiddenPart {
    const Rule* rule{};
    std::string overlay_id, kind;
    double within_m{};
    double share{};   ///< of the parcel inside the overlay itself (0 when only the distance counts)
    double area_m2{}; ///< likewise
    Label label;      ///< of its kind, as OverlayFact has it
};

struct QuantityAnswer {
    Quantity quantity{};
    Outcome outcome{Outcome::Unknown};
    std::optional<Limit> maximum;     ///< at most; also filled beside Unknown and NeedsInquiry when a bound is certain
    std::optional<Limit> minimum;     ///< at least
    bool fixed{false};                ///< SET: exactly this value
    std::vector<std::string> uses;    ///< for the three use lists
    const Rule* decided_by{};         ///< of the main direction (maximum, or minimum where is_minimum); null = no rule
    const Rule* opposite_by{};        ///< of the other direction
    std::vector<Bonus> bonuses;       ///< ADD rules whose amounts are part of the limit, by rule id
    std::vector<LosingRule> losing;   ///< by rule id
    std::vector<std::string> missing; ///< names of facts, sorted
    std::vector<Inquiry> inquiries;
    std::vector<Condition> conditions;
    std::optional<Limit> unconditional_maximum, unconditional_minimum; ///< where no condition is met; empty = not known
    std::vector<ForbiddenPart> forbidden_parts;
    std::vector<Quantity> depends_on; ///< whose limits the deciding rules are chosen or counted by
    bool conflict{false};             ///< it demands at least more than it allows at most; no building keeps both
    std::string zone;                 ///< of a parcel in several zones: the one whose rules decided

    /// The bound in the quantity's main direction; empty when there is none.
    [[nodiscard]] const std::optional<Limit>& limit() const { return is_minimum(quantity) ? minimum : maximum; }
    /// The one number that holds for certain: only for Allowed and Limited with an exact limit.
    [[nodiscard]] std::optional<double> number() const;
    /// The limit in one direction, as check_bound() takes it. A prohibition stands in the direction "at most".
    [[nodiscard]] Bound bound(bool at_least) const;
};

/// A part of a parcel that one kind of plan zones.
struct PlanLevelShare {
    PlanLevel level{};
    double share{}; ///< of the parcel's area, 0 to 1
};

/// Every limit of one parcel on one day, with what decided it. Pointers to rules live as long as the answer.
struct Answer {
    std::shared_ptr<const void> rules_alive; ///< keeps the rules that the answer points to
    std::string parcel_id;
    Date as_of;
    std::optional<Date> known_as_of;
    std::string plan_id, plan_title;
    std::vector<ZoneShare> zones;
    std::vector<PlanLevelShare> plan_levels;          ///< whose zones govern, finest first; empty = in no zone
    Jurisdiction jurisdiction{Jurisdiction::Unknown}; ///< of most of the parcel
    std::vector<JurisdictionShare> jurisdictions;     ///< all of them, largest share first
    std::vector<QuantityAnswer>
        quantities; ///< in the order of Quantity: those that some rule of the set speaks of, and always the first four
    std::vector<Inquiry> inquiries;        ///< all bodies to ask, once each
    std::vector<std::string> notes;        ///< "two zones", "density is not coverage × floors", …
    std::vector<std::string> notes_fa;     ///< the same in Persian, one for one
    std::optional<Limit> derived_height_m; ///< from the floors, for comparison with a DSM only: never a limit

    [[nodiscard]] const QuantityAnswer* find(Quantity quantity) const;
    [[nodiscard]] QuantityAnswer* find(Quantity quantity);
    void note(std::string en, std::string fa);
};

/// A rule that does not hold yet: a draft, or one whose first day is still to come. It decides no limit.
struct PendingRule {
    const Rule* rule{};
    std::optional<Date> from; ///< its first day, where that is still to come
    QuantityAnswer then;      ///< the limit on that day; of a draft, were it in force
    bool changes{false};      ///< that limit is not the one that holds now
};

/// Metres from the street to the top of the parapet for so many floors: 3.0 to 3.4 m each, pilotis 2.4 to 2.6 m,
/// parapet 0.9 to 1.1 m.
[[nodiscard]] Limit height_of_floors(double floors, FloorBase base);

} // namespace didban
