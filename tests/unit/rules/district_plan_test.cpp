#include "didban/rules/rule_set.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace didban {
namespace {

std::string rule(const std::string& id, const std::string& level, const std::string& applies, const std::string& effect)
{
    return "[[rule]]\nid = \"" + id + "\"\nlevel = \"" + level + "\"\nsource = { document = \"B\" }\n" +
           "valid_from = \"1390/01/01\"\n" + (applies.empty() ? "" : "applies = { " + applies + " }\n") +
           "effect = { " + effect + " }\n";
}

std::string at_most(const std::string& floors)
{
    return R"(quantity = "floors", combinator = "RESTRICT_MAX", unit = "floors", value = )" + floors;
}

QuantityAnswer floors_of(const std::string& rules, std::optional<double> passage_width_m = 10)
{
    ParcelFacts facts;
    facts.zones_known = facts.overlays_known = true;
    facts.zones = {{.zone_id = "Z1", .zone = "R"}};
    facts.passage_width_m = passage_width_m;
    if (rules.find("qanat") != std::string::npos) {
        OverlayFact& qanat = facts.overlays.emplace_back();
        qanat.overlay_id = "Q";
        qanat.kind = "qanat";
        qanat.share = 1;
    }
    return *parse_rules(rules, "rules.toml").evaluate(facts, {2025, 1, 1}).find(Quantity::Floors);
}

TEST(DistrictPlan, HoldsWhereNothingFinerSpeaks)
{
    const QuantityAnswer a = floors_of(rule("village", "DISTRICT", "", at_most("2")));
    EXPECT_EQ(a.outcome, Outcome::Allowed);
    EXPECT_EQ(a.maximum, (Limit{2, 2}));
}

TEST(DistrictPlan, GivesWayToAFinerPlanBeItStricterOrLooser)
{
    for (const std::string level : {"COMPREHENSIVE", "DETAILED", "SPECIAL", "PARCEL_DECISION"}) {
        const QuantityAnswer a =
            floors_of(rule("a-village", "DISTRICT", "", at_most("2")) + rule("town", level, "", at_most("4")));
        EXPECT_EQ(a.maximum, (Limit{4, 4})) << level;
        ASSERT_EQ(a.losing.size(), 1U);
        EXPECT_EQ(a.losing[0].because, "gives way to the finer plan of town");
    }
    const QuantityAnswer replaced = floors_of(
        rule("a-village", "DISTRICT", "", R"(quantity = "floors", combinator = "SET", unit = "floors", value = 1)") +
        rule("town", "DETAILED", "", at_most("4")));
    EXPECT_EQ(replaced.maximum, (Limit{4, 4}));
    EXPECT_FALSE(replaced.fixed);
}

TEST(DistrictPlan, AtMostOfItStandsBesideAtLeastOfAFinerPlan)
{
    const std::string at_least_two = R"(quantity = "floors", combinator = "RESTRICT_MIN", unit = "floors", value = 2)";
    const QuantityAnswer upper =
        floors_of(rule("village", "DISTRICT", "", at_most("3")) + rule("town", "DETAILED", "", at_least_two));
    EXPECT_EQ(upper.maximum, (Limit{3, 3}));
    EXPECT_EQ(upper.minimum, (Limit{2, 2}));
    const QuantityAnswer lower =
        floors_of(rule("village", "DISTRICT", "", at_least_two) + rule("town", "DETAILED", "", at_most("3")));
    EXPECT_EQ(lower.maximum, (Limit{3, 3}));
    EXPECT_EQ(lower.minimum, (Limit{2, 2}));
    // Exactly this value leaves neither side open.
    const QuantityAnswer fixed = floors_of(
        rule("a-village", "DISTRICT", "", at_least_two) +
        rule("town", "DETAILED", "", R"(quantity = "floors", combinator = "SET", unit = "floors", value = 1)"));
    EXPECT_EQ(fixed.maximum, (Limit{1, 1}));
    EXPECT_FALSE(fixed.minimum);
    ASSERT_EQ(fixed.losing.size(), 1U);
    EXPECT_EQ(fixed.losing[0].because, "gives way to the finer plan of town");
}

TEST(DistrictPlan, ABonusOfAFinerPlanAloneIsNoPlanOfIts)
{
    const QuantityAnswer a = floors_of(
        rule("village", "DISTRICT", "", at_most("2")) +
        rule("bonus", "DETAILED", "", R"(quantity = "floors", combinator = "ADD", unit = "floors", value = 1)"));
    EXPECT_EQ(a.maximum, (Limit{3, 3}));
}

TEST(DistrictPlan, ABonusOfItRaisesItsOwnBoundAlone)
{
    const std::string bonus =
        rule("bonus", "DISTRICT", "", R"(quantity = "floors", combinator = "ADD", unit = "floors", value = 1)");
    const QuantityAnswer finer = floors_of(bonus + rule("town", "DETAILED", "", at_most("4")));
    EXPECT_EQ(finer.maximum, (Limit{4, 4}));
    ASSERT_EQ(finer.losing.size(), 1U);
    EXPECT_EQ(finer.losing[0].because, "gives way to the finer plan of town");
    const QuantityAnswer own =
        floors_of(bonus + rule("village", "DISTRICT", "", at_most("2")) +
                  rule("town", "DETAILED", "",
                       R"(quantity = "floors", combinator = "RESTRICT_MIN", unit = "floors", value = 2)"));
    EXPECT_EQ(own.maximum, (Limit{3, 3}));
    EXPECT_EQ(own.minimum, (Limit{2, 2}));
}

TEST(DistrictPlan, IsNotKnownWhereAFinerRuleMayApply)
{
    const std::string rules = rule("village", "DISTRICT", "", at_most("2")) +
                              rule("town", "DETAILED", "passage_width_m = [12, inf]", at_most("4"));
    EXPECT_EQ(floors_of(rules, 10).maximum, (Limit{2, 2}));
    EXPECT_EQ(floors_of(rules, 12).maximum, (Limit{4, 4}));
    const QuantityAnswer unknown = floors_of(rules, std::nullopt);
    EXPECT_EQ(unknown.outcome, Outcome::Unknown);
    EXPECT_EQ(unknown.missing, std::vector<std::string>{"passage_width_m"});
}

TEST(DistrictPlan, ALevelThatIsNotUnderstoodIsSaidOnceOfAZone)
{
    ParcelFacts facts;
    facts.zones_known = true;
    facts.zones = {{.zone_id = "1", .zone = "V", .share = .5, .unread_level = "regional"},
                   {.zone_id = "2", .zone = "V", .share = .3, .unread_level = "regional"},
                   {.zone_id = "3", .zone = "R", .share = .2}};
    const Answer a =
        parse_rules(rule("town", "DETAILED", "", at_most("4")), "rules.toml").evaluate(facts, {2025, 1, 1});
    EXPECT_EQ(std::count_if(a.notes.begin(), a.notes.end(),
                            [](const std::string& n) { return n.starts_with("the level \"regional\" of zone V"); }),
              1);
    EXPECT_EQ(std::count_if(a.notes.begin(), a.notes.end(),
                            [](const std::string& n) { return n.find("is not understood") != std::string::npos; }),
              1);
}

TEST(DistrictPlan, RestrictsByItsOverlaysWhateverTheFinerPlanSays)
{
    const QuantityAnswer a = floors_of(rule("qanat", "DISTRICT", R"(overlay = "qanat")", at_most("1")) +
                                       rule("town", "DETAILED", "", at_most("4")));
    EXPECT_EQ(a.outcome, Outcome::Limited);
    EXPECT_EQ(a.maximum, (Limit{1, 1}));
}

} // namespace
} // namespace didban
