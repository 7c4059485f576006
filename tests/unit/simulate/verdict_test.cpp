#include "didban/simulate/verdict.h"

#include <gtest/gtest.h>

namespace didban::simulate {

namespace {

constexpr int before = 19000, after = 19365;
using Codes = std::vector<std::string>;

/// 10 m by 25 m, on a passage of 10 m in zone R2: 60 % may be covered.
Plot plot_of_250()
{
    Plot plot;
    plot.shape = {Point{0, 0}, Point{10, 0}, Point{10, 25}, Point{0, 25}};
    plot.zone = Zone::R2;
    plot.passage_width = 10;
    return plot;
}

void add_building(Plot& plot, const Span2& place, int floors = 2)
{
    Building b;
    b.place = place;
    b.floors = floors;
    b.started = before + 30;
    b.duration = 250;
    plot.buildings.push_back(b);
    plot.worked.push_back(place);
}

PlotPermit permit(double footprint)
{
    PlotPermit p;
    p.issued = before - 60;
    p.valid_to = before + 900;
    p.floors = 3;
    p.footprint_m2 = footprint;
    return p;
}

Verdict judged(const Plot& plot)
{
    return judge(plot, before, after, 1, 1);
}

} // namespace

TEST(TruthVerdict, ABuildingWithoutPermit)
{
    Plot plot = plot_of_250();
    add_building(plot, {0, 0.45, 1, 1});
    EXPECT_EQ(judged(plot).verdict, "suspected");
    EXPECT_EQ(judged(plot).violations, Codes{"V100"});
    EXPECT_TRUE(judged(plot).changed);
    plot.zone = Zone::Farmland;
    EXPECT_EQ(judged(plot).violations, (Codes{"V100", "V180"}));
    plot.harim = false;
    EXPECT_EQ(judged(plot).violations, (Codes{"V180", "V190"}));
}

TEST(TruthVerdict, APermitMustLiveInThePeriodAndAllowBuilding)
{
    Plot plot = plot_of_250();
    add_building(plot, {0, 0.45, 1, 1});
    plot.permits = {permit(140)};
    EXPECT_EQ(judged(plot).verdict, "authorized");
    plot.permits[0].valid_to = before - 1;
    EXPECT_EQ(judged(plot).violations, Codes{"V101"});
    plot.permits = {permit(140)};
    plot.permits[0].issued = after + 1;
    EXPECT_EQ(judged(plot).violations, Codes{"V100"});
    plot.permits = {permit(140)};
    plot.permits[0].kind = "repair";
    EXPECT_EQ(judged(plot).violations, Codes{"V100"});
    plot.permits = {permit(140)};
    plot.permits[0].status = "revoked";
    EXPECT_EQ(judged(plot).violations, Codes{"V100"});
    plot.permits = {permit(140)};
    plot.permits[0].valid_to.reset(); // unknown: three years from its issue
    EXPECT_EQ(judged(plot).verdict, "authorized");
}

// Permitted 100 m²; 15 % or 15 m² more are within what is measured.
TEST(TruthVerdict, ExcessBeginsAboveTheTolerance)
{
    for (const auto& [built, suspected] : {std::pair{100.0, false}, {114.0, false}, {116.0, true}}) {
        Plot plot = plot_of_250();
        add_building(plot, {0, 1 - built / 250, 1, 1});
        plot.permits = {permit(100)};
        EXPECT_EQ(judged(plot).violations, suspected ? Codes{"V110"} : Codes{}) << built;
    }
}

TEST(TruthVerdict, DeepAndWideBuildingsBreakTheirOwnLimits)
{
    Plot plot = plot_of_250();
    add_building(plot, {0, 0.1, 1, 1}); // 225 m² of 250, 22.5 m deep where 17 m and a tolerance of 1 m are allowed
    plot.permits = {permit(145)};
    EXPECT_EQ(judged(plot).violations, (Codes{"V110", "V112", "V115"}));
    plot.zone = Zone::C;
    EXPECT_EQ(judged(plot).violations, (Codes{"V111", "V112", "V115"}));
}

TEST(TruthVerdict, PassageAndWideningCountFromFiveSquareMetres)
{
    Plot plot = plot_of_250();
    add_building(plot, {0, 0.5, 1, 1 + 0.4 / 25}); // 4 m² beyond the edge
    plot.permits = {permit(140)};
    EXPECT_EQ(judged(plot).verdict, "authorized");
    plot.buildings[0].place.b1 = 1 + 2.0 / 25; // 20 m²
    EXPECT_EQ(judged(plot).violations, Codes{"V140"});
    plot.buildings[0].place.b1 = 1;
    plot.widening = 2;
    EXPECT_EQ(judged(plot).violations, Codes{"V141"});
    plot.buildings[0].place.b1 = 1 - 2.0 / 25;
    EXPECT_EQ(judged(plot).verdict, "authorized");
}

TEST(TruthVerdict, WhatIsHiddenIsNotSeen)
{
    Plot plot = plot_of_250();
    add_building(plot, {0, 0.45, 1, 1});
    EXPECT_EQ(judge(plot, before, after, 0.4, 1).verdict, "not_seen");
    EXPECT_EQ(judge(plot, before, after, 0.6, 0.3).verdict, "not_seen");
    EXPECT_TRUE(judge(plot, before, after, 0.4, 1).violations.empty());
}

TEST(TruthVerdict, FinishedLongAgoIsNoChange)
{
    Plot plot = plot_of_250();
    add_building(plot, {0, 0.45, 1, 1});
    plot.buildings[0].started = before - 2000;
    plot.worked.clear();
    EXPECT_EQ(judged(plot).verdict, "no_change");
    EXPECT_FALSE(judged(plot).changed);
}

} // namespace didban::simulate
