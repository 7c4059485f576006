#include "pipelines/judge/plan_place.h"

#include "didban/gdal/gdal_data_access.h"
#include "pipelines/judge/judge_objects.h"
#include "pipelines/parcel/parcel_book.h"

#include <gtest/gtest.h>

#include <algorithm>

// On data-samples/arak: Azadi street (12 m, 14 m planned) runs along y = 0, plots of 10 m by 25 m lie north and south
// of it from 6 m on.
namespace didban {
namespace {

const ParcelBook& book()
{
    static const GdalDataAccess data;
    static const auto loaded = ParcelBook::load(data, DIDBAN_SOURCE_DIR "/data-samples/arak", RunOptions{});
    return *loaded;
}

/// The sample's cadastre, drawn this far beside the streets of its plan.
CityData drawn_beside(const Point& by)
{
    CityData city = book().city();
    for (Parcel& p : city.parcels)
        p.shape = translated(p.shape, by);
    return city;
}

PlanDrawnOn told(const Point& cadastre_drawn, const Point& ground_seen)
{
    const CityData city = drawn_beside(cadastre_drawn);
    return plan_drawn_on(book().plan(), city.parcels,
                         std::vector<GroundOffset>(city.parcels.size(), {ground_seen, 0.3}));
}

TEST(PlanPlace, ACadastreBesideBothImagesAndStreetsShowsThatThePlanLiesLikeTheImages)
{
    EXPECT_EQ(told({0, 1.2}, {0, -1.2}), PlanDrawnOn::Images);
    EXPECT_EQ(told({-0.4, -2}, {0.4, 2}), PlanDrawnOn::Images);
    EXPECT_EQ(told({0, 1.2}, {0, -0.9}), PlanDrawnOn::Images) << "measured 0.3 m short";
}

TEST(PlanPlace, StreetsThatFitTheParcelsWereDrawnOnTheCadastre)
{
    EXPECT_EQ(told({0, 0}, {0, -1.2}), PlanDrawnOn::Cadastre);
    EXPECT_EQ(told({0, 0}, {0, 0}), PlanDrawnOn::Cadastre);
    EXPECT_EQ(told({0, 1.2}, {0, 1.2}), PlanDrawnOn::Cadastre) << "farther off once laid on the images";
    EXPECT_EQ(told({0, 1.2}, {0, 0.1}), PlanDrawnOn::Cadastre) << "the two ways do not part";
    EXPECT_EQ(plan_drawn_on(book().plan(), book().city().parcels, {}), PlanDrawnOn::Cadastre);
    EXPECT_EQ(plan_drawn_on(PlanData{}, book().city().parcels,
                            std::vector<GroundOffset>(book().city().parcels.size(), {{0, 2}, 0.3})),
              PlanDrawnOn::Cadastre);
}

/// A house on the second plot north of Azadi street, its front this far behind the street's middle in the image; the
/// cadastre is drawn 3 m south of the plan and of the images.
bool accused_of_taking_the_street(double front_m)
{
    const CityData city = drawn_beside({0, -3});
    const Box plot = bounds(book().city().parcels[book().at("3-1-10-2")].shape);
    const double y = plot.y0 - 6 + front_m;
    ChangeObject house;
    house.number = 1;
    house.outline = {
        {{{{plot.x0 + 0.5, y}, {plot.x1 - 0.5, y}, {plot.x1 - 0.5, y + 12}, {plot.x0 + 0.5, y + 12}}, {}}}};
    house.area_m2 = planar_area(house.outline);
    house.probability = 0.99;
    const std::vector<ChangeObject> seen{house};
    const Period period{{2024, 6, 1}, {2025, 6, 1}};
    const std::vector<Period> periods{period};
    const std::vector<double> not_measured;
    JudgeInput input{city, book().plan(), seen, periods, period, not_measured, {0.1, 0.1, 0.3, 0}, {}, {}};
    input.ground = std::vector<GroundOffset>(city.parcels.size(), {{0, 3}, 0.1});
    const JudgedCity judged = judge_objects(input, {});
    EXPECT_EQ(judged.judgements.size(), 1U);
    EXPECT_EQ(judged.judgements.at(0).finding.parcel_id, "3-1-10-2-0-0-0");
    const auto& codes = judged.judgements.at(0).finding.violations;
    return std::count(codes.begin(), codes.end(), "V140") > 0;
}

TEST(PlanPlace, AHouseIsHeldAgainstTheStreetWhereTheImagesShowBoth)
{
    EXPECT_FALSE(accused_of_taking_the_street(6.2)) << "behind the street edge";
    EXPECT_TRUE(accused_of_taking_the_street(3.5)) << "2.5 m into the street";
}

} // namespace
} // namespace didban
