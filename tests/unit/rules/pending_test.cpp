#include "didban/rules/rule_set.h"

#include <gtest/gtest.h>

// What is still a draft, or comes into force later, is told and decides nothing.
namespace didban {
namespace {

std::string floors_rule(const std::string& id, const std::string& head, const std::string& applies, double value)
{
    return "[[rule]]\nid = \"" + id + "\"\nlevel = \"DETAILED\"\nsource = { document = \"B\" }\n" + head +
           "\napplies = { " + applies +
           " }\neffect = { quantity = \"floors\", combinator = \"RESTRICT_MAX\", value = " + std::to_string(value) +
           ", unit = \"floors\" }\n";
}

ParcelFacts plot(double area_m2)
{
    ParcelFacts f;
    f.zones = {{.zone_id = "1", .zone = "R", .share = 1.0}};
    f.zones_known = f.overlays_known = true;
    f.area_m2 = area_m2;
    return f;
}

constexpr Date today{2026, 6, 1};
const std::string old_rule = floors_rule("old", "valid_from = 2010-01-01\nvalid_to = 2027-01-01", "zone = \"R\"", 4);

std::vector<PendingRule> pending_of(const RuleSet& rules, const ParcelFacts& facts, const Date& on = today,
                                    const std::optional<Date>& known = {})
{
    return rules.pending(facts, rules.evaluate(facts, on, known));
}

TEST(PendingRules, ADraftIsToldWithTheLimitThatItWouldGive)
{
    const RuleSet rules =
        parse_rules(old_rule + floors_rule("draft", "status = \"DRAFT\"\nvalid_from = 2020-01-01", "zone = \"R\"", 2) +
                        floors_rule("elsewhere", "status = \"DRAFT\"\nvalid_from = 2020-01-01", "zone = \"S\"", 1) +
                        floors_rule("large", "status = \"DRAFT\"\nvalid_from = 2020-01-01",
                                    "zone = \"R\", plot_area_m2 = [500, inf]", 1) +
                        floors_rule("ended", "status = \"DRAFT\"\nvalid_from = 2020-01-01\nvalid_to = 2025-01-01",
                                    "zone = \"R\"", 1) +
                        floors_rule("loose", "status = \"DRAFT\"\nvalid_from = 2020-01-01", "zone = \"R\"", 6),
                    "rules.toml");
    EXPECT_EQ(rules.evaluate(plot(200), today).find(Quantity::Floors)->maximum, (Limit{4, 4}));
    const auto pending = pending_of(rules, plot(200));
    ASSERT_EQ(pending.size(), 2U);
    EXPECT_EQ(pending[0].rule->id, "draft");
    EXPECT_FALSE(pending[0].from);
    EXPECT_EQ(pending[0].then.maximum, (Limit{2, 2}));
    EXPECT_TRUE(pending[0].changes);
    EXPECT_EQ(pending[1].rule->id, "loose");
    EXPECT_EQ(pending[1].then.maximum, (Limit{4, 4}));
    EXPECT_FALSE(pending[1].changes);
}

TEST(PendingRules, ALaterRuleIsToldWithItsDayAndTheRulesOfThatDay)
{
    const RuleSet rules = parse_rules(
        old_rule + floors_rule("new", "valid_from = 2027-01-01\nrecorded_from = 2026-03-01", "zone = \"R\"", 6),
        "rules.toml");
    const auto pending = pending_of(rules, plot(200));
    ASSERT_EQ(pending.size(), 1U);
    EXPECT_EQ(pending[0].from, (Date{2027, 1, 1}));
    EXPECT_EQ(pending[0].then.maximum, (Limit{6, 6})); // the old rule ends on that day
    EXPECT_TRUE(pending_of(rules, plot(200), Date{2027, 1, 1}).empty());
    EXPECT_TRUE(pending_of(rules, plot(200), today, Date{2026, 2, 1}).empty()); // not yet recorded
}

TEST(PendingRules, AMissingFactLeavesARulePossible)
{
    const RuleSet rules = parse_rules(old_rule + floors_rule("draft", "status = \"DRAFT\"\nvalid_from = 2020-01-01",
                                                             "zone = \"R\", passage_width_m = [0, 8]", 2),
                                      "rules.toml");
    const auto pending = pending_of(rules, plot(200));
    ASSERT_EQ(pending.size(), 1U);
    EXPECT_EQ(pending[0].then.outcome, Outcome::Unknown);
    EXPECT_EQ(pending[0].then.missing, std::vector<std::string>{"passage_width_m"});
}

TEST(PendingRules, ASuspendedRuleIsNotPending)
{
    const RuleSet rules = parse_rules(
        old_rule + floors_rule("halted", "status = \"SUSPENDED\"\nvalid_from = 2027-01-01", "zone = \"R\"", 2),
        "rules.toml");
    EXPECT_TRUE(pending_of(rules, plot(200)).empty());
}

} // namespace
} // namespace didban
