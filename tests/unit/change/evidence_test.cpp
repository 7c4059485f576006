#include "didban/change/evidence.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace didban {
namespace {

const PixelWindow core{0, 0, 64, 64};

/// Four bands of noisy ground with a bright block in `block` (columns and rows from, to).
std::vector<Raster<float>> picture(unsigned seed, std::int64_t from, std::int64_t to, float gain = 1, float offset = 0)
{
    std::mt19937 random(seed);
    std::normal_distribution<float> noise(0, 20);
    std::vector<Raster<float>> out;
    for (int b = 0; b < 4; ++b) {
        Raster<float> band(core.grown(evidence_halo(0.5)));
        const PixelWindow& w = band.window();
        for (std::int64_t r = 0; r < w.height; ++r)
            for (std::int64_t c = 0; c < w.width; ++c) {
                const std::int64_t x = c + w.x0, y = r + w.y0;
                const bool inside = x >= from && x < to && y >= from && y < to;
                band.at(c, r) =
                    gain * (inside ? 2600.0F : 1000.0F + 200.0F * static_cast<float>(b) + noise(random)) + offset;
            }
        out.push_back(std::move(band));
    }
    return out;
}

EvidenceScene scene_of(const std::vector<Raster<float>>& before, const std::vector<Raster<float>>& after)
{
    EvidenceScene scene;
    scene.bands = {"blue", "green", "red", "nir"};
    PairSamples sample;
    for (const auto& b : before)
        sample.before.push_back(b.pixels());
    for (const auto& b : after)
        sample.after.push_back(b.pixels());
    scene.measure(sample, std::vector<double>(before[0].size(), 1.0));
    return scene;
}

double mean_of(const EvidencePlanes& planes, const std::string& name, std::int64_t from, std::int64_t to)
{
    const auto& names = evidence_names();
    const auto at = static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin());
    double sum = 0;
    for (std::int64_t y = from; y < to; ++y)
        for (std::int64_t x = from; x < to; ++x)
            sum += static_cast<double>(planes.planes.at(at).at(x, y));
    return sum / static_cast<double>((to - from) * (to - from));
}

TEST(Evidence, NamesAndPlanesGoTogether)
{
    const auto before = picture(1, 0, 0), after = picture(2, 20, 44);
    const auto planes = evidence_planes({core, before, after}, scene_of(before, after));
    EXPECT_EQ(planes.planes.size(), evidence_names().size());
    for (const auto& plane : planes.planes)
        EXPECT_EQ(plane.window(), core);
}

TEST(Evidence, ANewBlockStandsOutAndTheRestStaysQuiet)
{
    const auto before = picture(3, 0, 0), after = picture(4, 20, 44);
    const auto planes = evidence_planes({core, before, after}, scene_of(before, before));
    EXPECT_GT(mean_of(planes, "d.tolerant", 26, 38), 10 * std::abs(mean_of(planes, "d.tolerant", 0, 8)) + 0.05);
}

TEST(Evidence, GainAndOffsetOfTheLaterDateDoNotMatter)
{
    const auto before = picture(5, 0, 0), after = picture(6, 20, 44), hazy = picture(6, 20, 44, 0.8F, 150);
    const auto plain = evidence_planes({core, before, after}, scene_of(before, after));
    const auto normalised = evidence_planes({core, before, hazy}, scene_of(before, hazy));
    for (std::size_t k = 0; k < plain.planes.size(); ++k)
        for (std::size_t i = 0; i < plain.planes[k].size(); ++i)
            ASSERT_NEAR(plain.planes[k].data()[i], normalised.planes[k].data()[i], 2e-2) << evidence_names()[k];
}

TEST(Evidence, MissingPixelsAreMarkedUnseen)
{
    auto before = picture(7, 0, 0), after = picture(8, 0, 0);
    const auto halo = evidence_halo(0.5);
    for (auto& band : after)
        band.at(halo + 10, halo + 12) = std::nanf("");
    const auto planes = evidence_planes({core, before, after}, scene_of(before, before));
    EXPECT_EQ(planes.seen.at(10, 12), 0);
    EXPECT_EQ(planes.seen.at(11, 12), 1);
}

} // namespace
} // namespace didban
