#pragma once
#include "didban/cases/case_event.h"
#include "didban/cases/visit_facts.h"
#include "didban/city/legal_step.h"

#include <string>

namespace didban {

/// What a person says of a case.
struct Decision {
    enum class Kind { Confirm, Dismiss, Close, Reopen } kind{Kind::Confirm};
    std::string reason; ///< of a dismissal, from dismissal_reasons()
    std::string note;   ///< what the inspector saw
    std::string inspector;
    VisitFacts facts;              ///< hours of the visit, photos and other files
    Date on;                       ///< the day of the decision
    std::string cause{"decision"}; ///< or "import"
    std::string recorded;          ///< UTC instant of writing
};
[[nodiscard]] std::string_view name(Decision::Kind kind); ///< the event: "confirmed", "dismissed", "closed", "reopened"

/// Applies the decision and gives the event for the history. `last_day`: the latest day that is not in the future
/// anywhere on earth. Throws Error{Usage} that names the case and the reason: a day in the future or before the first
/// sight, a state that the case already has, a dismissal without a known reason, a ruling that was not reopened first.
[[nodiscard]] CaseEvent decide(Case& c, const Decision& decision, const Date& last_day);

/// The case takes a step of its way, for example "stopped"; the kind of `decision` is not looked at. Throws
/// Error{Usage} that names the case and the reason: a day in the future, before the state or the step before it, a step
/// of another state or one that it took that day.
[[nodiscard]] CaseEvent take_step(Case& c, const LegalStep& step, const Decision& decision, const Date& last_day);

/// Takes the last decision or step back that still stands; `history`: the case's events in order. Throws Error{Usage}
/// when there is none.
[[nodiscard]] CaseEvent undo(Case& c, const std::vector<CaseEvent>& history, const Decision& by);

} // namespace didban
