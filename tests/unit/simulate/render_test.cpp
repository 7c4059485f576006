#include "didban/simulate/render.h"

#include "didban/grid/tiles.h"

#include <gtest/gtest.h>

#include <numbers>

namespace didban::simulate {

namespace {

struct Sample {
    City city;
    std::vector<SceneSetup> scenes;
    ImageGrid grid;
};

Sample make_sample(std::uint64_t seed, const char* preset_name, double gsd = 0.5, bool dsm = false)
{
    CityOptions options;
    options.seed = seed;
    options.parcels = 120;
    options.epochs = 2;
    options.gsd = gsd;
    options.dsm = dsm;
    options.preset = preset(preset_name);
    std::vector<SceneSetup> scenes = make_scenes(options);
    City city(options, {scenes[0].day, scenes[1].day});
    const ImageGrid grid = image_grid(city);
    return {std::move(city), std::move(scenes), grid};
}

void expect_same(const Raster<float>& whole, const Raster<float>& piece, const char* what)
{
    const Raster<float> part = whole.cut(piece.window());
    std::int64_t different = 0;
    for (std::size_t i = 0; i < part.size(); ++i)
        different += part.pixels()[i] != piece.pixels()[i] ? 1 : 0;
    EXPECT_EQ(different, 0) << what << " at " << piece.window().x0 << "," << piece.window().y0;
}

} // namespace

// Shadows, lean, optics and clouds reach over window edges; none of it may show.
TEST(Render, PixelsDoNotDependOnTheWindow)
{
    for (const auto& [seed, preset_name] : {std::pair{3ULL, "realistic"}, {4ULL, "hard"}, {6ULL, "hard"}}) {
        const Sample s = make_sample(seed, preset_name, 0.5, true);
        const PixelWindow window{100, 130, 260, 200};
        const RenderedTile whole = render(s.city, s.scenes[1], s.grid, window);
        const Raster<float> change = render_change(s.city, s.grid, window);
        for (PixelWindow tile : split(window.width, window.height, 97)) {
            tile.x0 += window.x0;
            tile.y0 += window.y0;
            const RenderedTile piece = render(s.city, s.scenes[1], s.grid, tile);
            for (std::size_t b = 0; b < band_count; ++b)
                expect_same(whole.bands[b], piece.bands[b], "band");
            expect_same(whole.mask, piece.mask, "mask");
            expect_same(whole.surface, piece.surface, "surface");
            expect_same(change, render_change(s.city, s.grid, tile), "change");
        }
    }
}

// A scene that is displaced by whole pixels is the undisplaced one, moved: the recorded shift is what was done.
TEST(Render, TheRecordedShiftIsTheShiftOfTheContent)
{
    Sample s = make_sample(5, "easy");
    CityOptions options = s.city.options();
    options.preset.noise = 0;
    options.preset.local_rms_px = 0;
    const City city(options, {s.scenes[0].day, s.scenes[1].day});
    SceneSetup still = s.scenes[1];
    still.shift_x_px = still.shift_y_px = 0;
    still.warp = {};
    SceneSetup moved = still;
    moved.shift_x_px = 2;
    moved.shift_y_px = -1;
    const RenderedTile a = render(city, still, s.grid, {150, 150, 64, 64}),
                       b = render(city, moved, s.grid, {152, 149, 64, 64});
    for (std::size_t band = 0; band < band_count; ++band)
        for (std::size_t i = 0; i < a.bands[band].size(); ++i)
            ASSERT_NEAR(a.bands[band].pixels()[i], b.bands[band].pixels()[i], 1.0F)
                << "band " << band << " pixel " << i;
}

// Ground just beyond a house, seen from the sun, is darker than ground just before it.
TEST(Render, ShadowsFallAwayFromTheSun)
{
    Sample s = make_sample(8, "easy", 0.5, true);
    const PixelWindow window{60, 60, 420, 300};
    for (const double azimuth : {95.0, 180.0, 250.0}) {
        SceneSetup scene = s.scenes[0];
        scene.sun = {azimuth, 40};
        const RenderedTile tile = render(s.city, scene, s.grid, window);
        const int dx = static_cast<int>(std::lround(4 * std::sin(azimuth * std::numbers::pi / 180)));
        const int dy = static_cast<int>(std::lround(-4 * std::cos(azimuth * std::numbers::pi / 180)));
        double before_sum = 0, beyond_sum = 0;
        int count = 0;
        for (int r = 8; r < window.height - 8; ++r)
            for (int c = 8; c < window.width - 8; ++c) {
                const double house = static_cast<double>(tile.surface.at(c, r));
                const double sunward = static_cast<double>(tile.surface.at(c + dx, r + dy)),
                             away = static_cast<double>(tile.surface.at(c - dx, r - dy));
                if (house - sunward > 5 && house - away > 5) {
                    before_sum += static_cast<double>(tile.bands[2].at(c + dx, r + dy));
                    beyond_sum += static_cast<double>(tile.bands[2].at(c - dx, r - dy));
                    ++count;
                }
            }
        ASSERT_GT(count, 20) << azimuth;
        EXPECT_LT(beyond_sum, 0.75 * before_sum) << "sun at azimuth " << azimuth;
    }
}

// Nothing but building or construction is marked, and all of it is.
TEST(Render, TheChangeMapIsWhereWorkWentOn)
{
    const Sample s = make_sample(9, "realistic");
    const Raster<float> change = render_change(s.city, s.grid, {0, 0, s.grid.width, s.grid.height});
    double marked = 0, worked = 0;
    for (const float v : change.pixels())
        marked += static_cast<double>(v) * s.grid.gsd * s.grid.gsd;
    for (int j = 0; j < s.city.layout().rows(); ++j)
        for (int i = 0; i < s.city.layout().columns(); ++i)
            for (const Plot& plot : s.city.block({i, j}).plots)
                for (const Span2& span : plot.worked)
                    worked += area(part(plot.shape, span));
    ASSERT_GT(worked, 0);
    EXPECT_GT(marked, 0);
    EXPECT_LE(marked, 1.05 * worked); // overlapping works are marked once
}

TEST(Render, SpringAndSummerPlantsAreGreenAndWinterTreesBare)
{
    Sample s = make_sample(12, "easy");
    const auto mean_ndvi = [&](const Date& date) {
        SceneSetup scene = s.scenes[0];
        scene.day = date.day_number();
        scene.sun = {150, 50};
        const RenderedTile tile = render(s.city, scene, s.grid, {0, 0, 300, 300});
        double sum = 0;
        for (std::size_t i = 0; i < tile.mask.size(); ++i) {
            const double red = static_cast<double>(tile.bands[2].pixels()[i]),
                         nir = static_cast<double>(tile.bands[3].pixels()[i]);
            sum += (nir - red) / (nir + red);
        }
        return sum / static_cast<double>(tile.mask.size());
    };
    EXPECT_GT(mean_ndvi({2024, 5, 10}), mean_ndvi({2024, 1, 10}) + 0.03);
}

} // namespace didban::simulate
