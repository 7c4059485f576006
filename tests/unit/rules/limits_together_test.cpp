#include "didban/rules/assess.h"
#include "didban/rules/rule_set.h"

#include <gtest/gtest.h>

namespace didban {
namespace {

constexpr Date today{2025, 1, 1};

std::string rule(const std::string& id, const std::string& effect, const std::string& applies = "",
                 const std::string& level = "DETAILED")
{
    return "[[rule]]\nid = \"" + id + "\"\nlevel = \"" + level + "\"\nsource = { document = \"Booklet\", article = \"" +
           id + "\" }\nvalid_from = 2010-01-01\n" + (applies.empty() ? "" : "applies = { " + applies + " }\n") +
           "effect = { " + effect + " }\n";
}
std::string floors(const std::string& combinator, const std::string& value, const std::string& more = "")
{
    return "quantity = \"floors\", combinator = \"" + combinator + "\", value = " + value +
           (more.empty() ? "" : ", " + more);
}
std::string height(const std::string& value)
{
    return R"(quantity = "height", combinator = "RESTRICT_MAX", unit = "m", value = )" + value;
}
std::string on(const std::string& condition)
{
    return "condition = \"" + condition + "\"";
}

ParcelFacts plot(std::vector<OverlayFact> overlays = {})
{
    ParcelFacts f;
    f.parcel_id = "7-1-1-1";
    f.zones = {{.zone_id = "1", .zone = "R2", .share = 1.0}};
    f.zones_known = f.overlays_known = true;
    f.area_m2 = 200;
    f.overlays = std::move(overlays);
    return f;
}
OverlayFact overlay(const std::string& id, const std::string& kind, double share)
{
    OverlayFact o;
    o.overlay_id = id;
    o.kind = kind;
    o.share = share;
    o.area_m2 = 200 * share;
    return o;
}
Answer ask(const std::string& toml, const ParcelFacts& facts = plot())
{
    return parse_rules(toml, "rules.toml").evaluate(facts, today);
}
LimitVerdict verdict(const Answer& answer, Quantity q, double value, std::vector<std::string> met = {})
{
    Design design;
    design.values = {{q, value, 0, {}}};
    design.conditions_met = std::move(met);
    for (const DesignCheck& c : assess(answer, design))
        if (c.quantity == q && c.measured)
            return c.verdict;
    return LimitVerdict::Inconclusive;
}

TEST(Conditions, OfEveryRuleThatGivesTheLimitAreKeptWhateverTheRulesAreCalled)
{
    for (const auto& [plain, conditional] : {std::pair("a", "b"), std::pair("b", "a")}) {
        const Answer a = ask(rule(plain, floors("RESTRICT_MAX", "4")) +
                             rule(conditional, floors("RESTRICT_MAX", "4", on("with a lift"))));
        const QuantityAnswer& q = *a.find(Quantity::Floors);
        ASSERT_EQ(q.conditions.size(), 1U) << plain;
        EXPECT_EQ(q.conditions[0].text, "with a lift");
        ASSERT_EQ(q.losing.size(), 1U);
        EXPECT_EQ(q.losing[0].because, "equal");
    }
}

TEST(Conditions, OfALooserRuleDoNotMatterUnlessWhatHoldsOtherwiseIsStricter)
{
    const std::string plain = rule("plain", floors("RESTRICT_MAX", "4"));
    EXPECT_TRUE(ask(plain + rule("looser", floors("RESTRICT_MAX", "6", on("with a lift"))))
                    .find(Quantity::Floors)
                    ->conditions.empty());
    const Answer a = ask(plain + rule("looser", floors("RESTRICT_MAX", "6", on("with a lift") + ", otherwise = 3")));
    const QuantityAnswer& q = *a.find(Quantity::Floors);
    ASSERT_EQ(q.conditions.size(), 1U);
    EXPECT_EQ(q.conditions[0].otherwise, (Limit{3, 3}));
    EXPECT_EQ(verdict(a, Quantity::Floors, 3), LimitVerdict::Complies);
    EXPECT_EQ(verdict(a, Quantity::Floors, 4), LimitVerdict::Inconclusive);
    EXPECT_EQ(verdict(a, Quantity::Floors, 4, {"with a lift"}), LimitVerdict::Complies);
    EXPECT_EQ(verdict(a, Quantity::Floors, 5, {"with a lift"}), LimitVerdict::Violates);
}

TEST(Conditions, OtherwiseNeedsAConditionAndMayNotBeLooser)
{
    EXPECT_ANY_THROW(parse_rules(rule("a", floors("RESTRICT_MAX", "4", "otherwise = 3")), "rules.toml"));
    EXPECT_ANY_THROW(parse_rules(rule("a", floors("RESTRICT_MAX", "4", on("x") + ", otherwise = 5")), "rules.toml"));
    EXPECT_NO_THROW(parse_rules(rule("a", floors("RESTRICT_MAX", "4", on("x") + ", otherwise = 4")), "rules.toml"));
}

TEST(Bonuses, AreNamedWithTheirConditionsAndCountOnlyWithThem)
{
    const Answer a =
        ask(rule("base", floors("RESTRICT_MAX", "4")) + rule("lift", floors("ADD", "1", on("with a lift"))) +
            rule("yard", floors("ADD", "2", on("with a yard"))));
    const QuantityAnswer& q = *a.find(Quantity::Floors);
    EXPECT_EQ(q.number(), 7.0);
    ASSERT_EQ(q.bonuses.size(), 2U);
    EXPECT_EQ(q.bonuses[0].rule->id, "lift");
    ASSERT_EQ(q.conditions.size(), 2U);
    EXPECT_EQ(q.conditions[0].otherwise, (Limit{6, 6}));
    EXPECT_EQ(q.conditions[1].otherwise, (Limit{5, 5}));
    EXPECT_EQ(q.unconditional_maximum, (Limit{4, 4}));
    EXPECT_EQ(verdict(a, Quantity::Floors, 4), LimitVerdict::Complies);
    EXPECT_EQ(verdict(a, Quantity::Floors, 5), LimitVerdict::Inconclusive);
    EXPECT_EQ(verdict(a, Quantity::Floors, 6, {"with a yard"}), LimitVerdict::Complies);
    EXPECT_EQ(verdict(a, Quantity::Floors, 6, {"with a lift"}), LimitVerdict::Inconclusive);
    EXPECT_EQ(verdict(a, Quantity::Floors, 8), LimitVerdict::Violates);
}

TEST(Bonuses, ABonusThatAStricterRuleCutsOffLeavesNoCondition)
{
    const Answer a =
        ask(rule("base", floors("RESTRICT_MAX", "4")) + rule("lift", floors("ADD", "1", on("with a lift"))) +
            rule("cap", floors("RESTRICT_MAX", "3"), "", "SECTOR"));
    EXPECT_EQ(a.find(Quantity::Floors)->number(), 3.0);
    EXPECT_TRUE(a.find(Quantity::Floors)->conditions.empty());
}

TEST(Bonuses, SetRefusesThemFromEverySource)
{
    const std::string set = rule("set", floors("SET", "3"));
    const ParcelFacts f = plot({overlay("X", "special_plan", 1)});
    for (const std::string& bonus :
         {rule("more", floors("ADD", "2")), rule("more", floors("ADD", "2"), "overlay_id = \"X\""),
          rule("more", floors("ADD", "2"), "", "PARCEL_DECISION"), rule("more", floors("ADD", "2"), "", "SECTOR")}) {
        const Answer a = ask(set + bonus, f);
        EXPECT_EQ(a.find(Quantity::Floors)->number(), 3.0) << bonus;
        EXPECT_EQ(a.find(Quantity::Floors)->losing.at(0).because, "fixed by set");
    }
}

TEST(LimitsTogether, AtLeastMoreThanAtMostIsAConflictThatIsSaid)
{
    const Answer a = ask(rule("most", floors("RESTRICT_MAX", "4")) + rule("least", floors("RESTRICT_MIN", "6")));
    EXPECT_TRUE(a.find(Quantity::Floors)->conflict);
    ASSERT_EQ(a.notes.size(), 1U);
    EXPECT_NE(a.notes[0].find("at least 6 (least) and at most 4 (most) contradict"), std::string::npos) << a.notes[0];
    EXPECT_EQ(a.notes_fa.size(), 1U);
    EXPECT_FALSE(ask(rule("most", floors("RESTRICT_MAX", "4")) + rule("least", floors("RESTRICT_MIN", "4")))
                     .find(Quantity::Floors)
                     ->conflict);
}

TEST(LimitsTogether, AHeightLimitReachesTheFloors)
{
    const std::string rules = rule("plan", floors("RESTRICT_MAX", "4")) + rule("low", height("5"));
    const Answer said = ask(rules);
    EXPECT_EQ(said.find(Quantity::Floors)->number(), 4.0);
    ASSERT_EQ(said.notes.size(), 1U);
    EXPECT_NE(said.notes[0].find("height at most 5 m (low) binds before floors at most 4 (plan)"), std::string::npos);
    const Answer capped = ask("[plan]\nid = \"p\"\nstorey_height_m = 3.2\n" + rules);
    const QuantityAnswer& q = *capped.find(Quantity::Floors);
    EXPECT_EQ(q.number(), 1.0);
    EXPECT_EQ(q.outcome, Outcome::Limited);
    EXPECT_EQ(q.decided_by->id, "low");
    EXPECT_EQ(q.losing.at(0).because, "capped by height");
    EXPECT_EQ(q.depends_on, std::vector<Quantity>{Quantity::Height});
    const Answer fits = ask("[plan]\nid = \"p\"\nstorey_height_m = 3.2\n" + rule("plan", floors("RESTRICT_MAX", "4")) +
                            rule("high", height("12.8")));
    EXPECT_EQ(fits.find(Quantity::Floors)->number(), 4.0);
    EXPECT_TRUE(fits.notes.empty());
    EXPECT_ANY_THROW(parse_rules("[plan]\nid = \"p\"\nstorey_height_m = 320\n", "rules.toml"));
}

TEST(LimitsTogether, WhatFollowsFromALimitCarriesItsConditionsAndForbiddenParts)
{
    const std::string rules =
        rule("tall", floors("RESTRICT_MAX", "6", on("on the axis"))) +
        rule("few", R"(quantity = "coverage", combinator = "RESTRICT_MAX", value = 40, unit = "percent")",
             "given = { floors = [5, 9] }") +
        rule("qanat", R"(quantity = "floors", combinator = "FORBID")", R"(overlay = "qanat")", "SECTOR");
    const Answer a = ask(rules, plot({overlay("Q-1", "qanat", 0.4), overlay("Q-2", "qanat", 0.1)}));
    const QuantityAnswer& q = *a.find(Quantity::Coverage);
    EXPECT_EQ(q.depends_on, std::vector<Quantity>{Quantity::Floors});
    ASSERT_EQ(q.conditions.size(), 1U);
    EXPECT_EQ(q.conditions[0].text, "on the axis");
    ASSERT_EQ(q.forbidden_parts.size(), 2U); // every overlay that forbids, not the largest alone
    EXPECT_EQ(q.forbidden_parts[1].overlay_id, "Q-2");
    ParcelFacts proposal = plot();
    proposal.proposed_floors = 6; // chosen by the proposal, not by the plan's limit
    EXPECT_TRUE(ask(rules, proposal).find(Quantity::Coverage)->depends_on.empty());
}

TEST(LimitsTogether, AProhibitionLoosensNeitherTheLeastNorWhatFollows)
{
    const std::string rules =
        rule("tall", floors("RESTRICT_MAX", "6")) + rule("least", floors("RESTRICT_MIN", "2")) +
        rule("few", R"(quantity = "coverage", combinator = "RESTRICT_MAX", value = 40, unit = "percent")",
             "given = { floors = [5, 9] }");
    for (const char* level : {"DETAILED", "SECTOR"}) {
        const Answer a = ask(rules + rule("none", R"(quantity = "floors", combinator = "FORBID")", "", level));
        const QuantityAnswer& q = *a.find(Quantity::Floors);
        EXPECT_EQ(q.outcome, Outcome::Forbidden);
        EXPECT_EQ(q.minimum, (Limit{2, 2})) << level;
        EXPECT_EQ(a.find(Quantity::Coverage)->number(), 0.4) << level;
        EXPECT_EQ(verdict(a, Quantity::Floors, 1), LimitVerdict::Violates);
    }
}

TEST(LimitsTogether, AParcelAcrossABoundaryGetsTheStrictestOfBothLaws)
{
    const std::string rules = rule("town", floors("RESTRICT_MAX", "4"), R"(jurisdiction = "city")") +
                              rule("beyond", floors("RESTRICT_MAX", "2"), R"(jurisdiction = "harim")");
    ParcelFacts f = plot();
    f.jurisdiction_known = true;
    f.jurisdictions = {{"city", {}, {}}};
    EXPECT_EQ(ask(rules, f).find(Quantity::Floors)->number(), 4.0);
    f.jurisdiction_parts = {{Jurisdiction::City, 0.6}, {Jurisdiction::Harim, 0.4}};
    const Answer a = ask(rules, f);
    EXPECT_EQ(a.find(Quantity::Floors)->number(), 2.0);
    EXPECT_EQ(a.find(Quantity::Floors)->zone, "R2, harim");
    ASSERT_EQ(a.jurisdictions.size(), 2U);
    ASSERT_EQ(a.notes.size(), 1U);
    EXPECT_NE(a.notes[0].find("city (60 %), harim (40 %)"), std::string::npos) << a.notes[0];
}

TEST(Assess, AShareOfNoGroundIsSaidAndNeverInfinite)
{
    const Answer a =
        ask(rule("c", R"(quantity = "coverage", combinator = "RESTRICT_MAX", value = 60, unit = "percent")"));
    Design design;
    design.values = {{Quantity::Coverage, std::numeric_limits<double>::infinity(), 0, {}}};
    for (const DesignCheck& c : assess(a, design))
        if (c.quantity == Quantity::Coverage) {
            EXPECT_FALSE(c.measured);
            EXPECT_EQ(c.verdict, LimitVerdict::Inconclusive);
            EXPECT_NE(c.reason_en.find("no ground of the plot is left"), std::string::npos);
        }
}

} // namespace
} // namespace didban
