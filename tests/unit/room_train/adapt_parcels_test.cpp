#include "pipelines/train/adapt_parcels.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace didban::train {
namespace {

const Date before{2024, 6, 1}, after{2025, 6, 1};

Permit permit(const Date& issued, std::optional<Date> completed, PermitKind kind = PermitKind::New)
{
    Permit p;
    p.parcel_key = "1";
    p.issued = issued;
    p.completed = completed;
    p.kind = kind;
    return p;
}

CityData city_with(std::vector<Permit> permits)
{
    CityData city;
    city.parcels.emplace_back();
    city.parcels.back().key = "1";
    city.permits = std::move(permits);
    city.permits_known = true;
    return city;
}

ParcelKind kind_of(const CityData& city, const std::vector<Case>& cases = {})
{
    return adapt_parcels(city, cases, before, after, 1).front().kind;
}

TEST(AdaptParcels, ABuildingCompletedBetweenTheImagesIsChange)
{
    EXPECT_EQ(kind_of(city_with({permit({2023, 1, 1}, Date{2024, 12, 1})})), ParcelKind::Completed);
    Permit undated = permit({2024, 8, 1}, {});
    undated.status = PermitStatus::Completed;
    EXPECT_EQ(kind_of(city_with({undated})), ParcelKind::Completed);
    Permit of_two_plots = permit({2023, 1, 1}, Date{2024, 12, 1});
    of_two_plots.parcel_key = "9";
    of_two_plots.other_keys = {"1"};
    EXPECT_EQ(kind_of(city_with({of_two_plots})), ParcelKind::Completed);
    CityData renumbered = city_with({of_two_plots});
    renumbered.permits.front().other_keys.clear();
    renumbered.parcels.front().old_keys = {"9"};
    EXPECT_EQ(kind_of(renumbered), ParcelKind::Completed);
}

TEST(AdaptParcels, QuietWhereNothingWasPermittedAroundThePeriod)
{
    EXPECT_EQ(kind_of(city_with({})), ParcelKind::Quiet);
    EXPECT_EQ(kind_of(city_with({permit({2019, 1, 1}, Date{2021, 1, 1})})), ParcelKind::Quiet);
    EXPECT_EQ(kind_of(city_with({permit({2026, 8, 1}, {})})), ParcelKind::Quiet);
}

TEST(AdaptParcels, AnythingBetweenIsUnknown)
{
    EXPECT_EQ(kind_of(city_with({permit({2022, 1, 1}, Date{2023, 6, 1})})), ParcelKind::Unknown); // a year before
    EXPECT_EQ(kind_of(city_with({permit({2024, 1, 1}, Date{2025, 9, 1})})), ParcelKind::Unknown); // after the images
    EXPECT_EQ(kind_of(city_with({permit({2015, 1, 1}, {})})), ParcelKind::Unknown);               // never completed
    EXPECT_EQ(kind_of(city_with({permit({2024, 1, 1}, Date{2024, 9, 1}, PermitKind::Repair)})), ParcelKind::Unknown);
    CityData silent = city_with({});
    silent.permits_known = false;
    EXPECT_EQ(kind_of(silent), ParcelKind::Unknown);
    CityData partly = city_with({});
    partly.parcels.front().incomplete = true;
    EXPECT_EQ(kind_of(partly), ParcelKind::Unknown);
}

TEST(AdaptParcels, ACaseThatStandsIsNotQuiet)
{
    Case c;
    c.place = "1";
    for (const CaseState state : {CaseState::Detected, CaseState::Confirmed, CaseState::Closed}) {
        c.state = state;
        EXPECT_EQ(kind_of(city_with({}), {c}), ParcelKind::Unknown);
    }
    c.state = CaseState::Dismissed;
    EXPECT_EQ(kind_of(city_with({}), {c}), ParcelKind::Quiet);
}

TEST(AdaptParcels, ThreeTenthsAreHeldOutByKeyAndSeedAlone)
{
    CityData city = city_with({});
    city.parcels.resize(1000);
    for (std::size_t k = 0; k < city.parcels.size(); ++k)
        city.parcels[k].key = std::to_string(k);
    const auto one = adapt_parcels(city, {}, before, after, 1), other = adapt_parcels(city, {}, before, after, 2);
    std::reverse(city.parcels.begin(), city.parcels.end());
    const auto reversed = adapt_parcels(city, {}, before, after, 1);
    int held = 0, moved = 0;
    for (std::size_t k = 0; k < one.size(); ++k) {
        held += one[k].held_out ? 1 : 0;
        moved += one[k].held_out != other[k].held_out ? 1 : 0;
        ASSERT_EQ(one[k].held_out, reversed[one.size() - 1 - k].held_out);
    }
    EXPECT_GT(held, 250);
    EXPECT_LT(held, 350);
    EXPECT_GT(moved, 300);
}

} // namespace
} // namespace didban::train
