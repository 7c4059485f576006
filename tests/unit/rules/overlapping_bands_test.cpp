#include "didban/base/error.h"
#include "didban/rules/rule_set.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace didban {
namespace {

struct Drawn {
    std::vector<std::string> zones;
    int area_from, area_below, width_from, width_below; ///< width_from < 0 = no band of the width
    std::string level;
};

std::string toml_of(const std::vector<Drawn>& rules)
{
    std::string text;
    for (std::size_t i = 0; i < rules.size(); ++i) {
        const Drawn& r = rules[i];
        std::string zones;
        for (const std::string& z : r.zones)
            zones += (zones.empty() ? "\"" : ", \"") + z + "\"";
        text += "[[rule]]\nid = \"r" + std::to_string(i) + "\"\nlevel = \"" + r.level +
                "\"\nsource = { document = \"B\" }\nvalid_from = 2020-01-01\napplies = { plot_area_m2 = [" +
                std::to_string(r.area_from) + ", " + std::to_string(r.area_below) + "]" +
                (r.width_from < 0 ? ""
                                  : ", passage_width_m = [" + std::to_string(r.width_from) + ", " +
                                        std::to_string(r.width_below) + "]") +
                (zones.empty() ? "" : ", zone = [" + zones + "]") +
                " }\neffect = { quantity = \"floors\", combinator = \"RESTRICT_MAX\", value = 3 }\n";
    }
    return text;
}

bool meet(const Drawn& a, const Drawn& b)
{
    const bool words =
        (a.zones.empty() && b.zones.empty()) || std::any_of(a.zones.begin(), a.zones.end(), [&](const std::string& z) {
            return std::find(b.zones.begin(), b.zones.end(), z) != b.zones.end();
        });
    const bool widths = (a.width_from < 0) == (b.width_from < 0) &&
                        (a.width_from < 0 || (a.width_from < b.width_below && b.width_from < a.width_below));
    return words && widths && a.level == b.level && a.area_from < b.area_below && b.area_from < a.area_below;
}

// The check looks at near pairs alone; what it finds must not depend on that.
TEST(OverlappingBands, AreFoundExactlyWhenTwoRulesMeet)
{
    int found = 0;
    for (unsigned seed = 0; seed < 300; ++seed) {
        std::mt19937 random(seed);
        const auto below = [&](unsigned n) { return static_cast<int>(random() % n); };
        std::vector<Drawn> rules(2 + random() % 8);
        for (Drawn& r : rules) {
            for (const char* zone : {"p", "q", "r", "s"})
                if (below(4) == 0)
                    r.zones.emplace_back(zone);
            r.area_from = below(60);
            r.area_below = r.area_from + 1 + below(15);
            r.width_from = below(3) == 0 ? -1 : below(30);
            r.width_below = r.width_from + 1 + below(15);
            r.level = below(3) == 0 ? "SPECIAL" : "DETAILED";
        }
        std::string first; // the first pair in the order of the file
        for (std::size_t i = 0; i < rules.size() && first.empty(); ++i)
            for (std::size_t k = i + 1; k < rules.size() && first.empty(); ++k)
                if (meet(rules[i], rules[k]))
                    first = "rule \"r" + std::to_string(k) + "\" overlap those of rule \"r" + std::to_string(i) + "\"";
        std::string said;
        try {
            (void)parse_rules(toml_of(rules), "rules.toml");
        } catch (const Error& e) {
            said = e.what();
        }
        EXPECT_EQ(said.empty(), first.empty()) << "seed " << seed << ": " << said;
        EXPECT_NE(said.find(first), std::string::npos) << "seed " << seed << ": " << said;
        found += first.empty() ? 0 : 1;
    }
    EXPECT_GT(found, 50);
    EXPECT_LT(found, 250);
}

} // namespace
} // namespace didban
