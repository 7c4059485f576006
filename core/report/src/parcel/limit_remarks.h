#pragma once
#include "didban/rules/other_side.h"
#include "parcel/limit_words.h"

namespace didban::parcel_words {

/// Document, article, clause, note and page.
[[nodiscard]] std::string source_text(const RuleSource& source, Language language);
/// source_text() of the deciding rule; "" when none decided.
[[nodiscard]] std::string clause(const QuantityAnswer& answer, Language language);
/// What is not certain about a limit and whom to ask: missing facts, bonuses, conditions, forbidden parts, bounds that
/// contradict each other. One sentence each.
[[nodiscard]] std::vector<std::string> remarks(const QuantityAnswer& answer, Language language);
/// The parts of the parcel where a quantity is forbidden: "forbidden inside Q-1 (qanat buffer, 49.4 % of the parcel)".
[[nodiscard]] std::vector<std::string> forbidden_parts(const QuantityAnswer& answer, Language language);
/// What a limit is subject to: "only in high-rise zones, otherwise 4 floors". One line each.
[[nodiscard]] std::vector<std::string> conditions(const QuantityAnswer& answer, Language language);
/// "number of floors: at most 3 floors (a draft, not approved)".
[[nodiscard]] std::string pending(const PendingRule& pending, const RuleSet& rules, Language language);
/// "a draft", "in force from 2026-03-21".
[[nodiscard]] std::string pending_state(const PendingRule& pending, Language language);
/// "the plot's area of 118.4 m² (± 5.2) may be 120 m² or more; then: number of floors at most 4".
[[nodiscard]] std::string other_side(const OtherSide& side, const RuleSet& rules, Language language);
/// What is to be said about an answer as a whole: several zones, no zone, clauses that do not fit each other, edges of
/// rules nearby.
[[nodiscard]] std::vector<std::string> notes(const Answer& answer, const std::vector<OtherSide>& other_sides,
                                             const RuleSet& rules, Language language);

} // namespace didban::parcel_words
