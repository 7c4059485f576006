#include "didban/base/error.h"
#include "didban/change/index_detector.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace didban {
namespace {

/// Red, near- and short-wave infrared of a field (or, inside a block, bare ground) with noise.
std::vector<Raster<float>> fields(std::uint32_t seed, bool built)
{
    std::mt19937 random(seed);
    std::normal_distribution<float> noise(0, 60);
    std::vector<Raster<float>> out(3, Raster<float>(60, 60));
    for (std::int64_t y = 0; y < 60; ++y)
        for (std::int64_t x = 0; x < 60; ++x) {
            const bool bare = built && x >= 20 && x < 26 && y >= 30 && y < 36;
            out[0].at(x, y) = (bare ? 2200.0F : 600.0F) + noise(random);
            out[1].at(x, y) = (bare ? 2500.0F : 3200.0F) + noise(random);
            out[2].at(x, y) = (bare ? 3300.0F : 1800.0F) + noise(random);
        }
    return out;
}

PairSamples sample_of(const std::vector<Raster<float>>& before, const std::vector<Raster<float>>& after)
{
    PairSamples out;
    for (const auto& b : before)
        out.before.push_back(b.pixels());
    for (const auto& b : after)
        out.after.push_back(b.pixels());
    return out;
}

TEST(IndexDetector, SeesABuildingSiteInBothDirections)
{
    const std::vector<std::string> bands{"red", "nir", "swir16"};
    for (const std::uint32_t seed : {1U, 2U, 3U}) {
        const auto field = fields(seed, false), site = fields(seed + 100, true);
        for (const bool built : {true, false}) {
            const auto &before = built ? field : site, &after = built ? site : field;
            const IndexDetector detector(bands, sample_of(before, after));
            const CellChange found = detector.detect({{0, 0, 60, 60}, before, after});
            int hits = 0, wrong = 0;
            for (std::int64_t y = 0; y < 60; ++y)
                for (std::int64_t x = 0; x < 60; ++x) {
                    const bool bare = x >= 20 && x < 26 && y >= 30 && y < 36, changed = found.change.at(x, y) >= 0.5F;
                    hits += bare && changed && (found.appeared.at(x, y) == 1.0F) == built ? 1 : 0;
                    wrong += !bare && changed ? 1 : 0;
                }
            EXPECT_EQ(hits, 36) << "seed " << seed;
            EXPECT_LE(wrong, 15) << "seed " << seed << ": 3.6 expected";
        }
    }
}

TEST(IndexDetector, SaysWhichBandsItNeeds)
{
    const std::vector<Raster<float>> grey(1, Raster<float>(4, 4, 1.0F));
    try {
        IndexDetector detector({"grey"}, sample_of(grey, grey));
        FAIL() << "a grey image has no index";
    } catch (const Error& e) {
        EXPECT_NE(std::string(e.what()).find("red and nir"), std::string::npos);
    }
}

} // namespace
} // namespace didban
