#include "didban/cases/decide.h"

#include "didban/base/error.h"

#include <gtest/gtest.h>

namespace didban {
namespace {

const Date today{2025, 8, 1};

Case detected()
{
    Case c;
    c.case_id = "C0123456789AB";
    c.first_seen = c.last_seen = {2025, 6, 4};
    c.verdict = Verdict::Suspected;
    c.violations = {"V100"};
    return c;
}

Decision said(Decision::Kind kind, const Date& on = {2025, 7, 1}, const std::string& reason = "")
{
    Decision d;
    d.kind = kind;
    d.on = on;
    d.reason = reason;
    return d;
}

std::string refusal(Case c, const Decision& d)
{
    try {
        (void)decide(c, d, today);
    } catch (const Error& e) {
        EXPECT_EQ(e.kind(), ErrorKind::Usage);
        EXPECT_NE(std::string(e.what()).find(c.case_id), std::string::npos) << e.what();
        return e.what();
    }
    return "";
}

TEST(Decide, KeepsReasonNoteAndInspector)
{
    Case c = detected();
    Decision d = said(Decision::Kind::Dismiss, {2025, 7, 1}, "TEMPORARY");
    d.note = "tent";
    d.inspector = "12";
    const CaseEvent e = decide(c, d, today);
    EXPECT_EQ(c.state, CaseState::Dismissed);
    EXPECT_EQ(c.settled_on, (Date{2025, 7, 1}));
    EXPECT_EQ(e.event, "dismissed");
    EXPECT_EQ(e.reason, "TEMPORARY");
    EXPECT_EQ(e.note, "tent");
    EXPECT_EQ(changed_to(e.changes, "state"), "dismissed");
}

TEST(Decide, StepsFollowTheStateAndEachOther)
{
    const CaseRules rules;
    Case c = detected();
    const auto step = [&](const char* name, const Date& on) {
        try {
            const CaseEvent e = take_step(c, *rules.find(name), said(Decision::Kind::Confirm, on), today);
            EXPECT_EQ(e.event, "step");
            EXPECT_EQ(e.reason, name);
            return std::string();
        } catch (const Error& e) {
            return std::string(e.what());
        }
    };
    EXPECT_NE(step("stopped", {2025, 7, 1}).find("a case that is confirmed"), std::string::npos);
    EXPECT_EQ(step("visit_ordered", {2025, 6, 20}), "");
    (void)decide(c, said(Decision::Kind::Confirm), today);
    EXPECT_TRUE(c.steps.empty()) << "the steps are those of the state";
    EXPECT_EQ(c.since, (Date{2025, 7, 1}));
    EXPECT_NE(step("confirmed", {2025, 7, 2}).find("is a state"), std::string::npos);
    EXPECT_NE(step("stopped", {2025, 6, 30}).find("in order"), std::string::npos);
    EXPECT_NE(step("stopped", {2025, 8, 2}).find("future"), std::string::npos);
    EXPECT_EQ(step("stopped", {2025, 7, 3}), "");
    EXPECT_NE(step("stopped", {2025, 7, 3}).find("already"), std::string::npos);
    const CaseEvent e = take_step(c, *rules.find("referred"), said(Decision::Kind::Confirm, {2025, 7, 9}), today);
    EXPECT_EQ(changed_to(e.changes, "steps"), "stopped=2025-07-03 referred=2025-07-09");
    CaseEvent numbered = e;
    numbered.number = 5;
    (void)undo(c, {numbered}, said(Decision::Kind::Confirm));
    ASSERT_EQ(c.steps.size(), 1U);
    EXPECT_EQ(c.steps[0].name, "stopped");
}

TEST(Decide, HoursAndFilesAreKeptAndHashed)
{
    Case c = detected();
    Decision d = said(Decision::Kind::Confirm);
    d.facts = {1.5, {{"a.jpg", std::string(64, 'a')}}};
    CaseEvent e = decide(c, d, today);
    const VisitFacts facts = facts_of(e.facts);
    EXPECT_EQ(facts.hours, 1.5);
    ASSERT_EQ(facts.files.size(), 1U);
    EXPECT_EQ(facts.files[0].name, "a.jpg");
    const std::string hash = event_hash(e);
    e.facts.clear();
    EXPECT_NE(event_hash(e), hash);
}

TEST(Decide, ARulingKeepsTheSightingThatItIsAbout)
{
    Case c = detected();
    EXPECT_TRUE(decide(c, said(Decision::Kind::Confirm), today).facts.empty()) << "no confidence is told";
    c = detected();
    c.confidence = 0.5;
    c.raw_confidence = 0.8;
    c.detector = "evidence";
    c.sensor = "optical 0.5 m";
    c.change = ChangeKind::Extended;
    const CaseEvent e = decide(c, said(Decision::Kind::Confirm), today);
    c.raw_confidence = 0.3; // a later run sees it otherwise
    const auto sighting = facts_of(e.facts).sighting;
    ASSERT_TRUE(sighting);
    EXPECT_EQ(sighting->confidence, 0.8);
    EXPECT_EQ(sighting->detector, "evidence");
    EXPECT_EQ(sighting->sensor, "optical 0.5 m");
    EXPECT_EQ(sighting->change, "extended");
    EXPECT_TRUE(decide(c, said(Decision::Kind::Close), today).facts.empty());
}

TEST(Decide, RefusesWithTheReason)
{
    const auto contains = [](const std::string& text, const char* word) {
        return text.find(word) != std::string::npos;
    };
    EXPECT_TRUE(contains(refusal(detected(), said(Decision::Kind::Confirm, {2025, 8, 2})), "future"));
    EXPECT_TRUE(contains(refusal(detected(), said(Decision::Kind::Confirm, {2025, 6, 3})), "2025-06-04"));
    EXPECT_TRUE(contains(refusal(detected(), said(Decision::Kind::Dismiss)), "needs a reason"));
    EXPECT_TRUE(contains(refusal(detected(), said(Decision::Kind::Dismiss, {2025, 7, 1}, "TEMPORAL")), "TEMPORARY"));
    EXPECT_TRUE(contains(refusal(detected(), said(Decision::Kind::Reopen)), "no decision"));
    Case c = detected();
    (void)decide(c, said(Decision::Kind::Confirm), today);
    EXPECT_TRUE(contains(refusal(c, said(Decision::Kind::Confirm)), "confirmed already"));
    (void)decide(c, said(Decision::Kind::Close), today);
    EXPECT_TRUE(contains(refusal(c, said(Decision::Kind::Confirm)), "reopen"));
    (void)decide(c, said(Decision::Kind::Reopen), today);
    EXPECT_EQ(c.state, CaseState::Detected);
    EXPECT_FALSE(c.settled_on);
}

TEST(Undo, TakesTheLastStandingDecisionBackAndThenTheOneBefore)
{
    Case c = detected();
    std::vector<CaseEvent> history;
    const auto add = [&](CaseEvent e) {
        e.number = static_cast<std::int64_t>(history.size()) + 1;
        history.push_back(std::move(e));
    };
    Decision first = said(Decision::Kind::Confirm);
    first.note = "seen";
    add(decide(c, first, today));
    add(decide(c, said(Decision::Kind::Dismiss, {2025, 7, 2}, "PERMIT_FOUND"), today));
    add(undo(c, history, said(Decision::Kind::Reopen)));
    EXPECT_EQ(c.state, CaseState::Confirmed);
    EXPECT_EQ(c.note, "seen");
    EXPECT_EQ(history.back().undoes, 2);
    add(undo(c, history, said(Decision::Kind::Reopen)));
    EXPECT_EQ(c.state, CaseState::Detected);
    EXPECT_EQ(c.note, "");
    EXPECT_THROW((void)undo(c, history, said(Decision::Kind::Reopen)), Error);
}

/// Three lines, chained.
std::vector<CaseEvent> chain()
{
    std::vector<CaseEvent> lines(3);
    std::string previous;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        lines[i].number = static_cast<std::int64_t>(i) + 1;
        lines[i].event = "confirmed";
        lines[i].note = "note " + std::to_string(i);
        lines[i].previous_hash = previous;
        previous = lines[i].hash = event_hash(lines[i]);
    }
    return lines;
}

std::vector<std::string> faults_of(const std::vector<CaseEvent>& lines, const ChainHead& head)
{
    ChainCheck check;
    for (const CaseEvent& e : lines)
        check.line(e);
    return check.finish(head);
}

TEST(Chain, FindsWhatWasEditedRemovedOrCutOff)
{
    const std::vector<CaseEvent> whole = chain();
    const ChainHead head{3, whole.back().hash};
    EXPECT_TRUE(faults_of(whole, head).empty());
    std::vector<CaseEvent> edited = whole;
    edited[1].note = "another";
    EXPECT_EQ(faults_of(edited, head).size(), 1U);
    edited[1].hash = event_hash(edited[1]); // and made to look right
    EXPECT_FALSE(faults_of(edited, head).empty());
    EXPECT_FALSE(faults_of({whole[0], whole[2]}, head).empty());
    EXPECT_FALSE(faults_of({whole[0], whole[1]}, head).empty());
    EXPECT_FALSE(faults_of({whole[1], whole[2]}, head).empty());
    ChainCheck check;
    EXPECT_FALSE(check.finish(std::nullopt).empty());
}

} // namespace
} // namespace didban
