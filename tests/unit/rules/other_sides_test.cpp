#include "didban/rules/other_sides.h"

#include <gtest/gtest.h>

namespace didban {
namespace {

RuleSet bands()
{
    std::string text;
    const auto add = [&](const std::string& id, const std::string& applies, int floors) {
        text += "[[rule]]\nid = \"" + id +
                "\"\nlevel = \"DETAILED\"\nsource = { document = \"B\" }\nvalid_from = " + "2020-01-01\napplies = { " +
                applies + " }\neffect = { quantity = \"floors\", combinator = \"RESTRICT_MAX\", value = " +
                std::to_string(floors) + " }\n";
    };
    add("small", "plot_area_m2 = [0, 120]", 3);
    add("middle", "plot_area_m2 = [120, 240]", 4);
    add("same", "plot_area_m2 = [240, 400]", 4);
    add("narrow", "passage_width_m = [0, 12]", 5);
    return parse_rules(text, "rules.toml");
}

std::vector<OtherSide> sides_at(double area, double width)
{
    const RuleSet rules = bands();
    ParcelFacts facts;
    facts.area_m2 = area;
    facts.passage_width_m = width;
    return other_sides(rules, facts, {{NumericFact::PlotArea, 5}, {NumericFact::PassageWidth, 0.3}},
                       rules.evaluate(facts, {2024, 1, 1}));
}

TEST(OtherSides, SayWhatTheOtherSideGives)
{
    const auto below = sides_at(118, 8), above = sides_at(121, 8);
    ASSERT_EQ(below.size(), 1U);
    EXPECT_EQ(below[0].fact, NumericFact::PlotArea);
    EXPECT_EQ(below[0].edge, 120);
    ASSERT_EQ(below[0].limits.size(), 1U);
    EXPECT_EQ(below[0].limits[0].maximum, (Limit{4, 4}));
    ASSERT_EQ(above.size(), 1U);
    EXPECT_EQ(above[0].limits[0].maximum, (Limit{3, 3}));
}

TEST(OtherSides, FarEdgesNominalValuesAndEqualLimitsAreNotWorthAWord)
{
    EXPECT_TRUE(sides_at(126, 8).empty());
    EXPECT_TRUE(sides_at(120, 12).empty());
    EXPECT_TRUE(sides_at(239, 8).empty()) << "four floors on both sides";
    EXPECT_EQ(sides_at(300, 11.8).size(), 0U) << "the plot's limit is the stricter one on both sides";
}

} // namespace
} // namespace didban
