#include "didban/cases/compare_stages.h"

#include <gtest/gtest.h>

namespace didban {
namespace {

Observation period(const char* from, const char* to, const char* verdict, std::vector<std::string> cases = {})
{
    Observation o;
    o.not_before = *Date::parse_iso(from);
    o.not_after = *Date::parse_iso(to);
    o.verdict = verdict;
    o.observed_share = 1.0;
    o.case_ids = std::move(cases);
    return o;
}

ParcelHistory history(std::vector<Observation> observations)
{
    ParcelHistory h;
    h.known = true;
    h.observations = std::move(observations);
    Case dug;
    dug.case_id = "K-1";
    dug.change = ChangeKind::Groundwork;
    h.cases = {dug};
    return h;
}

Permit permit()
{
    Permit p;
    p.id = "P-1";
    p.kind = PermitKind::New;
    p.issued = Date{2021, 3, 1};
    p.valid_to = Date{2024, 3, 1};
    return p;
}

constexpr Date today{2026, 1, 1};

std::vector<std::string> codes(const StageComparison& c)
{
    std::vector<std::string> all;
    for (const StageConflict& s : c.conflicts)
        all.push_back(s.code);
    return all;
}

StageComparison compare(const Permit& p, std::vector<Observation> seen, bool starts_recorded = true)
{
    return compare_stages(std::vector{&p}, starts_recorded, history(std::move(seen)), today);
}

using Codes = std::vector<std::string>;

TEST(CompareStages, EveryKindOfDisagreement)
{
    Permit p = permit();
    EXPECT_EQ(codes(compare(p, {period("2022-05-01", "2022-09-01", "authorized", {"K-1"})})),
              Codes{"work_without_start"});
    EXPECT_EQ(codes(compare(p, {period("2024-05-01", "2024-09-01", "suspected")})), Codes{"work_after_expiry"});
    p.started = Date{2023, 1, 1};
    EXPECT_EQ(codes(compare(p, {period("2022-05-01", "2022-09-01", "authorized")})), Codes{"work_before_start"});
    p.completed = Date{2023, 12, 1};
    EXPECT_EQ(codes(compare(p, {period("2024-05-01", "2024-09-01", "suspected")})), Codes{"change_after_completion"});
    EXPECT_EQ(codes(compare(p, {period("2020-06-01", "2022-06-01", "no_change"),
                                period("2022-06-01", "2024-06-01", "no_change")})),
              Codes{"completion_not_seen"});
    EXPECT_EQ(codes(compare_stages(std::vector<const Permit*>{}, true,
                                   history({period("2022-05-01", "2022-09-01", "suspected")}), today)),
              Codes{"work_without_permit"});
}

TEST(CompareStages, AConflictNamesPaperKindAndPeriod)
{
    const Permit p = permit();
    const auto c = compare(p, {period("2022-05-01", "2022-09-01", "authorized", {"K-1"})}).conflicts.at(0);
    EXPECT_EQ(c.permit_id, "P-1");
    EXPECT_EQ(c.paper, "PERMIT");
    EXPECT_EQ(c.seen, (Codes{"groundwork"}));
    EXPECT_EQ(c.not_before, (Date{2022, 5, 1}));
    EXPECT_EQ(c.case_ids, (Codes{"K-1"}));
}

TEST(CompareStages, WhatMayHaveHappenedInTimeIsNoConflict)
{
    Permit p = permit();
    p.started = Date{2021, 6, 1};
    p.completed = Date{2023, 12, 1};
    // The period reaches over the completion, so the work may have been before it.
    EXPECT_EQ(compare(p, {period("2023-06-01", "2024-06-01", "authorized")}).state, StageComparison::State::Agree);
    // Exempt work is no stage, and a register without start sheets says nothing by leaving one out.
    EXPECT_EQ(compare(p, {period("2024-06-01", "2024-09-01", "exempt")}).state, StageComparison::State::Agree);
    EXPECT_EQ(compare(permit(), {period("2022-05-01", "2022-09-01", "authorized")}, false).state,
              StageComparison::State::Agree);
    // Only half of the time between permit and completion was seen.
    EXPECT_EQ(compare(p, {period("2020-06-01", "2022-06-01", "no_change")}).state, StageComparison::State::Agree);
    // A later addition has its own permit.
    Permit addition = permit();
    addition.id = "P-2";
    addition.kind = PermitKind::Addition;
    addition.issued = Date{2024, 4, 1};
    addition.valid_to = Date{2027, 4, 1};
    addition.started = Date{2024, 5, 1};
    EXPECT_EQ(compare_stages(std::vector<const Permit*>{&p, &addition}, true,
                             history({period("2024-05-01", "2024-09-01", "authorized")}), today)
                  .state,
              StageComparison::State::Agree);
}

TEST(CompareStages, SilenceIsNotAgreement)
{
    const Permit p = permit();
    EXPECT_EQ(compare(p, {}).state, StageComparison::State::NotComparable);
    EXPECT_EQ(compare(p, {period("2022-05-01", "2022-09-01", "not_seen")}).state,
              StageComparison::State::NotComparable);
    EXPECT_EQ(compare(p, {period("2026-05-01", "2026-09-01", "suspected")}).state,
              StageComparison::State::NotComparable)
        << "images later than the day asked for";
    EXPECT_EQ(
        compare_stages(std::nullopt, true, history({period("2022-05-01", "2022-09-01", "suspected")}), today).state,
        StageComparison::State::NotComparable);
    EXPECT_EQ(compare_stages(std::vector{&p}, true, {}, today).state, StageComparison::State::NotComparable);
}

} // namespace
} // namespace didban
