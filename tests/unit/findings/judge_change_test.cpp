#include "didban/findings/judge_change.h"

#include "didban/findings/priority.h"
#include "didban/findings/reason.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

namespace didban {
namespace {

using testing::Test;

const Period period{{2025, 6, 14}, {2026, 6, 20}};

MultiPolygon rectangle(double x, double y, double w, double h)
{
    return {{{{{x, y}, {x + w, y}, {x + w, y + h}, {x, y + h}}, {}}}};
}

bool has(const Judgement& j, const std::string& code)
{
    return std::count(j.finding.violations.begin(), j.finding.violations.end(), code) > 0;
}

Bound at_most(double limit)
{
    Bound bound;
    bound.state = BoundState::Limited;
    bound.limit = Limit{limit, limit};
    return bound;
}

/// A bound that is lower, a range that reaches down from it, or a prohibition.
Bound stricter_than(const Bound& bound, unsigned how, double share)
{
    Bound out = bound;
    if (how == 0)
        out.limit = Limit{bound.limit->low * share, bound.limit->high * share};
    else if (how == 1)
        out.limit = Limit{bound.limit->low * share, bound.limit->high};
    else
        out.state = BoundState::Forbidden;
    return out;
}

/// A plot of 20 m x 15 m with a new building of 10 m x 12 m, seen well.
class OnePlot : public Test {
protected:
    OnePlot()
    {
        parcel.id = parcel.key = "7-12-104-3-0-0-0";
        parcel.district = "7";
        parcel.shape = rectangle(0, 0, 20, 15);
        parcel.area_m2 = 300;
        object.number = 1;
        object.outline = rectangle(2, 2, 10, 12);
        object.area_m2 = 120;
        object.area_sigma_m2 = 4;
        object.probability = 0.95;
        permit.id = "14001";
        permit.footprint_m2 = 125;
        permit.kind = PermitKind::New;
        place.parcel = &parcel;
    }
    void permitted()
    {
        place.permit = &permit;
        place.answer.state = PermitState::Valid;
        place.answer.permit = 0;
        place.permit_area_m2 = object.area_m2;
    }
    Judgement judge()
    {
        return judge_change({&object, object.outline, {}, object.area_m2, parcel_probability}, place, period, accuracy,
                            options);
    }
    Parcel parcel;
    ChangeObject object;
    Permit permit;
    PlanFacts plan;
    PlaceFacts place;
    Accuracy accuracy{0.15, 0.5, 0.5, 0};
    JudgeOptions options;
    double parcel_probability{1};
};

TEST_F(OnePlot, NoPermitIsV100)
{
    const Judgement j = judge();
    EXPECT_EQ(j.finding.verdict, Verdict::Suspected);
    EXPECT_EQ(j.finding.violations, std::vector<std::string>{"V100"});
    EXPECT_NEAR(j.finding.confidence, 0.95, 1e-9);
}

TEST_F(OnePlot, NoRegisterIsUnclearAndNeverV100)
{
    place.permits_known = false;
    const Judgement j = judge();
    EXPECT_EQ(j.finding.verdict, Verdict::Unclear);
    EXPECT_EQ(j.cause, Cause::PermitsUnknown);
    EXPECT_TRUE(j.finding.violations.empty());
    EXPECT_EQ(j.finding.permit_status, "unknown");
}

TEST_F(OnePlot, ExpiredPermitIsV101)
{
    permitted();
    place.answer.state = PermitState::Expired;
    EXPECT_EQ(judge().finding.violations, std::vector<std::string>{"V101"});
}

TEST_F(OnePlot, PermittedFootprintWithinTheUncertaintyIsAuthorized)
{
    permitted();
    permit.footprint_m2 = 112; // 120 measured; k = 2 is 2 * hypot(4, 6) = 14.4
    const Judgement j = judge();
    EXPECT_EQ(j.finding.verdict, Verdict::Authorized);
    ASSERT_EQ(j.finding.rules.size(), 1U);
    EXPECT_EQ(j.finding.rules[0].verdict, "inconclusive");
}

TEST_F(OnePlot, FootprintFarAboveThePermitIsV110OrV111ByUse)
{
    permitted();
    permit.footprint_m2 = 80;
    EXPECT_EQ(judge().finding.violations, std::vector<std::string>{"V110"});
    permit.use = LandUse::Commercial;
    EXPECT_EQ(judge().finding.violations, std::vector<std::string>{"V111"});
}

TEST_F(OnePlot, DemolitionAloneIsExemptButNotInAHeritageBuffer)
{
    object.kind = ChangeKind::Demolished;
    EXPECT_EQ(judge().finding.verdict, Verdict::Exempt);
    place.restricted = {{"h1", "heritage", "1", "decree", 100}};
    EXPECT_EQ(judge().finding.violations, std::vector<std::string>{"V171"});
}

TEST_F(OnePlot, TwoMetresOfRegistrationErrorNeverYieldV140)
{
    permitted();
    place.restricted = {{"s1", "passage", "", "street 1", 40}};
    EXPECT_TRUE(has(judge(), "V140"));
    for (const double sigma : {0.51, 1.0, 2.0, 5.0}) {
        accuracy.registration_m = sigma;
        EXPECT_FALSE(has(judge(), "V140")) << sigma << " m";
        EXPECT_NE(judge().finding.verdict, Verdict::Suspected) << sigma << " m";
    }
}

TEST_F(OnePlot, CertainGroundShrinksWithTheRegistrationError)
{
    const ObservedChange change{&object, object.outline, {}, 120, 1};
    EXPECT_NEAR(planar_area(certain_ground(change, {0.8, 1, 0.6, 0})), 8.0 * 10.0, 0.2); // hypot(0.8, 0.6) = 1 m
    EXPECT_TRUE(certain_ground(change, {5.2, 1, 0.5, 0}).empty());
}

TEST_F(OnePlot, LinesOfStreetsAreOnlyAsTrueAsTheCadastre)
{
    const ObservedChange change{&object, object.outline, {}, 120, 1};
    // Outline 0.5 m, cadastre 1.2 m: 1.3 m together, 1.8 times that on each side.
    EXPECT_NEAR(planar_area(certain_ground_on_street(change, {0.3, 1.2, 0.4, 0})), (10 - 4.68) * (12 - 4.68), 0.2);
    EXPECT_NEAR(planar_area(certain_ground_on_street(change, {0.3, 0, 0.4, 0})), (10 - 1.8) * (12 - 1.8), 0.2);
}

TEST_F(OnePlot, AChangeIsShownWhereTheImageShowsIt)
{
    const ObservedChange change{&object, object.outline, {}, 120, 1, {2, -1}};
    const Judgement judged = judge_change(change, place, period, accuracy, options);
    EXPECT_NEAR(bounds(judged.finding.shape).x0, bounds(object.outline).x0 + 2, 1e-9);
    EXPECT_NEAR(bounds(judged.finding.shape).y0, bounds(object.outline).y0 - 1, 1e-9);
}

/// The street runs along y = 0; the building reaches from 2 m to 14 m behind it.
TEST_F(OnePlot, DeeperThanAllowedIsV115WhenLicensed)
{
    permitted();
    permit.footprint_m2.reset(); // the permit does not say what may be built on
    place.plan = &plan;
    place.fronts = {{{0, 0}, {20, 0}}};
    plan.depth_m = {at_most(11.0), "R2-depth", "plan, art. 4-3", ""};
    // The plot is 20 m wide and 15 m deep: a street along its longer side says nothing.
    EXPECT_EQ(judge().finding.verdict, Verdict::Authorized);
    // From the street at x = 0 it reaches to 12 m; 4 m² of its 12 m of width lie beyond 11.67 m.
    place.fronts = {{{0, 15}, {0, 0}}};
    plan.depth_m.bound = at_most(9.0); // k = 2 is 2 * hypot(0.15, 0.5, 0.5) = 1.45 m
    const Judgement j = judge();
    EXPECT_EQ(j.finding.violations, std::vector<std::string>{"V115"});
    EXPECT_NEAR(j.finding.rules.back().measured.value(), 12 - 4.0 / 12, 1e-6);
    plan.depth_m.bound = at_most(10.5); // 1.2 m deeper: within the uncertainty
    EXPECT_EQ(judge().finding.verdict, Verdict::Authorized);
    // The same building at the far end of its plot, with the yard towards the street, is as deep.
    object.outline = rectangle(8, 2, 10, 12);
    plan.depth_m.bound = at_most(9.0);
    EXPECT_NEAR(judge().finding.rules.back().measured.value(), 12 - 4.0 / 12, 1e-6);
    object.kind = ChangeKind::Groundwork; // a pit is wider than its building
    EXPECT_EQ(judge().finding.verdict, Verdict::Authorized);
}

TEST_F(OnePlot, AKeptFootprintSettlesTheDepth)
{
    permitted();
    place.plan = &plan;
    place.fronts = {{{0, 15}, {0, 0}}};
    plan.depth_m = {at_most(9.0), "R2-depth", "plan, art. 4-3", ""};
    const Judgement j = judge();
    EXPECT_EQ(j.finding.verdict, Verdict::Authorized);
    EXPECT_EQ(j.finding.rules.back().verdict, "violates"); // the row stays for the reader
}

TEST_F(OnePlot, DepthOfUnlicensedWorkIsARowAndNoCode)
{
    place.plan = &plan;
    place.fronts = {{{0, 15}, {0, 0}}};
    plan.depth_m = {at_most(9.0), "R2-depth", "plan, art. 4-3", ""};
    const Judgement j = judge();
    EXPECT_EQ(j.finding.violations, std::vector<std::string>{"V100"});
    EXPECT_EQ(j.finding.rules.back().verdict, "violates");
}

TEST_F(OnePlot, DepthDoesNotDependOnWhereTheStreetRuns)
{
    std::mt19937 random(7);
    std::uniform_real_distribution<double> turn(0, 6.28), shift(-5000, 5000);
    for (int i = 0; i < 50; ++i) {
        const double c = std::cos(turn(random)), s = std::sqrt(1 - c * c), dx = shift(random), dy = shift(random);
        const auto move = [&](Point p) { return Point{dx + c * p.x - s * p.y, dy + s * p.x + c * p.y}; };
        MultiPolygon l{{{{{2, 2}, {12, 2}, {12, 8}, {6, 8}, {6, 14}, {2, 14}}, {}}}}; // an L, 4 m wide at the back
        for (Point& p : l.parts[0].outer)
            p = move(p);
        object.outline = l;
        parcel.shape = rectangle(0, 0, 20, 30);
        for (Point& p : parcel.shape.parts[0].outer)
            p = move(p);
        permitted();
        place.plan = &plan;
        place.fronts = {{move({0, 0}), move({20, 0})}};
        plan.depth_m.bound = at_most(20);
        EXPECT_NEAR(judge().finding.rules.back().measured.value(), 13.0, 1e-6) << "case " << i << ", seed 7";
    }
}

TEST_F(OnePlot, NewRoofInTheYardOfACommercialPlotIsV124BesideV100)
{
    place.plan = &plan;
    plan.commercial = true;
    EXPECT_EQ(judge().finding.violations, std::vector<std::string>{"V100"}); // no building is known to stand there
    object.kind = ChangeKind::Extended;
    EXPECT_EQ(judge().finding.violations, (std::vector<std::string>{"V100", "V124"}));
    object.kind = ChangeKind::New;
    place.permit = &permit;
    place.answer.state = PermitState::Completed;
    EXPECT_EQ(judge().finding.violations, (std::vector<std::string>{"V100", "V124"}));
    plan.commercial = false;
    EXPECT_EQ(judge().finding.violations, std::vector<std::string>{"V100"});
    plan.commercial = true;
    permitted();
    EXPECT_EQ(judge().finding.verdict, Verdict::Authorized);
}

TEST_F(OnePlot, LongThinChangeAlongTheEdgeOfFarmlandIsAWall)
{
    const MultiPolygon wall{
        {{{{0, 0}, {20, 0}, {20, 15}, {0, 15}}, {{{0.8, 0.8}, {0.8, 14.2}, {19.2, 14.2}, {19.2, 0.8}}}}}};
    object.outline = wall;
    object.area_m2 = planar_area(wall); // 53 m²
    place.on_farmland = true;
    EXPECT_EQ(judge().finding.violations, std::vector<std::string>{"V182"});
    place.on_farmland = false;
    EXPECT_EQ(judge().finding.violations, std::vector<std::string>{"V100"});
    place.on_farmland = true;
    object.outline = rectangle(2, 2, 10, 12); // a building is none
    object.area_m2 = 120;
    EXPECT_EQ(judge().finding.violations, std::vector<std::string>{"V100"});
    object.outline = rectangle(1, 7, 18, 1.2); // nor is a strip across the middle: 21.6 m², too small in any case
    object.area_m2 = 21.6;
    options.min_area_m2 = 20;
    EXPECT_EQ(judge().finding.violations, std::vector<std::string>{"V100"});
}

TEST_F(OnePlot, TopAboveTheAirportsSurfaceIsV173)
{
    permitted();
    place.plan = &plan;
    plan.surface_asl_m = {at_most(1160), "airport-1", "aerodrome manual", ""};
    object.top_asl_m = 1164;
    object.height_m = 14;
    object.height_sigma_m = 1.0;
    EXPECT_EQ(judge().finding.violations, std::vector<std::string>{"V173"});
    object.top_asl_m = 1161.5; // within twice the error
    EXPECT_EQ(judge().finding.verdict, Verdict::Authorized);
    object.top_asl_m.reset();
    EXPECT_EQ(judge().finding.verdict, Verdict::Authorized);
}

TEST_F(OnePlot, HeightAgainstPermitAndPlan)
{
    permitted();
    permit.footprint_m2 = 140;
    permit.floors = 3;
    object.height_m = 16.5; // five storeys
    object.height_sigma_m = 0.8;
    EXPECT_EQ(judge().finding.violations, std::vector<std::string>{"V113"});
    object.height_sigma_m = 3.0; // now it could be four
    EXPECT_EQ(judge().finding.verdict, Verdict::Authorized);
}

TEST_F(OnePlot, BoundaryOrEvidenceInDoubtIsUnclear)
{
    parcel_probability = 0.5;
    EXPECT_EQ(judge().cause, Cause::BoundaryUncertain);
    parcel_probability = 1;
    object.probability = 0.4;
    EXPECT_EQ(judge().cause, Cause::WeakEvidence);
    EXPECT_TRUE(judge().finding.violations.empty());
}

TEST_F(OnePlot, AMapOfBuildingsThatSpeaksAgainstAChangeIsNamed)
{
    object.probability = 0.4;
    object.evidence["footprint_ratio"] = 0.3; // 0.69 by the images alone
    EXPECT_EQ(judge().cause, Cause::MapOfBuildings);
    EXPECT_EQ(judge().finding.verdict, Verdict::Unclear);
    EXPECT_NE(make_reason(judge(), place, Calendar::Jalali).en.find("buildings that stood before"), std::string::npos);
    object.evidence["footprint_ratio"] = 0.9; // 0.43 by the images alone
    EXPECT_EQ(judge().cause, Cause::WeakEvidence);
}

TEST_F(OnePlot, OutsideHarimIsV190)
{
    place.outside_control = true;
    EXPECT_EQ(judge().finding.violations, std::vector<std::string>{"V190"});
}

TEST_F(OnePlot, OpenWaterIsExemptButNotOnFarmland)
{
    object.evidence["water_index"] = 0.7;
    EXPECT_EQ(judge().finding.verdict, Verdict::Exempt);
    EXPECT_EQ(judge().cause, Cause::Pool);
    EXPECT_NE(make_reason(judge(), place, Calendar::Jalali).en.find("pool"), std::string::npos);
    object.evidence["water_index"] = 0.3;
    EXPECT_EQ(judge().finding.verdict, Verdict::Suspected);
    object.evidence["water_index"] = 0.7;
    place.on_farmland = true;
    EXPECT_EQ(judge().finding.verdict, Verdict::Suspected);
    place.on_farmland = false;
    place.restricted = {{"r1", "river", "", "buffer", 40}};
    EXPECT_TRUE(has(judge(), "V172")) << "nothing may be built there, a pool no more than a house";
    place.restricted.clear();
    permitted();
    permit.footprint_m2 = 60;
    EXPECT_TRUE(has(judge(), "V110")) << "what was built under a permit is a building with a blue roof";
}

TEST_F(OnePlot, ObliqueViewsAreLessSureOfGround)
{
    ObservedChange seen{&object, object.outline, {}, object.area_m2, 1};
    double last = 1e9;
    for (const double off_nadir : {0.0, 8.0, 16.0, 24.0}) {
        accuracy.off_nadir_deg = off_nadir;
        const double certain = planar_area(certain_ground_on_street(seen, accuracy));
        EXPECT_LT(certain, last) << off_nadir;
        last = certain;
    }
    permitted();
    permit.footprint_m2 = 104;
    accuracy.off_nadir_deg = 0;
    EXPECT_EQ(judge().finding.violations, std::vector<std::string>{"V110"});
    accuracy.off_nadir_deg = 24;
    EXPECT_EQ(judge().finding.verdict, Verdict::Authorized) << "a leaning wall may be the excess";
}

TEST_F(OnePlot, FoundationsComeFirst)
{
    Judgement roofed = judge();
    roofed.finding.stage = BuildStage::Roofed;
    Judgement pit = roofed;
    pit.finding.change = ChangeKind::Groundwork;
    pit.finding.stage = BuildStage::Excavation;
    EXPECT_GT(visit_score(pit, accuracy), 2 * visit_score(roofed, accuracy));
    std::vector<Finding> findings{roofed.finding, pit.finding, roofed.finding};
    findings[2].verdict = Verdict::Unclear;
    rank_visits(findings, {visit_score(roofed, accuracy), visit_score(pit, accuracy), 9});
    EXPECT_EQ(findings[1].priority, 1);
    EXPECT_EQ(findings[0].priority, 2);
    EXPECT_EQ(findings[2].priority, 3) << "unclear comes after suspected whatever its score";
}

TEST_F(OnePlot, ReasonsNameDatesInTheCitysCalendar)
{
    permitted();
    place.answer.state = PermitState::Expired;
    permit.valid_to = Date{2025, 3, 20}; // 1403-12-30, a day that the 2820-year rule does not have
    const Reason r = make_reason(judge(), place, Calendar::Jalali);
    EXPECT_NE(r.en.find("1403/12/30 (2025-03-20)"), std::string::npos) << r.en;
    EXPECT_NE(r.fa.find("۱۴۰۳/۱۲/۳۰"), std::string::npos) << r.fa;
    EXPECT_NE(r.fa.find("\u2066۷-۱۲-۱۰۴-۳-۰-۰-۰\u2069"), std::string::npos) << r.fa;
    EXPECT_NE(make_reason(judge(), place, Calendar::Gregorian).en.find("expired on 2025-03-20"), std::string::npos);
}

// Law: a stricter limit removes no violation, whatever else is the case.
TEST_F(OnePlot, CoverageThatIsForbiddenOrARangeIsV112LikeANumber)
{
    permitted(); // without a number for the ground, so that the plan's limit counts
    permit.footprint_m2.reset();
    place.plan = &plan;
    plan.coverage = {at_most(0.3), "R2-coverage", "plan, art. 4-1", ""};
    ASSERT_TRUE(has(judge(), "V112")); // 0.4 of the plot is covered
    plan.coverage.bound.limit = Limit{0.28, 0.3};
    const Judgement range = judge();
    EXPECT_TRUE(has(range, "V112"));
    EXPECT_EQ(range.finding.rules.back().limit, 0.3);
    plan.coverage.bound.limit.reset();
    plan.coverage.bound.state = BoundState::Forbidden;
    const Judgement none = judge();
    EXPECT_TRUE(has(none, "V112"));
    EXPECT_EQ(none.finding.rules.back().limit, 0.0);
}

TEST_F(OnePlot, ABuildingThatNeedsTheConditionOfALimitIsNotCalledCompliant)
{
    permitted();
    permit.footprint_m2.reset();
    place.plan = &plan;
    plan.coverage = {at_most(0.6), "R2-coverage", "plan, art. 4-1", ""};
    plan.coverage.bound.conditions = {{"with a garden roof", "", Limit{0.3, 0.3}}};
    EXPECT_EQ(judge().finding.rules.back().verdict, "inconclusive");
    plan.coverage.bound.conditions[0].otherwise = Limit{0.5, 0.5};
    EXPECT_EQ(judge().finding.rules.back().verdict, "complies");
}

TEST_F(OnePlot, StricterLimitsRemoveNoViolation)
{
    for (unsigned seed = 1; seed <= 500; ++seed) {
        std::mt19937 r(seed);
        const auto u = [&](double a, double b) { return a + (b - a) * static_cast<double>(r()) / 4294967295.0; };
        if (r() % 2 == 0) {
            permitted();
            permit.footprint_m2 = u(60, 160);
            permit.floors = 1 + static_cast<double>(r() % 5);
        } else {
            place.permit = nullptr;
            place.answer = {};
        }
        object.height_m = u(3, 20);
        object.height_sigma_m = u(0.3, 2);
        object.probability = u(0.3, 1);
        object.area_sigma_m2 = u(1, 15);
        parcel_probability = u(0.4, 1);
        plan.coverage.bound = at_most(u(0.2, 0.7));
        plan.height_m.bound = at_most(u(4, 20));
        plan.floors.bound = at_most(1 + static_cast<double>(r() % 5));
        place.plan = &plan;
        const Finding loose = judge().finding;
        for (DecidedBound* limit : {&plan.coverage, &plan.height_m, &plan.floors})
            limit->bound = stricter_than(limit->bound, static_cast<unsigned>(r() % 3), u(0.3, 1));
        if (permit.footprint_m2)
            permit.footprint_m2 = *permit.footprint_m2 * u(0.3, 1);
        const Finding strict = judge().finding;
        EXPECT_TRUE(std::includes(strict.violations.begin(), strict.violations.end(), loose.violations.begin(),
                                  loose.violations.end()))
            << "seed " << seed;
        if (loose.verdict == Verdict::Suspected) {
            EXPECT_NE(strict.verdict, Verdict::Authorized) << "seed " << seed;
        }
    }
}

TEST_F(OnePlot, TheSentenceTellsTheMeasureWithItsUncertaintyAgainstTheLimit)
{
    permitted();
    const Judgement close = judge();
    ASSERT_EQ(close.finding.verdict, Verdict::Authorized);
    const Reason near = make_reason(close, place, Calendar::Gregorian);
    EXPECT_NE(near.en.find("120 ± "), std::string::npos) << near.en;
    EXPECT_NE(near.en.find("of 125 m² permitted, within the uncertainty"), std::string::npos) << near.en;
    EXPECT_NE(near.fa.find("۱۲۰ ± "), std::string::npos) << near.fa;

    permit.footprint_m2 = 60;
    const Judgement beyond = judge();
    ASSERT_EQ(beyond.finding.verdict, Verdict::Suspected);
    const Reason far = make_reason(beyond, place, Calendar::Gregorian);
    EXPECT_NE(far.en.find("of 60.0 m² allowed, more than the uncertainty"), std::string::npos) << far.en;
    for (const RuleCheck& r : beyond.finding.rules)
        if (r.verdict == "violates") {
            EXPECT_NE(far.en.find("(" + r.source + ")"), std::string::npos) << far.en;
            EXPECT_NE(far.fa.find(r.source), std::string::npos) << far.fa;
        }
}

} // namespace
} // namespace didban
