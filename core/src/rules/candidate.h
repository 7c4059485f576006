#pragma once
#include "match_rule.h"

namespace didban {

/// A rule in force that applies to the parcel, or may.
struct Candidate {
    const Rule* rule{};
    bool possible{false};             ///< a missing fact decides whether it applies
    std::vector<std::string> missing; ///< facts that its conditions or its value lack
    std::optional<Limit> limit;       ///< its value, canonical unit; empty: not regulated, unknown or none
    bool lost{false};
    std::string because;

    void lose(std::string reason)
    {
        lost = true;
        because = std::move(reason);
    }
    [[nodiscard]] bool not_regulated() const { return rule->effect.value.kind == RuleValue::Kind::NotRegulated; }
    /// In force, but its value is not known: the rule says so, or its value needs a missing fact.
    [[nodiscard]] bool value_unknown() const;
};

/// The rules of `rules` (by id) that are in force and known and whose conditions hold or may hold, with their values.
/// Suspended rules are reported in `answer.losing` alone; drafts not at all. Overrides are applied.
[[nodiscard]] std::vector<Candidate> candidates(const std::vector<const Rule*>& rules, const RuleContext& context,
                                                const std::optional<Date>& known_as_of, QuantityAnswer& answer);

/// PARCEL_DECISION > SPECIAL > DETAILED > COMPREHENSIVE > DISTRICT > the rest.
[[nodiscard]] int specificity(RuleLevel level);

/// A district plan binds where nothing finer does: its own rules give way to any rule of a finer plan that bounds the
/// quantity in the same direction, and hold only perhaps where such a rule does.
void yield_to_finer_plans(std::vector<Candidate>& all);

/// Lets REPLACE and SET of the most specific area take over from base rules of the same level and below (an ADD of the
/// same level stays). Returns the rule that took over; null when none did.
const Candidate* take_over(std::vector<Candidate>& all);

/// What a FORBID rule that applies takes: the whole parcel (empty), or the parts of it that its overlays cover.
[[nodiscard]] std::vector<ForbiddenPart> forbidden_by(const Rule& rule, const RuleContext& context);

/// Collects what every outcome carries: inquiries, conditions of the deciding rules, losing rules, missing facts.
void collect_requirements(std::vector<Candidate>& all, QuantityAnswer& answer);

} // namespace didban
