#pragma once
#include "didban/cases/case_event.h"
#include "didban/city/legal_step.h"
#include "didban/report/language.h"

#include <string>

namespace didban {

/// What an event says, in one sentence without its day and without the name of whoever decided: "dismissed
/// (temporary structure): a tent, gone".
[[nodiscard]] std::string event_words(const CaseEvent& event, const CaseRules& rules, Language language);
/// A step by its name in the city's words; the name itself for a step that the city no longer has.
[[nodiscard]] std::string step_words(const std::string& step, const CaseRules& rules, Language language);
/// Why a case was dismissed, by its code.
[[nodiscard]] std::string dismissal_words(const std::string& code, Language language);

} // namespace didban
