#include "didban/gdal/gdal_data_access.h"
#include "pipelines/parcel/drawing_precision.h"
#include "pipelines/parcel/parcel_book.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

// On data-samples/arak plot 3-1-10-20 is a corner plot of 10 m by 25 m (190 to 200 east, 6 to 31 north): Imam street in
// the east governs (36 m), Azadi street in the south takes 1 m. Both fronts ask for a setback of 3 m.
namespace didban {
namespace {

constexpr Date day{2025, 3, 21};

const ParcelBook& book()
{
    static const GdalDataAccess data;
    static const auto loaded = ParcelBook::load(data, DIDBAN_SOURCE_DIR "/data-samples/arak", RunOptions{});
    return *loaded;
}

MultiPolygon building(double west, double south, double east, double north)
{
    const double x = 379000, y = 3773000;
    return {{{{{x + west, y + south}, {x + east, y + south}, {x + east, y + north}, {x + west, y + north}}, {}}}};
}

MultiPolygon in_degrees(MultiPolygon shape, int decimals)
{
    const Transform to_degrees(book().city().crs, Crs::wgs84());
    const double scale = std::pow(10, decimals);
    for (Polygon& part : shape.parts)
        for (Point& p : part.outer) {
            p = to_degrees(p);
            p = {std::round(p.x * scale) / scale, std::round(p.y * scale) / scale};
        }
    return shape;
}

Assessment assess(MultiPolygon footprint, const std::string& crs)
{
    Proposal p;
    p.floors = 3;
    p.footprint = std::move(footprint);
    p.footprint_crs = crs;
    return book().assess(book().at("3-1-10-20"), p, day);
}

LimitVerdict of(const Assessment& a, const std::string& check, const std::string& part = {})
{
    std::vector<DesignCheck> found;
    for (const DesignCheck& c : a.checks)
        if (c.check == check && (part.empty() || c.part == part))
            found.push_back(c);
    EXPECT_FALSE(found.empty()) << check << " " << part;
    return overall(found);
}

TEST(MeasureDesign, ALegalBuildingIsLegalInWhateverCoordinates)
{
    const MultiPolygon legal = building(191, 10, 197, 28);
    const Assessment metres = assess(legal, "EPSG:32639");
    EXPECT_EQ(of(metres, "setback_front"), LimitVerdict::Complies);
    EXPECT_EQ(of(metres, "inside_parcel"), LimitVerdict::Complies);
    for (const int decimals : {7, 8, 9, 12}) {
        const Assessment degrees = assess(in_degrees(legal, decimals), {});
        EXPECT_EQ(of(degrees, "setback_front"), LimitVerdict::Complies) << decimals;
        for (const DesignCheck& c : degrees.checks)
            if (c.check == "setback_front") {
                EXPECT_GE(c.tolerance, 0.01);
                EXPECT_LE(c.tolerance, 0.02);
            }
    }
}

TEST(MeasureDesign, FiveCentimetresTooNearViolateUnlessTheCoordinatesCannotTell)
{
    for (const int decimals : {7, 9}) {
        EXPECT_EQ(of(assess(in_degrees(building(191, 9.95, 197, 28), decimals), {}), "setback_front", "south"),
                  LimitVerdict::Violates)
            << decimals;
        EXPECT_EQ(of(assess(in_degrees(building(191, 10, 197.05, 28), decimals), {}), "setback_front", "east"),
                  LimitVerdict::Violates)
            << decimals;
    }
    EXPECT_EQ(of(assess(building(191, 9.95, 197, 28), "EPSG:32639"), "setback_front", "south"), LimitVerdict::Violates);
    // Five decimals of a degree are a metre: nobody can say.
    EXPECT_EQ(of(assess(in_degrees(building(191, 9.95, 197, 28), 5), {}), "setback_front"), LimitVerdict::Inconclusive);
}

TEST(MeasureDesign, AWallOnTheBoundaryLiesInsideThePlot)
{
    EXPECT_EQ(of(assess(in_degrees(building(190, 10, 197, 31), 7), {}), "inside_parcel"), LimitVerdict::Complies);
    EXPECT_EQ(of(assess(in_degrees(building(189.9, 10, 197, 31), 7), {}), "inside_parcel"), LimitVerdict::Violates);
}

TEST(DrawingPrecision, FollowsFromTheLastDecimal)
{
    const auto at = [](double x, double y, const char* crs) {
        return precision_of({{{{{x, y}, {x, y + 1}, {x + 1, y}}, {}}}}, Crs::parse(crs));
    };
    EXPECT_NEAR(at(49.1234567, 34, "EPSG:4326").tolerance_m, 0.01, 1e-9);
    EXPECT_EQ(at(49.1234567, 34, "EPSG:4326").uncertainty_m, 0);
    const DrawingPrecision coarse = at(49.12345, 34, "EPSG:4326"); // half of 1e-5 degrees: 0.56 m north, 0.46 m east
    EXPECT_EQ(coarse.tolerance_m, 0.02);
    EXPECT_NEAR(coarse.uncertainty_m, std::hypot(0.5566, 0.4614) + 0.001 - 0.02, 1e-3);
    EXPECT_NEAR(at(379001, 3773001, "EPSG:32639").tolerance_m, 0.0081, 1e-3);
    EXPECT_NEAR(at(379001.125, 3773001, "EPSG:32639").tolerance_m, 0.0017, 1e-4);
}

TEST(DrawingPrecision, OnlyAFiniteValueIsPutAtALimit)
{
    Answer answer;
    answer.quantities.emplace_back();
    answer.quantities.back().quantity = Quantity::Coverage;
    answer.quantities.back().maximum = Limit{0.6, 0.6};
    const double nothing_left = std::numeric_limits<double>::infinity(); // a building over no ground
    Design design;
    design.values = {{Quantity::Coverage, nothing_left, 0, "", nothing_left},
                     {Quantity::Coverage, 0.601, 0, "", 0.002}};
    const Design put = at_limits(design, answer);
    EXPECT_EQ(put.values[0].value, nothing_left);
    EXPECT_EQ(put.values[1].value, 0.6);
}

} // namespace
} // namespace didban
