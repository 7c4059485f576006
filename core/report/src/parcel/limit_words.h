#pragma once
#include "didban/rules/rule_set.h"
#include "parcel/say.h"

#include <vector>

namespace didban::parcel_words {

/// "at most 4 floors on pilotis", "unknown", "forbidden", …
[[nodiscard]] std::string value(const QuantityAnswer& answer, const RuleSet& rules, Language language);
/// The same in a few words, for a card: "4 floors", "60 %", "unknown".
[[nodiscard]] std::string short_value(const QuantityAnswer& answer, Language language);
/// A bound with its unit: "4 floors", "8 to 12 m", "60 %".
[[nodiscard]] std::string amount(const Limit& limit, Quantity quantity, Language language);
[[nodiscard]] std::string quantity(Quantity q, Language language);
/// One or two words for a badge.
[[nodiscard]] std::string outcome(Outcome outcome, Language language);

} // namespace didban::parcel_words
