#include "didban/rules/buildable.h"

#include <gtest/gtest.h>

// How much may be built follows from the limit that binds first; what is not known leaves a bound and no number.
namespace didban {
namespace {

using Quantities = std::vector<Quantity>;

Quantities quantities(const BuildableArea& area)
{
    Quantities all;
    for (const BindingLimit& b : area.decided_by)
        all.push_back(b.quantity);
    return all;
}

QuantityAnswer limit(Quantity q, double low, double high, Outcome outcome = Outcome::Allowed)
{
    QuantityAnswer a;
    a.quantity = q;
    a.outcome = outcome;
    (is_minimum(q) ? a.minimum : a.maximum) = Limit{low, high};
    return a;
}

QuantityAnswer without_limit(Quantity q, Outcome outcome)
{
    QuantityAnswer a;
    a.quantity = q;
    a.outcome = outcome;
    return a;
}

Answer plan(const std::vector<QuantityAnswer>& quantities)
{
    Answer a;
    a.quantities = quantities;
    return a;
}

const BuildableGround whole{600, 560, {}, {}};

TEST(Buildable, CoverageBindsPerFloorAndFloorsInAll)
{
    const auto areas = buildable_areas(plan({limit(Quantity::Floors, 3, 3), limit(Quantity::Coverage, 0.6, 0.6),
                                             limit(Quantity::FloorAreaRatio, 2, 2)}),
                                       whole);
    EXPECT_EQ(areas.per_floor.m2, (Limit{360, 360}));
    EXPECT_EQ(quantities(areas.per_floor), Quantities{Quantity::Coverage});
    EXPECT_EQ(areas.total.m2, (Limit{1080, 1080}));
    EXPECT_EQ(quantities(areas.total), (Quantities{Quantity::Coverage, Quantity::Floors}));
}

TEST(Buildable, DensityAndGroundBindWhereTheyAreLess)
{
    const BuildableGround narrow{
        600, 300, {{{Quantity::Depth, nullptr}, 200}, {{Quantity::SetbackRear, nullptr}, 60}}, {}};
    const auto areas = buildable_areas(plan({limit(Quantity::Floors, 5, 5), limit(Quantity::Coverage, 0.6, 0.6),
                                             limit(Quantity::FloorAreaRatio, 2, 2)}),
                                       narrow);
    EXPECT_EQ(areas.per_floor.m2, (Limit{300, 300}));
    EXPECT_EQ(quantities(areas.per_floor), (Quantities{Quantity::Depth, Quantity::SetbackRear}));
    EXPECT_EQ(areas.total.m2, (Limit{1200, 1200}));
    EXPECT_EQ(quantities(areas.total), Quantities{Quantity::FloorAreaRatio});
}

TEST(Buildable, WhatIsNotKnownLeavesABound)
{
    const auto areas =
        buildable_areas(plan({without_limit(Quantity::Floors, Outcome::Unknown), limit(Quantity::Coverage, 0.6, 0.6),
                              limit(Quantity::FloorAreaRatio, 2, 2)}),
                        {600, 560, {}, {Quantity::SetbackSide}});
    EXPECT_FALSE(areas.per_floor.m2);
    EXPECT_EQ(areas.per_floor.at_most_m2, (Limit{360, 360}));
    EXPECT_EQ(areas.per_floor.unknown, Quantities{Quantity::SetbackSide});
    EXPECT_FALSE(areas.total.m2);
    EXPECT_EQ(areas.total.at_most_m2, (Limit{1200, 1200}));
    EXPECT_EQ(areas.total.unknown, (Quantities{Quantity::Floors, Quantity::SetbackSide}));
    // An inquiry beside a limit that is certain bounds as well, and decides nothing.
    const auto asked =
        buildable_areas(plan({limit(Quantity::Floors, 3, 3), limit(Quantity::Coverage, 0.5, 0.5, Outcome::NeedsInquiry),
                              limit(Quantity::FloorAreaRatio, 2, 2)}),
                        whole);
    EXPECT_FALSE(asked.per_floor.m2);
    EXPECT_EQ(asked.per_floor.at_most_m2, (Limit{300, 300}));
}

TEST(Buildable, RangesStayRangesAndProhibitionsAreZero)
{
    const auto ranges = buildable_areas(plan({limit(Quantity::Floors, 2, 3), limit(Quantity::Coverage, 0.5, 0.6),
                                              without_limit(Quantity::FloorAreaRatio, Outcome::NotRegulated)}),
                                        whole);
    EXPECT_EQ(ranges.per_floor.m2, (Limit{300, 360}));
    EXPECT_EQ(ranges.total.m2, (Limit{600, 1080}));
    const auto none = buildable_areas(
        plan({without_limit(Quantity::Floors, Outcome::Forbidden), without_limit(Quantity::Coverage, Outcome::Unknown),
              without_limit(Quantity::FloorAreaRatio, Outcome::Unknown)}),
        whole);
    EXPECT_EQ(none.per_floor.m2, (Limit{0, 0}));
    EXPECT_EQ(none.total.m2, (Limit{0, 0}));
    EXPECT_EQ(quantities(none.total), Quantities{Quantity::Floors});
}

TEST(Buildable, WithoutFloorsAndDensityThereIsNoNumberInAll)
{
    const auto areas = buildable_areas(
        plan({without_limit(Quantity::Floors, Outcome::NotRegulated), limit(Quantity::Coverage, 0.6, 0.6),
              without_limit(Quantity::FloorAreaRatio, Outcome::NotRegulated)}),
        whole);
    EXPECT_EQ(areas.per_floor.m2, (Limit{360, 360}));
    EXPECT_FALSE(areas.total.m2);
    EXPECT_FALSE(areas.total.at_most_m2);
    EXPECT_TRUE(areas.total.unknown.empty());
}

} // namespace
} // namespace didban
