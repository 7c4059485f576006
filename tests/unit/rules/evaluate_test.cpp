#include "didban/rules/rule_set.h"

#include <gtest/gtest.h>

namespace didban {
namespace {

/// A rule in one line: id, level, condition and effect as TOML.
std::string rule(const std::string& id, const std::string& level, const std::string& applies, const std::string& effect,
                 const std::string& more = "")
{
    return "[[rule]]\nid = \"" + id + "\"\nlevel = \"" + level +
           "\"\nsource = { document = \"Booklet\", article = \"1\", page = 7 }\n" +
           (more.find("valid_from") == std::string::npos ? "valid_from = 2010-01-01\n" : "") + more + "\napplies = { " +
           applies + " }\neffect = { " + effect + " }\n";
}
std::string floors(const std::string& combinator, const std::string& value)
{
    return "quantity = \"floors\", combinator = \"" + combinator + "\", value = " + value;
}
const std::string r2 = "zone = \"R2\"";

ParcelFacts plot()
{
    ParcelFacts f;
    f.parcel_id = "7-1-1-1";
    f.zones = {{.zone_id = "1", .zone = "R2", .share = 1.0}};
    f.zones_known = f.overlays_known = true;
    f.area_m2 = 200;
    f.passage_width_m = 10;
    return f;
}
OverlayFact overlay(const std::string& kind, double share = 1, const std::string& degree = "")
{
    OverlayFact o;
    o.overlay_id = kind + "-1";
    o.kind = kind;
    o.degree = degree;
    o.share = share;
    return o;
}
constexpr Date today{2025, 1, 1};

QuantityAnswer ask(const std::string& toml, const ParcelFacts& facts, Quantity q = Quantity::Floors, Date day = today,
                   std::optional<Date> known = {})
{
    const Answer a = parse_rules(toml, "rules.toml").evaluate(facts, day, known);
    QuantityAnswer found = *a.find(q);
    found.decided_by = nullptr; // the rules die with the answer
    return found;
}

TEST(Evaluate, NoRuleIsUnknownNeverUnlimited)
{
    const QuantityAnswer a = ask("", plot());
    EXPECT_EQ(a.outcome, Outcome::Unknown);
    EXPECT_FALSE(a.maximum);
}

TEST(Evaluate, SpecialPlanReplacesTheBaseEvenUpwards)
{
    const std::string toml = rule("base", "DETAILED", r2, floors("RESTRICT_MAX", "3")) +
                             rule("bonus", "DETAILED", r2, floors("ADD", "1")) +
                             rule("special", "SPECIAL", "overlay = \"special_plan\"", floors("REPLACE", "6"));
    ParcelFacts f = plot();
    EXPECT_EQ(ask(toml, f).number(), 4.0);
    f.overlays = {overlay("special_plan")};
    const QuantityAnswer a = ask(toml, f);
    EXPECT_EQ(a.number(), 6.0);
    EXPECT_EQ(a.outcome, Outcome::Allowed);
    ASSERT_EQ(a.losing.size(), 2U);
    EXPECT_EQ(a.losing[0].because, "replaced by special");
    EXPECT_EQ(a.losing[1].because, "replaced by special");
}

TEST(Evaluate, HeritageStillRestrictsASpecialPlan)
{
    const std::string toml = rule("special", "SPECIAL", "overlay = \"special_plan\"", floors("REPLACE", "6")) +
                             rule("heritage", "SECTOR", "overlay = \"heritage\"", floors("RESTRICT_MAX", "2"));
    ParcelFacts f = plot();
    f.overlays = {overlay("special_plan"), overlay("heritage", 0.1)};
    const QuantityAnswer a = ask(toml, f);
    EXPECT_EQ(a.number(), 2.0);
    EXPECT_EQ(a.outcome, Outcome::Limited);
}

TEST(Evaluate, ParcelDecisionBeatsSpecialPlan)
{
    const std::string toml = rule("special", "SPECIAL", "", floors("REPLACE", "6")) +
                             rule("decision", "PARCEL_DECISION", "parcel = \"7-1-1-1-0-0-0\"", floors("REPLACE", "5"));
    ParcelFacts f = plot();
    f.parcel_key = "7-1-1-1-0-0-0";
    EXPECT_EQ(ask(toml, f).number(), 5.0);
    f.parcel_key = "7-1-1-2-0-0-0";
    EXPECT_EQ(ask(toml, f).number(), 6.0);
}

TEST(Evaluate, OverlayStaysBelowABonus)
{
    const std::string toml = rule("base", "DETAILED", r2, floors("RESTRICT_MAX", "4")) +
                             rule("extra", "DETAILED", r2, floors("ADD", "1")) +
                             rule("airport", "SECTOR", "overlay = \"airport\"", floors("RESTRICT_MAX", "4"));
    ParcelFacts f = plot();
    EXPECT_EQ(ask(toml, f).number(), 5.0);
    f.overlays = {overlay("airport")};
    EXPECT_EQ(ask(toml, f).number(), 4.0);
}

TEST(Evaluate, FreezeExistingTakesWhatStands)
{
    const std::string toml = rule("base", "DETAILED", r2, floors("RESTRICT_MAX", "5")) +
                             rule("extra", "DETAILED", r2, floors("ADD", "1")) +
                             rule("freeze", "DETAILED", "use = \"frozen\"", floors("SET", "\"existing\""));
    ParcelFacts f = plot();
    f.zones[0].use_governing = "frozen";
    QuantityAnswer a = ask(toml, f);
    EXPECT_EQ(a.outcome, Outcome::Unknown);
    EXPECT_EQ(a.missing, std::vector<std::string>{"existing_floors"});
    f.existing_floors = 2;
    a = ask(toml, f);
    EXPECT_EQ(a.number(), 2.0);
    EXPECT_TRUE(a.fixed);
}

TEST(Evaluate, BufferInForceWithoutValuesNeedsInquiry)
{
    const std::string toml = rule("base", "DETAILED", r2, floors("RESTRICT_MAX", "4")) +
                             rule("buffer", "SECTOR", "overlay = \"heritage\"",
                                  floors("RESTRICT_MAX", "\"unknown\"") + ", body = \"Heritage office\"");
    ParcelFacts f = plot();
    EXPECT_EQ(ask(toml, f).outcome, Outcome::Allowed);
    f.overlays = {overlay("heritage")};
    const QuantityAnswer a = ask(toml, f);
    EXPECT_EQ(a.outcome, Outcome::NeedsInquiry);
    ASSERT_EQ(a.inquiries.size(), 1U);
    EXPECT_EQ(a.inquiries[0].body, "Heritage office");
    EXPECT_EQ(a.maximum, (Limit{4, 4})); // at most what the plan gives
    EXPECT_FALSE(a.number());
}

TEST(Evaluate, FirstDegreeBufferLimitsAndAsks)
{
    const std::string toml =
        rule("height", "DETAILED", r2,
             "quantity = \"height\", combinator = \"RESTRICT_MAX\", value = 12, unit = \"m\"") +
        rule("degree-1", "SECTOR", "overlay = \"heritage\", degree = \"1\"",
             "quantity = \"height\", combinator = \"RESTRICT_MAX\", value = 5, unit = \"m\"") +
        rule("ask", "SECTOR", "overlay = \"heritage\", degree = \"1\"",
             "quantity = \"height\", combinator = \"REQUIRE_INQUIRY\", body = \"Heritage office\"");
    ParcelFacts f = plot();
    f.overlays = {overlay("heritage", 0.4, "1")};
    QuantityAnswer a = ask(toml, f, Quantity::Height);
    EXPECT_EQ(a.outcome, Outcome::NeedsInquiry);
    EXPECT_EQ(a.maximum, (Limit{5, 5}));
    f.overlays = {overlay("heritage", 0.4, "2")};
    EXPECT_EQ(ask(toml, f, Quantity::Height).number(), 12.0);
    f.overlays = {overlay("heritage", 0.4, "")}; // a buffer whose degree nobody wrote down
    a = ask(toml, f, Quantity::Height);
    EXPECT_NE(a.outcome, Outcome::Allowed);
    EXPECT_EQ(a.missing, std::vector<std::string>{"overlay_degree"});
}

TEST(Evaluate, QanatForbidsItsPartOfTheParcel)
{
    const std::string toml =
        rule("base", "DETAILED", r2, floors("RESTRICT_MAX", "4")) +
        rule("qanat", "SECTOR", "overlay = \"qanat\"", "quantity = \"floors\", combinator = \"FORBID\"");
    ParcelFacts f = plot();
    f.overlays = {overlay("qanat", 0.2)};
    QuantityAnswer a = ask(toml, f);
    EXPECT_EQ(a.number(), 4.0);
    ASSERT_EQ(a.forbidden_parts.size(), 1U);
    EXPECT_EQ(a.forbidden_parts[0].overlay_id, "qanat-1");
    f.overlays = {overlay("qanat", 1.0)};
    EXPECT_EQ(ask(toml, f).outcome, Outcome::Forbidden);
}

TEST(Evaluate, TwoZonesGiveTheStrictestAndSaySo)
{
    const std::string toml = rule("r2", "DETAILED", r2, floors("RESTRICT_MAX", "4")) +
                             rule("c1", "DETAILED", "zone = \"C1\"", floors("RESTRICT_MAX", "2"));
    ParcelFacts f = plot();
    f.zones = {{.zone_id = "1", .zone = "R2", .share = 0.7}, {.zone_id = "2", .zone = "C1", .share = 0.3}};
    const RuleSet rules = parse_rules(toml, "rules.toml");
    const Answer a = rules.evaluate(f, today);
    const QuantityAnswer& q = *a.find(Quantity::Floors);
    EXPECT_EQ(q.number(), 2.0);
    EXPECT_EQ(q.zone, "C1");
    ASSERT_EQ(q.losing.size(), 1U);
    EXPECT_EQ(q.losing[0].because, "looser, in zone R2");
    ASSERT_EQ(a.notes.size(), 1U);
    EXPECT_NE(a.notes[0].find("several zones"), std::string::npos);
    f.zones[1].zone = "X9"; // a zone without rules: nobody knows
    EXPECT_EQ(rules.evaluate(f, today).find(Quantity::Floors)->outcome, Outcome::Unknown);
}

TEST(Evaluate, NotRegulatedIsNotUnknown)
{
    const std::string toml = rule("free", "DETAILED", r2, floors("RESTRICT_MAX", "\"not-regulated\""));
    EXPECT_EQ(ask(toml, plot()).outcome, Outcome::NotRegulated);
    EXPECT_EQ(ask(toml + rule("cap", "NATIONAL", "", floors("RESTRICT_MAX", "12")), plot()).number(), 12.0);
}

TEST(Evaluate, RangeStaysARange)
{
    const std::string toml = rule("range", "DETAILED", r2, floors("RESTRICT_MAX", "[3, 5]")) +
                             rule("cap", "NATIONAL", "", floors("RESTRICT_MAX", "4"));
    const QuantityAnswer a = ask(toml, plot());
    EXPECT_EQ(a.maximum, (Limit{3, 4}));
    EXPECT_FALSE(a.number());
}

TEST(Evaluate, TwoTimeAxes)
{
    const std::string toml =
        rule("old", "DETAILED", r2, floors("RESTRICT_MAX", "3"), "valid_from = 2010-01-01\nvalid_to = 2020-01-01") +
        rule("new", "DETAILED", r2, floors("RESTRICT_MAX", "5"), "valid_from = 2020-01-01\nrecorded_from = 2021-06-01");
    EXPECT_EQ(ask(toml, plot(), Quantity::Floors, {2019, 12, 31}).number(), 3.0);
    EXPECT_EQ(ask(toml, plot(), Quantity::Floors, {2020, 1, 1}).number(), 5.0);
    EXPECT_EQ(ask(toml, plot(), Quantity::Floors, {2020, 1, 1}, Date{2021, 5, 31}).outcome,
              Outcome::Unknown); // not yet known then
    EXPECT_EQ(ask(toml, plot(), Quantity::Floors, {2009, 12, 31}).outcome, Outcome::Unknown);
}

TEST(Evaluate, PermitDateChoosesTheRuleOfItsDay)
{
    const std::string toml =
        rule("old", "DETAILED", "permit_issued = { below = 2015-01-01 }", floors("RESTRICT_MAX", "2")) +
        rule("new", "DETAILED", "permit_issued = { from = 2015-01-01 }", floors("RESTRICT_MAX", "4"));
    ParcelFacts f = plot();
    EXPECT_EQ(ask(toml, f).number(), 4.0);
    f.permit_issued = Date{2014, 12, 31};
    EXPECT_EQ(ask(toml, f).number(), 2.0);
}

TEST(Evaluate, OverridesRemoveWhatTheyName)
{
    const std::string toml =
        rule("strict", "DETAILED", r2, floors("RESTRICT_MAX", "2")) +
        rule("exception", "SPECIAL", r2 + ", corner = true", floors("RESTRICT_MAX", "5"), "overrides = [\"strict\"]");
    ParcelFacts f = plot();
    f.corner = false;
    EXPECT_EQ(ask(toml, f).number(), 2.0);
    f.corner = true;
    const QuantityAnswer a = ask(toml, f);
    EXPECT_EQ(a.number(), 5.0);
    EXPECT_EQ(a.losing[0].because, "overridden by exception");
}

TEST(Evaluate, DraftsDoNotDecideAndSuspendedRulesSaySo)
{
    const std::string toml = rule("base", "DETAILED", r2, floors("RESTRICT_MAX", "4")) +
                             rule("draft", "DETAILED", r2, floors("RESTRICT_MAX", "1"), "status = \"DRAFT\"") +
                             rule("suspended", "DETAILED", r2, floors("RESTRICT_MAX", "2"), "status = \"SUSPENDED\"");
    const QuantityAnswer a = ask(toml, plot());
    EXPECT_EQ(a.number(), 4.0);
    ASSERT_EQ(a.losing.size(), 1U);
    EXPECT_EQ(a.losing[0].because, "not in force: suspended");
}

TEST(Evaluate, UsesAreNarrowedNotWidened)
{
    const auto uses = [](const std::string& q, const std::string& c, const std::string& v) {
        return "quantity = \"" + q + "\", combinator = \"" + c + "\", value = " + v;
    };
    const std::string toml =
        rule("allowed", "DETAILED", r2, uses("use_allowed", "SET", "[\"مسكوني\", \"تجاری\", \"اداری\"]")) +
        rule("conditional", "DETAILED", r2, uses("use_conditional", "SET", "[\"تجاری\"]")) +
        rule("never", "SECTOR", "", uses("use_forbidden", "SET", "[\"اداری\", \"صنعتی\"]"));
    EXPECT_EQ(ask(toml, plot(), Quantity::UseAllowed).uses, std::vector<std::string>{"مسكوني"});
    EXPECT_EQ(ask(toml, plot(), Quantity::UseConditional).uses, std::vector<std::string>{"تجاری"});
    EXPECT_EQ(ask(toml, plot(), Quantity::UseForbidden).uses.size(), 2U);
}

TEST(Evaluate, MinimaTakeTheLargest)
{
    const std::string toml =
        rule("zone", "DETAILED", r2,
             "quantity = \"setback_front\", combinator = \"RESTRICT\", value = 2, unit = \"m\"") +
        rule("line", "SECTOR", "overlay = \"utility\", within_m = 30",
             "quantity = \"setback_front\", combinator = \"RESTRICT_MIN\", value = 500, unit = \"cm\"");
    ParcelFacts f = plot();
    EXPECT_EQ(ask(toml, f, Quantity::SetbackFront).minimum, (Limit{2, 2}));
    f.overlays = {overlay("utility", 0)};
    f.overlays[0].distance_m = 30;
    EXPECT_EQ(ask(toml, f, Quantity::SetbackFront).minimum, (Limit{5, 5}));
    f.overlays[0].distance_m = 30.01;
    EXPECT_EQ(ask(toml, f, Quantity::SetbackFront).minimum, (Limit{2, 2}));
}

TEST(Evaluate, DensityThatContradictsCoverageIsNoted)
{
    const std::string share = "quantity = \"coverage\", combinator = \"RESTRICT_MAX\", value = 50, unit = \"percent\"";
    const auto density = [](const char* v) {
        return std::string(
                   "quantity = \"floor_area_ratio\", combinator = \"RESTRICT_MAX\", unit = \"percent\", value = ") +
               v;
    };
    const auto notes = [&](const char* v) {
        const std::string toml = rule("f", "DETAILED", r2, floors("RESTRICT_MAX", "4")) +
                                 rule("c", "DETAILED", r2, share) + rule("d", "DETAILED", r2, density(v));
        return parse_rules(toml, "rules.toml").evaluate(plot(), today).notes.size();
    };
    EXPECT_EQ(notes("200"), 0U);
    EXPECT_EQ(notes("197"), 0U);
    EXPECT_EQ(notes("180"), 1U);
}

TEST(Evaluate, DependentLimitsFollowThePlanNotTheOverlay)
{
    const std::string toml =
        rule("f", "DETAILED", r2, floors("RESTRICT_MAX", "4")) +
        rule("c3", "DETAILED", r2 + ", given = { floors = [1, 4] }",
             "quantity = \"coverage\", combinator = \"RESTRICT_MAX\", value = 0.6, unit = \"share\"") +
        rule("c4", "DETAILED", r2 + ", given = { floors = [4, 6] }",
             "quantity = \"coverage\", combinator = \"RESTRICT_MAX\", value = 0.5, unit = \"share\"") +
        rule("h", "SECTOR", "overlay = \"heritage\"", floors("RESTRICT_MAX", "2"));
    ParcelFacts f = plot();
    EXPECT_EQ(ask(toml, f, Quantity::Coverage).number(), 0.5);
    f.overlays = {overlay("heritage")};
    EXPECT_EQ(ask(toml, f, Quantity::Coverage).number(), 0.5); // two floors by heritage do not loosen coverage
    f.proposed_floors = 2;                                     // but who proposes two floors is asked about two floors
    EXPECT_EQ(ask(toml, f, Quantity::Coverage).number(), 0.6);
}

} // namespace
} // namespace didban
