#pragma once
#include "didban/rules/answer.h"
#include "didban/rules/facts.h"
#include "didban/rules/rule_set.h"
#include "parcel/say.h"

namespace didban::parcel_words {

/// A fact by its name in the answer: "zone", "passage_width_m", …
[[nodiscard]] std::string fact(const std::string& name, Language language);
/// The law that a parcel lies under; with shares where it lies across a boundary.
[[nodiscard]] std::string jurisdiction(const Answer& answer, Language language);
/// "now 10 m, plan 12 m".
[[nodiscard]] std::string passage_widths(const PassageFact& passage, Language language);
/// Why the area lost to widening is not known: "the plan width of A is not known"; "" = it is known.
[[nodiscard]] std::string why_widening_unknown(const ParcelFacts& facts, Language language);
/// A land use by its name and codes: "residential (R1, national class مسکونی, HILUCS 5_ResidentialUse)", "unknown".
[[nodiscard]] std::string use(const UseCode& code, Language language);
/// What a use is called: the plan's name; of plans that name none, the usual Persian word for a usual code. "" =
/// neither.
[[nodiscard]] std::string use_called(const UseCode& code, Language language);
/// What the plan calls a use, else its code.
[[nodiscard]] std::string use_name(const RuleSet& rules, const std::string& code, Language language);
/// `label`: what the city calls the kind.
[[nodiscard]] std::string overlay_kind(const std::string& kind, const Label& label, Language language);
/// The plan's title in the language, or in the other one where it has none.
[[nodiscard]] std::string plan_title(const PlanTitle& plan, Language language);

} // namespace didban::parcel_words
