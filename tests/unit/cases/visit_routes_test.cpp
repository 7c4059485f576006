#include "didban/base/error.h"
#include "didban/cases/visit_routes.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>

namespace didban {
namespace {

std::vector<Visit> at(const std::vector<std::pair<double, double>>& places)
{
    std::vector<Visit> visits;
    for (const auto& [lon, lat] : places) {
        Visit v;
        v.rank = static_cast<int>(visits.size()) + 1;
        v.longitude = lon;
        v.latitude = lat;
        visits.push_back(v);
    }
    return visits;
}

TEST(VisitRoutes, AlongAStreetByHand)
{
    auto visits = at({{45.000, 0.0}, {45.003, 0.0}, {45.001, 0.0}, {45.002, 0.0}});
    plan_routes(visits, 1);
    EXPECT_EQ(visits[0].stop, 1);
    EXPECT_EQ(visits[2].stop, 2);
    EXPECT_EQ(visits[3].stop, 3);
    EXPECT_EQ(visits[1].stop, 4);
    EXPECT_NEAR(*visits[1].leg_m, 111.19, 0.01); // a thousandth of a degree at the equator
    EXPECT_DOUBLE_EQ(*visits[0].leg_m, 0);
}

TEST(VisitRoutes, TwoPatrolsTakeTwoQuarters)
{
    auto visits = at({{45.00, 38.5}, {45.10, 38.5}, {45.001, 38.5}, {45.101, 38.5}});
    plan_routes(visits, 2);
    EXPECT_EQ(visits[0].patrol, visits[2].patrol);
    EXPECT_EQ(visits[1].patrol, visits[3].patrol);
    EXPECT_NE(visits[0].patrol, visits[1].patrol);
}

TEST(VisitRoutes, WithoutAPlaceThereIsNoStop)
{
    auto visits = at({{45, 38}, {45.1, 38}});
    visits[0].longitude.reset();
    plan_routes(visits, 3);
    EXPECT_EQ(visits[0].patrol, 0);
    EXPECT_EQ(visits[0].stop, 0);
    EXPECT_FALSE(visits[0].leg_m);
    EXPECT_EQ(visits[1].patrol, 1);
    EXPECT_THROW(plan_routes(visits, 0), Error);
}

class RouteLaw : public testing::TestWithParam<unsigned> {};

TEST_P(RouteLaw, EachVisitOnceInFairSharesFromTheBestRankAndShorterThanByRank)
{
    std::mt19937 random(GetParam());
    std::vector<std::pair<double, double>> places;
    for (int i = 0; i < 60; ++i)
        places.emplace_back(45 + static_cast<double>(random() % 1000) / 20'000,
                            38 + static_cast<double>(random() % 1000) / 20'000);
    auto visits = at(places);
    const int patrols = 1 + static_cast<int>(random() % 5);
    plan_routes(visits, patrols);
    std::size_t met = 0;
    each_route(visits, [&](int, const VisitRoute& route) {
        met += route.size();
        EXPECT_LE(route.size(),
                  (visits.size() + static_cast<std::size_t>(patrols) - 1) / static_cast<std::size_t>(patrols) + 1);
        std::set<int> stops;
        for (const Visit* v : route) {
            stops.insert(v->stop);
            EXPECT_GE(v->rank, route.front()->rank);
        }
        EXPECT_EQ(*stops.rbegin(), static_cast<int>(route.size()));
        EXPECT_EQ(stops.size(), route.size());
        VisitRoute by_rank = route;
        std::sort(by_rank.begin(), by_rank.end(), [](const Visit* a, const Visit* b) { return a->rank < b->rank; });
        std::vector<Visit> one;
        for (const Visit* v : by_rank)
            one.push_back(*v);
        double ranked = 0; // the same stops in the order of their ranks, in degrees of the same latitude
        for (std::size_t i = 1; i < one.size(); ++i)
            ranked += std::hypot((*one[i].longitude - *one[i - 1].longitude) * 87'700,
                                 (*one[i].latitude - *one[i - 1].latitude) * 111'195);
        EXPECT_LE(length_m(route), ranked * 1.01);
    });
    EXPECT_EQ(met, visits.size());
}

INSTANTIATE_TEST_SUITE_P(Seeds, RouteLaw, testing::Range(1U, 9U));

} // namespace
} // namespace didban
