#include "didban/cases/decide.h"

#include "didban/base/error.h"
#include "didban/base/text.h"

#include <algorithm>
#include <set>

namespace didban {

namespace {

[[noreturn]] void refuse(const Case& c, const std::string& why)
{
    throw Error(ErrorKind::Usage, "case " + c.case_id + ": " + why);
}

CaseState state_after(Decision::Kind kind)
{
    switch (kind) {
    case Decision::Kind::Confirm:
        return CaseState::Confirmed;
    case Decision::Kind::Dismiss:
        return CaseState::Dismissed;
    case Decision::Kind::Close:
        return CaseState::Closed;
    case Decision::Kind::Reopen:
        break;
    }
    return CaseState::Detected;
}

void check_not_to_come(const Case& c, const Date& on, const Date& last_day)
{
    if (on > last_day)
        refuse(c, "the day " + on.iso() + " lies in the future; give the day on which it was decided");
}

void check_day(const Case& c, const Date& on, const Date& last_day)
{
    check_not_to_come(c, on, last_day);
    if (on < c.first_seen)
        refuse(c, "the day " + on.iso() + " is before the case was first seen (" + c.first_seen.iso() +
                      "); give the day on which it was decided");
}

void check_reason(const Case& c, const Decision& d)
{
    const bool dismissal = d.kind == Decision::Kind::Dismiss;
    if (!dismissal && !d.reason.empty())
        refuse(c, "only a dismissal has a reason (\"" + d.reason + "\"); write it as a note");
    if (!dismissal)
        return;
    const auto& known = dismissal_reasons();
    if (std::find(known.begin(), known.end(), d.reason) != known.end())
        return;
    const std::string near = text::nearest(d.reason, known);
    refuse(c, d.reason.empty() ? "a dismissal needs a reason, for example TEMPORARY"
                               : "the reason \"" + d.reason + "\" is not known" +
                                     (near.empty() ? "" : "; did you mean " + near + "?"));
}

void check_state(const Case& c, const Decision& d)
{
    const std::string now(name(c.state));
    if (d.kind == Decision::Kind::Reopen) {
        if (c.state == CaseState::Detected || c.state == CaseState::Recorded)
            refuse(c, "is " + now + ": there is no decision to reopen");
    } else if (c.state == state_after(d.kind)) {
        refuse(c, "is " + now + " already; `didban cases CITY undo " + c.case_id + "` takes that back");
    } else if (is_settled(c.state)) {
        refuse(c, "is " + now + "; reopen it first (`didban cases CITY reopen " + c.case_id + "`)");
    }
}

void check_step(const Case& c, const LegalStep& step, const Date& on)
{
    if (case_state(step.name))
        refuse(c, "\"" + step.name + "\" is a state, which a decision or a run gives");
    const CaseState of = step.after_confirmation ? CaseState::Confirmed : CaseState::Detected;
    if (c.state != of)
        refuse(c, "is " + std::string(name(c.state)) + "; \"" + step.name + "\" is a step of a case that is " +
                      std::string(name(of)));
    const Date since = c.since.value_or(c.first_seen);
    const std::string before = c.steps.empty() ? std::string(name(c.state)) : c.steps.back().name;
    const Date last = c.steps.empty() ? since : c.steps.back().on;
    if (on < last)
        refuse(c, "the day " + on.iso() + " is before the step \"" + before + "\" of " + last.iso() +
                      "; steps are told in order");
    if (on == last && before == step.name)
        refuse(c, "took the step \"" + step.name + "\" on " + on.iso() + " already");
}

/// The event of a decision that made `before` into `c`.
CaseEvent event_of(const Case& before, const Case& c, const Decision& d, std::string_view what)
{
    CaseEvent e;
    e.case_id = c.case_id;
    e.place = c.place;
    e.on = d.on.iso();
    e.event = what;
    e.cause = d.cause;
    e.reason = d.reason;
    e.note = d.note;
    e.inspector = d.inspector;
    e.changes = changes_between(before, c);
    e.facts = facts_text(d.facts);
    e.recorded = d.recorded;
    return e;
}

/// What is ruled on; nothing where the case tells no confidence.
std::optional<RuledSighting> sighting_of(const Case& c)
{
    const std::optional<double> confidence = c.raw_confidence ? c.raw_confidence : c.confidence;
    if (!confidence)
        return std::nullopt;
    return RuledSighting{*confidence, c.detector, c.sensor, std::string(name(c.change))};
}

bool is_decision(const CaseEvent& e)
{
    return e.event == "confirmed" || e.event == "dismissed" || e.event == "closed" || e.event == "reopened" ||
           e.event == "step";
}

} // namespace

std::string_view name(Decision::Kind kind)
{
    return kind == Decision::Kind::Reopen ? "reopened" : name(state_after(kind));
}

CaseEvent decide(Case& c, const Decision& d, const Date& last_day)
{
    check_day(c, d.on, last_day);
    check_state(c, d);
    check_reason(c, d);
    const Case before = c;
    c.state = state_after(d.kind);
    c.dismissal = d.reason;
    c.note = d.note;
    c.inspector = d.inspector;
    c.since = d.on;
    c.steps.clear();
    if (is_settled(c.state))
        c.settled_on = d.on;
    else if (d.kind == Decision::Kind::Reopen)
        c.settled_on.reset();
    Decision told = d;
    if (d.kind == Decision::Kind::Confirm || d.kind == Decision::Kind::Dismiss)
        told.facts.sighting = sighting_of(before);
    CaseEvent e = event_of(before, c, told, name(d.kind));
    e.detail = d.reason.empty() || d.note.empty() ? d.reason + d.note : d.reason + ": " + d.note;
    return e;
}

CaseEvent take_step(Case& c, const LegalStep& step, const Decision& d, const Date& last_day)
{
    check_not_to_come(c, d.on, last_day);
    check_step(c, step, d.on);
    const Case before = c;
    c.steps.push_back({step.name, d.on});
    CaseEvent e = event_of(before, c, d, "step");
    e.reason = step.name;
    e.detail = step.name_en + (d.note.empty() ? "" : ": " + d.note);
    return e;
}

CaseEvent undo(Case& c, const std::vector<CaseEvent>& history, const Decision& by)
{
    std::set<std::int64_t> undone;
    for (const CaseEvent& e : history)
        if (e.undoes > 0)
            undone.insert(e.undoes);
    const auto last = std::find_if(history.rbegin(), history.rend(),
                                   [&](const CaseEvent& e) { return is_decision(e) && undone.count(e.number) == 0; });
    if (last == history.rend())
        refuse(c, "there is no decision to take back");
    if (last->changes.empty())
        refuse(c, "its decision of " + last->on +
                      " is older than the chain of events, which does not tell what was "
                      "before; reopen it");
    const Case before = c;
    take_back(c, last->changes);
    CaseEvent e = event_of(before, c, by, "undone");
    const std::string& what = last->event == "step" ? last->reason : last->event;
    e.detail = what + " of " + last->on + " taken back" + (by.note.empty() ? "" : ": " + by.note);
    e.undoes = last->number;
    return e;
}

} // namespace didban
