#include "didban/rules/rule_set.h"

#include <gtest/gtest.h>

#include <cmath>

// The published density table of Arak, every cell and every interval edge, through data-samples/arak/rules.toml.
namespace didban {
namespace {

const RuleSet& arak()
{
    static const RuleSet rules = read_rules(DIDBAN_SOURCE_DIR "/data-samples/arak/rules.toml");
    return rules;
}

ParcelFacts plot(const std::string& zone, std::optional<double> passage, std::optional<double> area)
{
    ParcelFacts f;
    f.zones = {{.zone_id = "1", .zone = zone, .share = 1.0}};
    f.zones_known = f.overlays_known = true;
    f.passage_width_m = passage;
    f.area_m2 = area;
    return f;
}

constexpr Date day{2024, 6, 1};
constexpr const char* zones[] = {"LOW", "MEDIUM", "HIGH"};

struct Band {
    double from, below;
};

void expect_limits(const ParcelFacts& facts, double floors, double coverage_percent, double density_percent)
{
    const Answer a = arak().evaluate(facts, day);
    const auto where = [&] {
        return facts.zones.front().zone + ", passage " + std::to_string(*facts.passage_width_m) + " m, plot " +
               std::to_string(*facts.area_m2) + " m²";
    };
    ASSERT_TRUE(a.find(Quantity::Floors)->number()) << where();
    EXPECT_EQ(*a.find(Quantity::Floors)->number(), floors) << where();
    ASSERT_TRUE(a.find(Quantity::Coverage)->number()) << where();
    EXPECT_NEAR(*a.find(Quantity::Coverage)->number() * 100, coverage_percent, 1e-9) << where();
    ASSERT_TRUE(a.find(Quantity::FloorAreaRatio)->number()) << where();
    EXPECT_NEAR(*a.find(Quantity::FloorAreaRatio)->number() * 100, density_percent, 1e-9) << where();
    EXPECT_TRUE(a.notes.empty()) << where();
}

TEST(Arak, EveryCellOfThePassageTableAtBothEdges)
{
    const Band passages[] = {{0, 8}, {8, 12}, {12, 24}, {24, 36}, {36, 90}};
    // density %, floors, coverage % for low, medium, high
    const double table[5][3][3] = {{{120, 2, 60}, {120, 2, 60}, {120, 2, 60}},
                                   {{180, 3, 60}, {180, 3, 60}, {200, 4, 50}},
                                   {{180, 3, 60}, {200, 4, 50}, {250, 5, 50}},
                                   {{200, 4, 50}, {250, 5, 50}, {320, 8, 40}},
                                   {{200, 4, 50}, {315, 7, 45}, {480, 12, 40}}};
    for (int p = 0; p < 5; ++p)
        for (int z = 0; z < 3; ++z)
            for (const double width : {passages[p].from, std::nextafter(passages[p].below, 0)})
                expect_limits(plot(zones[z], width, 750), table[p][z][1], table[p][z][2], table[p][z][0]);
}

TEST(Arak, EveryCellOfThePlotTableAtBothEdges)
{
    const Band plots[] = {{120, 160}, {160, 240}, {240, 300}, {300, 400}, {400, 750}, {750, 5000}};
    const double floors[6][3] = {{3, 3, 3}, {4, 4, 4}, {4, 5, 5}, {4, 6, 6}, {4, 7, 8}, {4, 7, 12}};
    const auto coverage = [](double n) { return n <= 3 ? 60.0 : n <= 5 ? 50.0 : n <= 7 ? 45.0 : 40.0; };
    for (int a = 0; a < 6; ++a)
        for (int z = 0; z < 3; ++z)
            for (const double area : {plots[a].from, std::nextafter(plots[a].below, 0)}) {
                const double n = floors[a][z];
                expect_limits(plot(zones[z], 40, area), n, coverage(n), n * coverage(n));
            }
}

TEST(Arak, SmallPlotsHaveFloorsAloneAndVerySmallOnesNothing)
{
    for (const char* zone : zones)
        for (const auto& [area, floors] :
             {std::pair{50.0, 1.0}, {std::nextafter(70, 0), 1.0}, {70.0, 2.0}, {std::nextafter(120, 0), 2.0}}) {
            const Answer a = arak().evaluate(plot(zone, 40, area), day);
            EXPECT_EQ(a.find(Quantity::Floors)->number(), floors) << area;
            EXPECT_EQ(a.find(Quantity::Coverage)->outcome, Outcome::Unknown) << area;
        }
    const Answer tiny = arak().evaluate(plot("HIGH", 40, std::nextafter(50, 0)), day);
    EXPECT_EQ(tiny.find(Quantity::Floors)->outcome, Outcome::Unknown);
    EXPECT_EQ(tiny.find(Quantity::Floors)->missing, std::vector<std::string>{"rule"});
}

TEST(Arak, WorkedExampleNamesItsClauses)
{
    expect_limits(plot("MEDIUM", 14, 250), 4, 50, 200);
    const Answer a = arak().evaluate(plot("MEDIUM", 14, 250), day);
    const QuantityAnswer& floors = *a.find(Quantity::Floors);
    ASSERT_TRUE(floors.decided_by);
    EXPECT_EQ(floors.decided_by->id, "floors-by-passage/[12,24)/MEDIUM");
    EXPECT_EQ(floors.decided_by->source.article, "1");
    ASSERT_EQ(floors.losing.size(), 1U);
    EXPECT_EQ(floors.losing[0].rule->id, "floors-by-plot/[240,300)/MEDIUM");
    EXPECT_EQ(floors.losing[0].because, "looser");
    EXPECT_EQ(floors.losing[0].limit, (Limit{5, 5}));
}

TEST(Arak, FootnotesAreConditionsOfTheCellThatDecides)
{
    const Answer starred = arak().evaluate(plot("MEDIUM", 36, 800), day);
    ASSERT_EQ(starred.find(Quantity::Floors)->conditions.size(), 1U);
    EXPECT_EQ(starred.find(Quantity::Floors)->conditions[0].text, "subject to the High Council's rules");
    EXPECT_TRUE(arak().evaluate(plot("MEDIUM", 24, 800), day).find(Quantity::Floors)->conditions.empty());
}

TEST(Arak, UnknownWidthIsUnknownUnlessThePlotDecides)
{
    const Answer a = arak().evaluate(plot("HIGH", std::nullopt, 200), day);
    const QuantityAnswer& floors = *a.find(Quantity::Floors);
    EXPECT_EQ(floors.outcome, Outcome::Unknown);
    EXPECT_EQ(floors.missing, std::vector<std::string>{"passage_width_m"});
    EXPECT_EQ(floors.maximum, (Limit{4, 4})); // certain: no more than the plot allows
    const Answer small = arak().evaluate(plot("HIGH", std::nullopt, 60), day);
    EXPECT_EQ(small.find(Quantity::Floors)->number(), 1.0); // no passage could allow fewer
}

TEST(Arak, TheTablesHaveTheOneGapThatTheyPublish)
{
    for (const RuleGap& gap : arak().gaps()) {
        if (gap.quantity != Quantity::Floors)
            continue;
        EXPECT_EQ(gap.fact, NumericFact::PlotArea);
        EXPECT_EQ(gap.band, (Interval{0, 50}));
    }
}

} // namespace
} // namespace didban
