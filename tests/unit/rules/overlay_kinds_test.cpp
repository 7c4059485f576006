#include "didban/base/error.h"
#include "didban/rules/rule_rows.h"
#include "didban/rules/words.h"

#include <gtest/gtest.h>

// A city names the kinds of its own overlays; a kind that nobody named is a mistake.
namespace didban {
namespace {

const std::string rule =
    "[[rule]]\nid = \"on-fault\"\nlevel = \"SECTOR\"\nsource = { document = \"B\" }\nvalid_from = "
    "2016-01-01\napplies = { overlay = \"fault\" }\neffect = { quantity = \"floors\", combinator = "
    "\"FORBID\" }\n";

std::string refusal(const std::string& toml)
{
    try {
        (void)parse_rules(toml, "rules.toml");
    } catch (const Error& e) {
        return e.what();
    }
    return {};
}

TEST(OverlayKinds, RulesNameTheKindsOfTheCity)
{
    const RuleSet rules = parse_rules(
        rule + "[[overlay_kind]]\nkind = \"Fault\"\nname_fa = \"حریم گسل\"\nname_en = \"fault zone\"\n", "rules.toml");
    EXPECT_EQ(rules.overlay_label("fault").fa, "حریم گسل");
    EXPECT_EQ(rules.overlay_label("qanat").fa, "");
    EXPECT_EQ(overlay_words("fault", rules.overlay_label("fault")).en, "fault zone");
    EXPECT_EQ(overlay_words("qanat", rules.overlay_label("qanat")).fa, "حریم قنات");
    const RuleSet again = parse_rule_tables(to_rule_tables(rules), "plan.gpkg");
    EXPECT_EQ(again.overlay_label("fault").en, "fault zone");
    EXPECT_EQ(again.rules().front().applies.overlays, std::vector<std::string>{"fault"});
}

TEST(OverlayKinds, AKindWithOneNameIsCalledByItInBothLanguages)
{
    const RuleSet rules = parse_rules("[[overlay_kind]]\nkind = \"flood\"\nname_fa = \"سیلاب\"\n", "rules.toml");
    EXPECT_EQ(overlay_words("flood", rules.overlay_label("flood")).en, "سیلاب");
}

TEST(OverlayKinds, MistakesAreRefusedWithTheRemedy)
{
    EXPECT_NE(refusal(rule).find("overlay \"fault\" is not known"), std::string::npos) << refusal(rule);
    const std::string named = "[[overlay_kind]]\nkind = \"fault\"\nname_en = \"fault zone\"\n";
    EXPECT_NE(refusal(named + named).find("stands in line 1 already"), std::string::npos) << refusal(named + named);
    EXPECT_NE(refusal("[[overlay_kind]]\nkind = \"fault\"\n").find("needs a name"), std::string::npos);
    const std::string misspelt = "[[overlay_kind]]\nkind = \"faults\"\nname_en = \"x\"\n" + rule;
    EXPECT_NE(refusal(misspelt).find("did you mean \"faults\""), std::string::npos) << refusal(misspelt);
}

TEST(OverlayKinds, OneThatThePlanDoesNotStateHasWordsToo)
{
    const Label words = overlay_words("", {});
    EXPECT_FALSE(words.en.empty());
    EXPECT_FALSE(words.fa.empty());
}

} // namespace
} // namespace didban
