#include "didban/findings/sweep.h"

#include <gtest/gtest.h>

namespace didban {
namespace {

const Date today{2026, 6, 20};
const SweepOptions usual;

Permit permit(double footprint_m2, PermitKind kind = PermitKind::New)
{
    Permit p;
    p.id = "14001";
    p.issued = {2020, 1, 1};
    p.footprint_m2 = footprint_m2;
    p.kind = kind;
    return p;
}

/// A building that no older record has, alone on its plot.
struct OnePlot {
    explicit OnePlot(double area_m2)
    {
        parcel.id = "7-1-1-1";
        parcel.area_m2 = 400;
        place.parcel = &parcel;
        part.area_m2 = part.unrecorded_m2 = place.covered_m2 = place.unrecorded_m2 = area_m2;
        part.area_sigma_m2 = place.covered_sigma_m2 = place.unrecorded_sigma_m2 = 3;
    }
    void record(double recorded_m2)
    {
        part.recorded_m2 = recorded_m2;
        part.unrecorded_m2 = place.unrecorded_m2 = part.area_m2 - recorded_m2;
    }
    [[nodiscard]] SweepVerdict verdict() const { return judge_standing(part, place, usual).verdict; }

    Parcel parcel;
    SweepPlace place;
    StandingPart part;
};

TEST(Sweep, LicensesWhateverWasBuiltUnderIt)
{
    Permit p = permit(100);
    p.valid_to = Date{2023, 1, 1};
    EXPECT_TRUE(licenses(p, today)); // expired since
    p.status = PermitStatus::Completed;
    EXPECT_TRUE(licenses(p, today));
    p.issued = {2026, 6, 21};
    EXPECT_FALSE(licenses(p, today));
    p.issued = {1821, 3, 21}; // the earliest day, where the register does not say it
    p.issued_known = false;
    EXPECT_TRUE(licenses(p, today));
    for (const PermitStatus status : {PermitStatus::Revoked, PermitStatus::Suspended, PermitStatus::Draft}) {
        p.status = status;
        EXPECT_FALSE(licenses(p, today));
    }
    EXPECT_FALSE(licenses(permit(100, PermitKind::Repair), today));
    EXPECT_FALSE(licenses(permit(100, PermitKind::Demolition), today));
}

TEST(Sweep, GroundOfSeveralPermitsIsSummedAndAChangedPlanReplaces)
{
    OnePlot one(200);
    const Permit first = permit(120), added = permit(60, PermitKind::Addition),
                 changed = permit(190, PermitKind::PlanChange);
    one.place.permits = {&first};
    EXPECT_EQ(one.verdict(), SweepVerdict::ExceedsRecord);
    one.place.permits = {&first, &added};
    EXPECT_EQ(one.verdict(), SweepVerdict::Permitted); // 200 ± 21 of 180
    one.place.permits = {&first, &changed};
    const SweptPart swept = judge_standing(one.part, one.place, usual);
    EXPECT_EQ(swept.verdict, SweepVerdict::Permitted);
    EXPECT_EQ(swept.rules.front().limit, 190);
}

TEST(Sweep, WhatThePermitDoesNotStateIsHeldAgainstNobody)
{
    OnePlot one(300);
    Permit silent = permit(0);
    silent.footprint_m2.reset();
    one.part.floors = 9;
    one.place.permits = {&silent};
    EXPECT_EQ(one.verdict(), SweepVerdict::Permitted);
    silent.coverage = 0.5;
    EXPECT_EQ(one.verdict(), SweepVerdict::ExceedsRecord); // 300 of 200
}

TEST(Sweep, FloorsBeyondThePermitShowFromHalfAStoreyOn)
{
    OnePlot one(100);
    Permit two = permit(120);
    two.floors = 2;
    one.place.permits = {&two};
    for (const auto& [floors, verdict] :
         {std::pair(2.0, SweepVerdict::Permitted), std::pair(2.5, SweepVerdict::Permitted),
          std::pair(3.0, SweepVerdict::ExceedsRecord)}) {
        one.part.floors = floors;
        EXPECT_EQ(one.verdict(), verdict) << floors;
    }
    one.part.floors.reset();
    two.height_m = 7;
    one.part.height_m = 7.9; // within 2 * 0.5 m
    EXPECT_EQ(one.verdict(), SweepVerdict::Permitted);
    one.part.height_m = 8.2;
    EXPECT_EQ(one.verdict(), SweepVerdict::ExceedsRecord);
}

TEST(Sweep, NobodyIsPointedAtWhereRecordsOrBoundariesDoNotCarryIt)
{
    OnePlot one(200);
    EXPECT_EQ(one.verdict(), SweepVerdict::NoRecord);
    one.place.records_reach = false;
    EXPECT_EQ(judge_standing(one.part, one.place, usual).cause, SweepCause::RecordsSilent);
    EXPECT_EQ(one.verdict(), SweepVerdict::Unknown);
    one.place.records_reach = true;
    one.part.parcel_probability = 0.5;
    EXPECT_EQ(judge_standing(one.part, one.place, usual).cause, SweepCause::BoundaryUncertain);
    one.part.parcel_probability = 1;
    one.place.permits_known = false;
    EXPECT_EQ(judge_standing(one.part, one.place, usual).cause, SweepCause::PermitsUnknown);
    one.record(190);
    EXPECT_EQ(one.verdict(), SweepVerdict::Recorded);
}

TEST(Sweep, APlanWhoseDocumentIsCalledAPermitIsStillThePlan)
{
    OnePlot one(300);
    PlanFacts plan;
    plan.coverage.bound.state = BoundState::Limited;
    plan.coverage.bound.limit = Limit{0.5, 0.5};
    plan.coverage.source = "permit rules, art. 4";
    one.place.plan = &plan;
    const Permit small = permit(100);
    one.place.permits = {&small};
    const SweptPart swept = judge_standing(one.part, one.place, usual);
    EXPECT_EQ(swept.plan_rules_from, 1U);
    ASSERT_EQ(swept.rules.size(), 2U);
    const Reason told = sweep_reason(one.part, swept, one.place, today, Calendar::Gregorian);
    EXPECT_NE(told.en.find("ground covered 300"), std::string::npos) << told.en;
    EXPECT_NE(told.en.find("the plan allows less: site coverage 75.0"), std::string::npos) << told.en;
    EXPECT_NE(told.en.find("(permit rules, art. 4)"), std::string::npos) << told.en;
}

TEST(Sweep, AnOlderMapThatNobodyAskedIsNotSaidToBeSilent)
{
    OnePlot one(200);
    const auto told = [&] {
        return sweep_reason(one.part, judge_standing(one.part, one.place, usual), one.place, today,
                            Calendar::Gregorian);
    };
    EXPECT_NE(told().en.find("and no older record has it"), std::string::npos);
    one.place.records_known = false;
    EXPECT_NE(told().en.find("and there is no older map to ask"), std::string::npos) << told().en;
    EXPECT_NE(told().fa.find("نقشهٔ قدیمی‌تری"), std::string::npos) << told().fa;
}

TEST(Sweep, MorePermitsOrRecordsNeverPointAtAnybodyMore)
{
    const auto points = [](SweepVerdict v) { return v == SweepVerdict::NoRecord || v == SweepVerdict::ExceedsRecord; };
    Permit first = permit(90), second = permit(70, PermitKind::Addition), silent = permit(0);
    first.floors = 2;
    second.floors = 1;
    silent.footprint_m2.reset();
    const std::vector<std::vector<const Permit*>> chains{{}, {&first}, {&first, &second}, {&first, &second, &silent}};
    for (const double area : {40.0, 100.0, 150.0, 260.0})
        for (const double recorded_share : {0.0, 0.4, 0.6, 0.95})
            for (const bool reach : {true, false})
                for (const double floors : {1.0, 3.0}) {
                    bool before = true;
                    for (const auto& permits : chains) {
                        OnePlot one(area);
                        one.record(recorded_share * area);
                        one.part.floors = floors;
                        one.place.records_reach = reach;
                        one.place.permits = permits;
                        const bool now = points(one.verdict());
                        EXPECT_TRUE(before || !now) << area << " " << recorded_share << " " << permits.size();
                        before = now;
                        one.record(area);
                        one.part.floors.reset();
                        EXPECT_FALSE(points(one.verdict()));
                    }
                }
}

} // namespace
} // namespace didban
