#include "didban/change/infrared_veto.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>

namespace didban {
namespace {

const std::vector<std::string> bands{"red", "green", "blue", "nir"};

/// Says of every pixel what it was told to say.
class Told final : public Detector {
public:
    Told(float change, float appeared) : change_(change), appeared_(appeared) {}
    std::string name() const override { return "told"; }
    std::int64_t halo() const override { return 1; }
    CellChange detect(const PairCell& cell) const override
    {
        return {Raster<float>(cell.core, change_), Raster<float>(cell.core, appeared_), {}};
    }

private:
    float change_, appeared_;
};

using Pixel = std::array<float, 4>;
constexpr Pixel roof{100, 95, 90, 120}, plants{30, 50, 25, 150}, water{20, 60, 50, 15};

/// A row of pixels with one more on every side, as a halo is read.
PairCell row_of(const std::vector<Pixel>& before, const std::vector<Pixel>& after)
{
    PairCell cell{{0, 0, static_cast<std::int64_t>(after.size()), 1}, {}, {}};
    for (const bool later : {false, true})
        for (std::size_t band = 0; band < 4; ++band) {
            Raster<float> values(cell.core.grown(1), 1.0F);
            for (std::size_t k = 0; k < after.size(); ++k)
                values.at(static_cast<std::int64_t>(k) + 1, 1) = (later ? after : before)[k][band];
            (later ? cell.after : cell.before).push_back(std::move(values));
        }
    return cell;
}

TEST(InfraredVeto, WherePlantsOrWaterStandInPlaceOfANewBuildingNothingWasBuilt)
{
    const Told told(0.9F, 1.0F);
    const CellChange found = InfraredVeto(told, bands).detect(row_of({plants, roof, roof}, {roof, plants, water}));
    EXPECT_EQ(found.change.at(0, 0), 0.9F);
    for (const std::int64_t k : {1, 2}) {
        EXPECT_LT(found.change.at(k, 0), 0.5F);
        EXPECT_GE(found.change.at(k, 0), 0.4F);
    }
}

TEST(InfraredVeto, OfADemolitionTheEarlierDateMustShowTheBuilding)
{
    const Told told(0.9F, 0.0F);
    const CellChange found = InfraredVeto(told, bands).detect(row_of({roof, plants}, {plants, roof}));
    EXPECT_EQ(found.change.at(0, 0), 0.9F);
    EXPECT_LT(found.change.at(1, 0), 0.5F);
}

TEST(InfraredVeto, WhatIsNoChangeOrUnseenStays)
{
    for (const float said : {0.3F, std::nanf("")}) {
        const Told told(said, 1.0F);
        const float found = InfraredVeto(told, bands).detect(row_of({roof}, {plants})).change.at(0, 0);
        EXPECT_TRUE(found == said || (std::isnan(found) && std::isnan(said)));
    }
}

TEST(InfraredVeto, NeedsItsBands)
{
    EXPECT_FALSE(InfraredVeto::fits({"red", "green", "blue"}));
    EXPECT_TRUE(InfraredVeto::fits(bands));
    const Told told(0.9F, 1.0F);
    EXPECT_THROW(InfraredVeto(told, {"red", "nir"}), Error);
}

} // namespace
} // namespace didban
