#include "didban/base/error.h"
#include "didban/rules/rule_set.h"

#include <gtest/gtest.h>

namespace didban {
namespace {

struct Broken {
    const char* name;
    const char* toml;
    const char* line;   ///< "rules.toml:N:"
    const char* remedy; ///< a piece of the message that says what to do
};

#define HEAD "level = \"DETAILED\"\nsource = { document = \"B\" }\nvalid_from = \"1400/01/01\"\n"

class BrokenRules : public testing::TestWithParam<Broken> {};

TEST_P(BrokenRules, NameTheLineAndTheRemedy)
{
    try {
        (void)parse_rules(GetParam().toml, "rules.toml");
        FAIL() << "accepted";
    } catch (const Error& e) {
        EXPECT_EQ(e.kind(), ErrorKind::Configuration);
        const std::string message = e.what();
        EXPECT_EQ(message.find(GetParam().line), 0U) << message;
        EXPECT_NE(message.find(GetParam().remedy), std::string::npos) << message;
    }
}

INSTANTIATE_TEST_SUITE_P(
    Rules, BrokenRules,
    testing::Values(
        Broken{"typo_in_quantity",
               "[[rule]]\nid = \"a\"\n" HEAD
               "effect = { quantity = \"flors\", combinator = \"RESTRICT_MAX\", value = 3 }\n",
               "rules.toml:6:", "did you mean \"floors\"?"},
        Broken{
            "typo_in_key",
            "[[rule]]\nid = \"a\"\n" HEAD
            "aplies = { zone = \"R\" }\neffect = { quantity = \"floors\", combinator = \"RESTRICT_MAX\", value = 3 }\n",
            "rules.toml:6:", "did you mean \"applies\"?"},
        Broken{"typo_in_condition",
               "[[rule]]\nid = \"a\"\n" HEAD "applies = { zone = \"R\", passage_widht_m = [8, 12] }\neffect = { "
               "quantity = \"floors\", combinator = \"RESTRICT_MAX\", value = 3 }\n",
               "rules.toml:6:", "did you mean \"passage_width_m\"?"},
        Broken{"wrong_unit",
               "[[rule]]\nid = \"a\"\n" HEAD
               "effect = { quantity = \"height\", combinator = \"RESTRICT_MAX\", value = 12, unit = \"floors\" }\n",
               "rules.toml:6:", "write \"m\" or \"cm\""},
        Broken{"no_unit",
               "[[rule]]\nid = \"a\"\n" HEAD
               "effect = { quantity = \"coverage\", combinator = \"RESTRICT_MAX\", value = 60 }\n",
               "rules.toml:6:", "needs a unit"},
        Broken{"sixty_for_a_share",
               "[[rule]]\nid = \"a\"\n" HEAD
               "effect = { quantity = \"coverage\", combinator = \"RESTRICT_MAX\", value = 60, unit = \"share\" }\n",
               "rules.toml:6:", "write 0.6"},
        Broken{"share_as_percent",
               "[[rule]]\nid = \"a\"\n" HEAD
               "effect = { quantity = \"coverage\", combinator = \"RESTRICT_MAX\", value = 0.6, unit = \"percent\" }\n",
               "rules.toml:6:", "write 60"},
        Broken{"density_percent_as_ratio",
               "[[rule]]\nid = \"a\"\n" HEAD "effect = { quantity = \"floor_area_ratio\", combinator = "
               "\"RESTRICT_MAX\", value = 180, unit = \"ratio\" }\n",
               "rules.toml:6:", "write 1.8"},
        Broken{"dates_reversed",
               "[[rule]]\nid = \"a\"\nlevel = \"DETAILED\"\nsource = { document = \"B\" }\nvalid_from = "
               "\"1402/01/01\"\nvalid_to = \"1400/01/01\"\n"
               "effect = { quantity = \"floors\", combinator = \"RESTRICT_MAX\", value = 3 }\n",
               "rules.toml:6:", "dates reversed"},
        Broken{
            "no_such_day",
            "[[rule]]\nid = \"a\"\nlevel = \"DETAILED\"\nsource = { document = \"B\" }\nvalid_from = \"1402/12/30\"\n"
            "effect = { quantity = \"floors\", combinator = \"RESTRICT_MAX\", value = 3 }\n",
            "rules.toml:5:", "is not a day"},
        Broken{"jalali_without_quotes",
               "[[rule]]\nid = \"a\"\nlevel = \"DETAILED\"\nsource = { document = \"B\" }\nvalid_from = 1402-01-01\n"
               "effect = { quantity = \"floors\", combinator = \"RESTRICT_MAX\", value = 3 }\n",
               "rules.toml:5:", "write valid_from = \"1402/1/1\""},
        Broken{"overlapping_intervals",
               "[[rule]]\nid = \"a\"\n" HEAD "applies = { zone = \"R\", passage_width_m = [8, 12] }\neffect = { "
               "quantity = \"floors\", combinator = \"RESTRICT_MAX\", value = 3 }\n"
               "[[rule]]\nid = \"b\"\n" HEAD "applies = { zone = [\"R\", \"S\"], passage_width_m = [10, 16] }\neffect "
               "= { quantity = \"floors\", combinator = \"RESTRICT_MAX\", value = 4 }\n",
               "rules.toml:8:", "let one end where the other begins"},
        Broken{"circular_reference",
               "[[rule]]\nid = \"a\"\n" HEAD "applies = { given = { coverage = [0.5, 0.7] } }\neffect = { quantity = "
               "\"floors\", combinator = \"RESTRICT_MAX\", value = 3 }\n"
               "[[rule]]\nid = \"b\"\n" HEAD "effect = { quantity = \"coverage\", combinator = \"RESTRICT_MAX\", value "
               "= { product = [\"floors\"], factor = 0.1 }, unit = \"share\" }\n",
               "rules.toml:1:", "depend on facts of the parcel only"},
        Broken{"circular_overrides",
               "[[rule]]\nid = \"a\"\noverrides = [\"b\"]\n" HEAD
               "effect = { quantity = \"floors\", combinator = \"RESTRICT_MAX\", value = 3 }\n"
               "[[rule]]\nid = \"b\"\noverrides = [\"a\"]\n" HEAD
               "effect = { quantity = \"floors\", combinator = \"RESTRICT_MAX\", value = 4 }\n",
               "rules.toml:1:", "circular overrides"},
        Broken{"unknown_override",
               "[[rule]]\nid = \"rule-one\"\noverrides = [\"rule-on\"]\n" HEAD
               "effect = { quantity = \"floors\", combinator = \"RESTRICT_MAX\", value = 3 }\n",
               "rules.toml:1:", "rule-on"},
        Broken{"duplicate_id",
               "[[rule]]\nid = \"a\"\n" HEAD
               "effect = { quantity = \"floors\", combinator = \"RESTRICT_MAX\", value = 3 }\n"
               "[[rule]]\nid = \"a\"\n" HEAD
               "effect = { quantity = \"floors\", combinator = \"RESTRICT_MAX\", value = 4 }\n",
               "rules.toml:7:", "give it another id"},
        Broken{"reversed_interval",
               "[[rule]]\nid = \"a\"\n" HEAD "applies = { passage_width_m = [12, 8] }\neffect = { quantity = "
               "\"floors\", combinator = \"RESTRICT_MAX\", value = 3 }\n",
               "rules.toml:6:", "the first number must be the smaller one"},
        Broken{"no_source",
               "[[rule]]\nid = \"a\"\nlevel = \"DETAILED\"\nvalid_from = \"1400/01/01\"\neffect = { quantity = "
               "\"floors\", combinator = \"RESTRICT_MAX\", value = 3 }\n",
               "rules.toml:1:", "write source = {"},
        Broken{"open_text", "[[rule]]\nid = \"a\nlevel = 1\n", "rules.toml:2:", "close them on the same line"},
        Broken{"open_header", "[plan]\nid = \"p\"\n\n[[rule]\nid = \"a\"\n", "rules.toml:4:", "[[rule]]"},
        Broken{"no_value", "[plan]\nid = \"p\"\ntitle\n", "rules.toml:3:", "write key = value"},
        Broken{"key_twice", "[plan]\nid = \"p\"\nid = \"q\"\n", "rules.toml:3:", "stands twice"},
        Broken{"text_without_quotes", "[plan]\nid = arak\n", "rules.toml:2:", "in: id = arak; "},
        Broken{"use_twice",
               "[[use]]\nlocal = \"office\"\nnational = \"a\"\n[[use]]\nlocal = \"shop\"\n[[use]]\nlocal = "
               "\"Office\"\n",
               "rules.toml:6:", "use code \"Office\" stands in line 1 already, spelt \"office\"; keep one"},
        Broken{"use_twice_in_two_spellings", "[[use]]\nlocal = \"اداری\"\n[[use]]\nlocal = \"اداري\"\n",
               "rules.toml:3:", "keep one meaning"},
        Broken{"centimetres_as_metres",
               "[[rule]]\nid = \"a\"\n" HEAD
               "effect = { quantity = \"height\", combinator = \"RESTRICT_MAX\", value = 1500, unit = \"m\" }\n",
               "rules.toml:6:", "unit = \"cm\""},
        Broken{"nan",
               "[[rule]]\nid = \"a\"\n" HEAD
               "effect = { quantity = \"floors\", combinator = \"RESTRICT_MAX\", value = nan }\n",
               "rules.toml:6:", "must be finite"},
        Broken{"negative",
               "[[rule]]\nid = \"a\"\n" HEAD
               "effect = { quantity = \"height\", combinator = \"RESTRICT_MAX\", value = -3, unit = \"m\" }\n",
               "rules.toml:6:", "cannot be negative"},
        Broken{"word_as_value",
               "[[rule]]\nid = \"a\"\n" HEAD
               "effect = { quantity = \"floors\", combinator = \"RESTRICT_MAX\", value = \"free\" }\n",
               "rules.toml:6:", "\"not-regulated\""},
        Broken{"inquiry_of_nobody",
               "[[rule]]\nid = \"a\"\n" HEAD "effect = { quantity = \"height\", combinator = \"REQUIRE_INQUIRY\" }\n",
               "rules.toml:6:", "write body"},
        Broken{"ragged_table",
               "[[table]]\nid = \"a\"\n" HEAD "rows = { fact = \"plot_area_m2\", edges = [0, 100, inf] }\ncolumns = { "
               "fact = \"zone\", values = [\"A\", \"B\"] }\n"
               "effect = { quantity = \"floors\", combinator = \"RESTRICT_MAX\", unit = \"floors\" }\ncells = [[1, "
               "2],\n [3]]\n",
               "rules.toml:10:", "must hold 2 cells"}),
    [](const auto& test) { return test.param.name; });

TEST(Rules, OlderVersionsMayShareAnId)
{
    const RuleSet rules = parse_rules("[[rule]]\nid = \"a\"\nlevel = \"DETAILED\"\nsource = { document = \"B\" "
                                      "}\nvalid_from = 2010-01-01\nvalid_to = 2020-01-01\n"
                                      "effect = { quantity = \"floors\", combinator = \"RESTRICT_MAX\", value = 3 }\n"
                                      "[[rule]]\nid = \"a\"\nversion = 2\nlevel = \"DETAILED\"\nsource = { document = "
                                      "\"B\" }\nvalid_from = 2020-01-01\n"
                                      "effect = { quantity = \"floors\", combinator = \"RESTRICT_MAX\", value = 4 }\n",
                                      "rules.toml");
    EXPECT_EQ(rules.rules().size(), 2U);
}

} // namespace
} // namespace didban
