#include "didban/base/error.h"
#include "pipelines/zonal/zonal.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

namespace didban {
namespace {

/// A raster whose pixels are a function of place and band.
class ComputedRaster : public RasterSource {
public:
    ComputedRaster(std::int64_t width, std::int64_t height, int bands, const GeoTransform& transform)
    {
        info_.name = "computed";
        info_.width = width;
        info_.height = height;
        info_.bands = bands;
        info_.transform = transform;
    }
    [[nodiscard]] const RasterInfo& info() const override { return info_; }
    [[nodiscard]] std::unique_ptr<RasterReader> open() const override { return std::make_unique<Reader>(); }
    static float value(int band, std::int64_t x, std::int64_t y)
    {
        if ((x * 7 + y * 3) % 31 == 0)
            return std::numeric_limits<float>::quiet_NaN();
        return static_cast<float>(1000 * band + (x * x + 5 * y) % 17);
    }

private:
    struct Reader : RasterReader {
        void read(int band, const PixelWindow& w, std::span<float> out) override
        {
            for (std::int64_t y = 0; y < w.height; ++y)
                for (std::int64_t x = 0; x < w.width; ++x)
                    out[static_cast<std::size_t>(y * w.width + x)] = value(band, w.x0 + x, w.y0 + y);
        }
    };
    RasterInfo info_;
};

const GeoTransform turned{{500000, 0.4, 0.3, 4266000, 0.3, -0.4}}; // half-metre pixels, rotated

MultiPolygon in_crs(MultiPolygon shape)
{
    for (auto& part : shape.parts)
        for (auto& p : part.outer)
            p = turned.to_crs(p.x, p.y);
    return shape;
}

/// Zones in pixel coordinates: anywhere, of any size, some of them of two parts.
std::vector<MultiPolygon> zones(unsigned seed, double width, double height)
{
    std::mt19937 random(seed);
    std::vector<MultiPolygon> out;
    for (int i = 0; i < 40; ++i) {
        MultiPolygon zone;
        const double size = std::pow(10.0, static_cast<double>(random() % 300) / 100 - 0.5);
        for (int part = 0; part <= static_cast<int>(random() % 2); ++part) {
            const double x = static_cast<double>(random() % 1000) / 1000 * width + 3 * part * size,
                         y = static_cast<double>(random() % 1000) / 1000 * height;
            Ring ring;
            for (int k = 0; k < 7; ++k)
                ring.push_back({x + size * (0.7 + 0.3 * (k % 2)) * std::cos(k * 2 * M_PI / 7),
                                y + size * (0.7 + 0.3 * (k % 2)) * std::sin(k * 2 * M_PI / 7)});
            if (part == 0 || size < 30) // parts of one zone must not overlap
                zone.parts.push_back({ring, {}});
        }
        if (zone.parts.size() == 2 && zone.parts[0].outer[0].x > zone.parts[1].outer[0].x - 2 * size)
            zone.parts.pop_back();
        out.push_back(zone);
    }
    out.emplace_back(); // without area
    return out;
}

class ZonalLaw : public testing::TestWithParam<unsigned> {};

TEST_P(ZonalLaw, EqualsSupersamplingOnARotatedRaster)
{
    const ComputedRaster raster(700, 600, 2, turned);
    const auto pixel_zones = zones(GetParam(), 700, 600);
    std::vector<MultiPolygon> shapes;
    for (const auto& zone : pixel_zones)
        shapes.push_back(in_crs(zone));
    const auto table = zone_statistics(raster, shapes, parse_statistics("count,mean"), {});
    for (std::size_t z = 0; z < shapes.size(); ++z) {
        const Box box = bounds(pixel_zones[z]);
        if (box.empty()) {
            EXPECT_EQ(table.at(z, 0, 0), 0);
            EXPECT_TRUE(std::isnan(table.at(z, 0, 1)));
            continue;
        }
        double count = 0, sum = 0;
        for (const auto& part : pixel_zones[z].parts) { // they do not overlap
            const MultiPolygon alone{{part}};
            const Box around = bounds(alone);
            const double step = (around.x1 - around.x0) / 300;
            for (double y = around.y0 + step / 2; y < around.y1; y += step)
                for (double x = around.x0 + step / 2; x < around.x1; x += step) {
                    if (x < 0 || y < 0 || x >= 700 || y >= 600 || !contains(alone, {x, y}))
                        continue;
                    const float v =
                        ComputedRaster::value(2, static_cast<std::int64_t>(x), static_cast<std::int64_t>(y));
                    if (std::isnan(v))
                        continue;
                    count += step * step;
                    sum += step * step * static_cast<double>(v);
                }
        }
        EXPECT_NEAR(table.at(z, 1, 0), count, 0.02 * count + 0.02) << "seed " << GetParam() << " zone " << z;
        if (count > 1) {
            EXPECT_NEAR(table.at(z, 1, 1), sum / count, 0.5) << "seed " << GetParam() << " zone " << z;
        }
    }
}

TEST_P(ZonalLaw, SameBytesWhateverTilesAndThreads)
{
    const ComputedRaster raster(1700, 1300, 2, turned);
    std::vector<MultiPolygon> shapes;
    for (const auto& zone : zones(GetParam() + 50, 1700, 1300))
        shapes.push_back(in_crs(zone));
    const auto statistics = parse_statistics("count,sum,mean,stdev,min,max,median,q90,majority,minority,variety");
    std::vector<std::vector<double>> answers;
    for (const auto& [threads, tile] : {std::pair{1, 512}, std::pair{2, 512}, std::pair{2, 1024}, std::pair{1, 4096}}) {
        RunOptions run;
        run.threads = threads;
        run.tile_size = tile;
        const auto table = zone_statistics(raster, shapes, statistics, run);
        std::vector<double> flat;
        for (std::size_t z = 0; z < shapes.size(); ++z)
            for (std::size_t b = 0; b < 2; ++b)
                for (std::size_t s = 0; s < statistics.size(); ++s)
                    flat.push_back(std::isnan(table.at(z, b, s)) ? -1 : table.at(z, b, s));
        answers.push_back(flat);
    }
    for (std::size_t i = 1; i < answers.size(); ++i)
        EXPECT_EQ(answers[0], answers[i]) << "seed " << GetParam() << " run " << i;
}
INSTANTIATE_TEST_SUITE_P(Seeds, ZonalLaw, testing::Range(1U, 6U));

TEST(Zonal, SubPixelBowTieIsRepaired)
{
    const ComputedRaster raster(20, 20, 1, turned);
    const MultiPolygon bow_tie{{Polygon{{{5.1, 5.1}, {5.9, 5.9}, {5.9, 5.1}, {5.1, 5.9}}, {}}}};
    const auto table = zone_statistics(raster, {in_crs(bow_tie)}, parse_statistics("count"), {});
    EXPECT_EQ(table.repaired, 1);
    EXPECT_NEAR(table.at(0, 0, 0), 0.32, 1e-3);
}

TEST(Zonal, WithoutGeoreferenceItIsAnError)
{
    class Plain : public ComputedRaster {
    public:
        Plain() : ComputedRaster(4, 4, 1, turned), plain_(ComputedRaster::info()) { plain_.transform.reset(); }
        [[nodiscard]] const RasterInfo& info() const override { return plain_; }

    private:
        RasterInfo plain_;
    };
    EXPECT_THROW((void)zone_statistics(Plain(), {}, parse_statistics("mean"), {}), Error);
}

TEST(Zonal, AStopRequestEndsIt)
{
    const ComputedRaster raster(2000, 2000, 1, turned);
    std::stop_source stop;
    stop.request_stop();
    RunOptions run;
    run.stop = stop.get_token();
    const MultiPolygon zone{{Polygon{{{5, 5}, {1500, 5}, {1500, 1500}}, {}}}};
    EXPECT_THROW((void)zone_statistics(raster, {in_crs(zone)}, parse_statistics("mean"), run), Error);
}

} // namespace
} // namespace didban
