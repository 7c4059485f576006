#include "unit/findings/one_plot.h"

#include "didban/findings/priority.h"
#include "didban/findings/reason.h"

#include <cmath>

namespace didban {
namespace {

using test::has;
using test::OnePlot;
using test::period;
using test::rectangle;

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
    EXPECT_NEAR(planar_area(certain_ground_on_street(change, {0.3, 1.2, 0.4, 0}, PlanDrawnOn::Cadastre)),
                (10 - 4.68) * (12 - 4.68), 0.2);
    EXPECT_NEAR(planar_area(certain_ground_on_street(change, {0.3, 0, 0.4, 0}, PlanDrawnOn::Cadastre)),
                (10 - 1.8) * (12 - 1.8), 0.2);
}

TEST_F(OnePlot, LinesOfStreetsThatLieAsTheImagesDoHaveNoErrorOfTheCadastre)
{
    const ObservedChange change{&object, object.outline, {}, 120, 1};
    for (const double cadastre_m : {0.0, 1.2}) // outline 0.5 m, 1.25 times that on each side
        EXPECT_NEAR(planar_area(certain_ground_on_street(change, {0.3, cadastre_m, 0.4, 0}, PlanDrawnOn::Images)),
                    (10 - 1.25) * (12 - 1.25), 0.2);
    EXPECT_LT(planar_area(certain_ground_on_street(change, {0.3, 0, 0.4, 20}, PlanDrawnOn::Images)), 8 * 10)
        << "an oblique view still leans";
}

TEST_F(OnePlot, AViewThatIsKnownLeansToItsSideAlone)
{
    const ObservedChange change{&object, object.outline, {}, 120, 1};
    // Outline 0.5 m, 1.25 times that on each side; four metres of height between the lowest and the highest.
    for (const Point lean : {Point{0.2, 0}, Point{-0.2, 0}})
        EXPECT_NEAR(planar_area(certain_ground_on_street(change, {0.3, 0, 0.4, 11}, PlanDrawnOn::Images, lean)),
                    (10 - 1.25 - 0.8) * (12 - 1.25), 0.2);
    EXPECT_TRUE(certain_ground_on_street(change, {0.3, 0, 0.4, 60}, PlanDrawnOn::Images, Point{0, 3}).empty());
}

TEST_F(OnePlot, AChangeIsShownWhereTheImageShowsIt)
{
    const ObservedChange change{&object, object.outline, {}, 120, 1, {2, -1}};
    const Judgement judged = judge_change(change, place, period, accuracy, options);
    EXPECT_NEAR(bounds(judged.finding.shape).x0, bounds(object.outline).x0 + 2, 1e-9);
    EXPECT_NEAR(bounds(judged.finding.shape).y0, bounds(object.outline).y0 - 1, 1e-9);
}

/// The street runs along y = 0; the building reaches from 2 m to 14 m behind it.
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

TEST_F(OnePlot, BoundaryOrEvidenceInDoubtIsUnclear)
{
    parcel_probability = 0.5;
    EXPECT_EQ(judge().cause, Cause::BoundaryUncertain);
    parcel_probability = 1;
    object.probability = 0.4;
    EXPECT_EQ(judge().cause, Cause::WeakEvidence);
    EXPECT_TRUE(judge().finding.violations.empty());
}

TEST_F(OnePlot, ThePartThatWasSeenOfAHiddenParcelAccusesNobody)
{
    place.mostly_unseen = true;
    EXPECT_EQ(judge().finding.verdict, Verdict::Unclear);
    EXPECT_EQ(judge().cause, Cause::MostlyUnseen);
    EXPECT_TRUE(judge().finding.violations.empty());
    EXPECT_NE(make_reason(judge(), place, Calendar::Jalali).en.find("less than half of this parcel was seen"),
              std::string::npos);
    permitted();
    EXPECT_EQ(judge().finding.verdict, Verdict::Authorized);
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
        const double certain = planar_area(certain_ground_on_street(seen, accuracy, PlanDrawnOn::Cadastre));
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

} // namespace
} // namespace didban
