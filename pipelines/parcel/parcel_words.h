#pragma once
#include "pipelines/parcel/parcel_file.h"

/// Words and lines that the text and the HTML page share.
namespace didban::parcel_words {

/// The Persian or the English text.
[[nodiscard]] std::string say(Language language, std::string_view en, std::string_view fa);
/// A number as printed: up to `decimals` decimals without trailing zeros, in Persian digits for Persian.
[[nodiscard]] std::string number(double x, int decimals, Language language);
/// Jalali in Persian ("۱۴۰۴/۰۸/۳۰"), ISO in English.
[[nodiscard]] std::string date(const Date& day, Language language);
/// "at most 4 floors on pilotis", "unknown", "forbidden", …
[[nodiscard]] std::string value(const QuantityAnswer& answer, Language language);
/// The same in a few words, for a card: "4 floors", "60 %", "unknown".
[[nodiscard]] std::string short_value(const QuantityAnswer& answer, Language language);
/// Document, article, clause, note and page.
[[nodiscard]] std::string source_text(const RuleSource& source, Language language);
/// Document, article, page of the deciding rule; "" when none decided.
[[nodiscard]] std::string clause(const QuantityAnswer& answer, Language language);
/// What is not certain about a limit and whom to ask: missing facts, bonuses, conditions, forbidden parts, bounds that
/// contradict each other. One sentence each.
[[nodiscard]] std::vector<std::string> remarks(const QuantityAnswer& answer, Language language);
[[nodiscard]] std::string quantity(Quantity q, Language language);
/// The law that a parcel lies under; with shares where it lies across a boundary.
[[nodiscard]] std::string jurisdiction(const Answer& answer, Language language);
/// Why the area lost to widening is not known: "the plan width of A is not known"; "" = it is known.
[[nodiscard]] std::string why_widening_unknown(const ParcelFacts& facts, Language language);
/// The parts of the parcel where a quantity is forbidden: "forbidden inside Q-1 (qanat buffer, 49.4 % of the parcel)".
[[nodiscard]] std::vector<std::string> forbidden_parts(const QuantityAnswer& answer, Language language);
/// What a limit is subject to: "only in high-rise zones, otherwise 4 floors". One line each.
[[nodiscard]] std::vector<std::string> conditions(const QuantityAnswer& answer, Language language);
[[nodiscard]] std::string fact(const std::string& name, Language language);
[[nodiscard]] std::string verdict(const std::string& word, Language language);
[[nodiscard]] std::string around(const AroundItem& item, Language language);
/// "on the parcel", "touches the parcel's edge", "12.5 m away".
[[nodiscard]] std::string contact(const AroundItem& item, Language language);
/// The plan's title in the language, or in the other one where it has none.
[[nodiscard]] std::string plan_title(const PlanTitle& plan, Language language);
/// "images show …, between DAY and DAY (groundwork), permit P-1".
[[nodiscard]] std::string stage_conflict(const StageConflict& conflict, Language language);
/// Kind of a change object: "new", "groundwork", …
[[nodiscard]] std::string change_kind(const std::string& kind, Language language);
/// State of a case: "detected", "confirmed", …
[[nodiscard]] std::string case_state(const std::string& state, Language language);
/// One or two words for a badge.
[[nodiscard]] std::string outcome(Outcome outcome, Language language);
/// What is to be said about the answer as a whole: several zones, no zone, clauses that do not fit each other.
[[nodiscard]] std::vector<std::string> notes(const ParcelFile& file, Language language);
/// A land use by its codes: "R1 (national class مسکونی, HILUCS 5_ResidentialUse)", "unknown".
[[nodiscard]] std::string use(const UseCode& code, Language language);
[[nodiscard]] std::string overlay_kind(const std::string& kind, Language language);

} // namespace didban::parcel_words
