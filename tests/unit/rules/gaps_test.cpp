#include "didban/rules/rule_set.h"

#include <gtest/gtest.h>

#include <cmath>

namespace didban {
namespace {

std::string rule(const std::string& id, const std::string& applies, const std::string& more = {})
{
    return "[[rule]]\nid = \"" + id +
           "\"\nlevel = \"DETAILED\"\nsource = { document = \"B\" }\nvalid_from = 2010-01-01\n" + more +
           "applies = { " + applies +
           " }\neffect = { quantity = \"floors\", combinator = \"RESTRICT_MAX\", value = 3 }\n";
}

std::string gaps(const std::string& toml)
{
    std::string out;
    for (const RuleGap& g : parse_rules(toml, "rules.toml").gaps())
        out += g.zone + " " + std::string(name(g.quantity)) + " " + std::string(name(g.fact)) + " " +
               std::to_string(static_cast<int>(g.band.from)) + "-" +
               (std::isinf(g.band.below) ? "inf" : std::to_string(static_cast<int>(g.band.below))) + "; ";
    return out;
}

TEST(Gaps, ABandBetweenTwoBandsIsFound)
{
    EXPECT_EQ(gaps(rule("a", "zone = \"R\", passage_width_m = [0, 12]") +
                   rule("b", "zone = \"R\", passage_width_m = [14, inf]")),
              "r floors passage_width_m 12-14; ");
}

TEST(Gaps, SoAreTheEndsAndBandsUnderAnotherCondition)
{
    EXPECT_EQ(gaps(rule("a", "zone = \"R\", passage_width_m = [8, 12], plot_area_m2 = [0, inf]") +
                   rule("b", "zone = \"R\", passage_width_m = [14, 20], plot_area_m2 = [0, inf]")),
              "r floors passage_width_m 0-8; r floors passage_width_m 12-14; r floors passage_width_m 20-inf; ");
}

TEST(Gaps, AWiderRuleCoversThem)
{
    const std::string banded = rule("a", "zone = \"R\", passage_width_m = [8, 12]");
    EXPECT_EQ(gaps(banded + rule("b", "zone = [\"R\", \"C\"]")), "");
    EXPECT_EQ(gaps(banded + rule("b", "district = \"7\"")), // holds in one district only
              "r floors passage_width_m 0-8; r floors passage_width_m 12-inf; ");
    EXPECT_EQ(gaps(banded + rule("b", "zone = \"R\"", "status = \"DRAFT\"\n")),
              "r floors passage_width_m 0-8; r floors passage_width_m 12-inf; ");
    EXPECT_EQ(gaps(banded + rule("b", "overlay = \"heritage\"")),
              "r floors passage_width_m 0-8; r floors passage_width_m 12-inf; ");
}

TEST(Gaps, ARuleThatHasEndedCoversNothing)
{
    EXPECT_EQ(gaps(rule("a", "zone = \"R\", plot_area_m2 = [0, 200]", "valid_to = 2015-01-01\n") +
                   rule("b", "zone = \"R\", plot_area_m2 = [200, inf]").replace(rule("b", "").find("2010"), 4, "2016")),
              "r floors plot_area_m2 0-200; ");
}

} // namespace
} // namespace didban
