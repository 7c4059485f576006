#include "didban/rules/rule_set.h"

#include <gtest/gtest.h>

// A boundary may be in force years before its values are (domain fact 8): silence is not permission.
namespace didban {
namespace {

#define HEAD "level = \"SECTOR\"\nsource = { document = \"B\" }\nvalid_from = 2016-01-01\n"

std::string plan_with(const std::string& overlay_rule)
{
    return "[[rule]]\nid = \"height\"\nlevel = \"DETAILED\"\nsource = { document = \"B\" }\nvalid_from = 2010-01-01\n"
           "effect = { quantity = \"height\", combinator = \"RESTRICT_MAX\", value = 12, unit = \"m\" }\n" +
           overlay_rule;
}

ParcelFacts under(const std::string& kind, const std::string& degree, double area_m2)
{
    ParcelFacts f;
    f.zones = {{.zone_id = "1", .zone = "R", .share = 1.0}};
    f.zones_known = f.overlays_known = true;
    OverlayFact o;
    o.overlay_id = "H-1";
    o.kind = kind;
    o.degree = degree;
    o.valid_from = Date{2016, 1, 1};
    o.area_m2 = area_m2;
    o.share = area_m2 / 400;
    o.distance_m = area_m2 > 0 ? 0 : 0.001;
    f.overlays = {o};
    return f;
}

const char* draft =
    "[[rule]]\nid = \"buffer\"\nstatus = \"DRAFT\"\n" HEAD
    "applies = { overlay = \"heritage\", degree = \"1\" }\neffect = { quantity = \"height\", combinator = "
    "\"RESTRICT_MAX\", value = 5, unit = \"m\", body = \"Heritage office\" }\n";
const char* approved = "[[rule]]\nid = \"buffer\"\n" HEAD
                       "applies = { overlay = \"heritage\", degree = \"1\" }\neffect = { quantity = \"height\", "
                       "combinator = \"RESTRICT_MAX\", value = 5, unit = \"m\" }\n";
constexpr Date day{2024, 6, 1};

TEST(SilentOverlays, ADraftForABufferInForceAsksInsteadOfAllowing)
{
    const RuleSet rules = parse_rules(plan_with(draft), "rules.toml");
    const Answer a = rules.evaluate(under("heritage", "1", 400), day);
    const QuantityAnswer& height = *a.find(Quantity::Height);
    EXPECT_EQ(height.outcome, Outcome::NeedsInquiry);
    EXPECT_EQ(height.maximum, (Limit{12, 12})); // the draft's 5 m do not decide
    ASSERT_EQ(height.inquiries.size(), 1U);
    EXPECT_EQ(height.inquiries[0].body, "Heritage office");
    ASSERT_EQ(a.inquiries.size(), 1U);
    ASSERT_EQ(a.notes.size(), 1U);
    EXPECT_NE(a.notes[0].find("H-1 (heritage, degree 1)"), std::string::npos);
}

TEST(SilentOverlays, BeforeTheBoundaryNextToItAndInAnotherDegreeNothingIsAsked)
{
    const RuleSet rules = parse_rules(plan_with(draft), "rules.toml");
    const auto outcome = [&](const ParcelFacts& f, const Date& on) {
        return rules.evaluate(f, on).find(Quantity::Height)->outcome;
    };
    EXPECT_EQ(outcome(under("heritage", "1", 400), {2015, 12, 31}), Outcome::Allowed);
    EXPECT_EQ(outcome(under("heritage", "1", 0), day), Outcome::Allowed);
    EXPECT_EQ(outcome(under("heritage", "2", 400), day), Outcome::Allowed);
    EXPECT_EQ(rules.evaluate(under("heritage", "2", 400), day).notes.size(), 1U); // but nothing speaks of degree 2
    EXPECT_TRUE(rules.evaluate(under("passage", "", 400), day).notes.empty());
}

TEST(SilentOverlays, AnApprovedRuleSpeaksForItself)
{
    const RuleSet rules = parse_rules(plan_with(std::string(approved)), "rules.toml");
    const Answer a = rules.evaluate(under("heritage", "1", 400), day);
    EXPECT_EQ(a.find(Quantity::Height)->outcome, Outcome::Limited);
    EXPECT_TRUE(a.notes.empty());
    EXPECT_EQ(rules.evaluate(under("airport", "", 400), day).notes.size(), 1U);
}

TEST(SilentOverlays, ARuleThatNamesAnOverlayByIdAloneRestrictsFromOutside)
{
    const std::string by_id =
        "[[rule]]\nid = \"buffer\"\nlevel = \"DETAILED\"\nsource = { document = \"B\" }\nvalid_from = "
        "2016-01-01\napplies = { overlay_id = \"H-1\" }\neffect = { quantity = \"height\", "
        "combinator = \"RESTRICT_MAX\", value = 5, unit = \"m\" }\n";
    const std::string bonus =
        "[[rule]]\nid = \"bonus\"\nlevel = \"DETAILED\"\nsource = { document = \"B\" }\nvalid_from = "
        "2016-01-01\neffect = { quantity = \"height\", combinator = \"ADD\", value = 3, unit = \"m\" }\n";
    const RuleSet rules = parse_rules(plan_with(by_id + bonus), "rules.toml");
    const Answer a = rules.evaluate(under("heritage", "1", 400), day);
    EXPECT_EQ(a.find(Quantity::Height)->outcome, Outcome::Limited);
    EXPECT_EQ(a.find(Quantity::Height)->number(), 5); // no bonus passes it
}

TEST(SilentOverlays, HeightsFromDifferentPointsAreSaidToBe)
{
    const RuleSet rules = parse_rules(
        "[[rule]]\nid = \"street\"\nlevel = \"DETAILED\"\nsource = { document = \"B\" }\nvalid_from = "
        "2010-01-01\neffect = { "
        "quantity = \"height\", combinator = \"RESTRICT_MAX\", value = 12, unit = \"m\", height_reference = "
        "\"street_mid_front\" }\n[[rule]]\nid = \"ground\"\n" HEAD
        "effect = { quantity = \"height\", combinator = \"RESTRICT_MAX\", value = 13, unit = \"m\", height_reference = "
        "\"natural_ground\" }\n",
        "rules.toml");
    ParcelFacts f = under("heritage", "1", 0);
    f.overlays.clear();
    const Answer a = rules.evaluate(f, day);
    EXPECT_EQ(a.find(Quantity::Height)->number(), 12);
    ASSERT_EQ(a.notes.size(), 1U);
    EXPECT_NE(a.notes[0].find("different points"), std::string::npos);
}

} // namespace
} // namespace didban
