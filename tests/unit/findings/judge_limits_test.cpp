#include "unit/findings/one_plot.h"

#include "didban/findings/reason.h"

#include <cmath>
#include <random>

namespace didban {
namespace {

using test::has;
using test::OnePlot;
using test::period;
using test::rectangle;

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
    const Judgement five = judge();
    EXPECT_EQ(five.finding.violations, std::vector<std::string>{"V113"});
    EXPECT_EQ(five.finding.rules.back().limit, 3.0) << "the permit's own number, not with the half storey on it";
    object.height_sigma_m = 3.0; // now it could be four
    EXPECT_EQ(judge().finding.verdict, Verdict::Authorized);
}

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
