#include "didban/align/normalise.h"

#include <gtest/gtest.h>

#include <limits>
#include <random>
#include <vector>

namespace didban {
namespace {

TEST(OrthogonalLine, IsExactOnALineAndSymmetricInItsTwoScenes)
{
    std::mt19937 random(4);
    std::uniform_real_distribution<float> any(50, 200);
    std::normal_distribution<float> noise(0, 2);
    std::vector<float> target(500), exact, noisy;
    for (float& v : target) {
        v = any(random);
        exact.push_back(1.4F * v + 19);
        noisy.push_back(1.4F * v + 19 + noise(random));
    }
    const auto line = orthogonal_line(exact, target);
    EXPECT_NEAR(line.slope, 1.4, 1e-6);
    EXPECT_NEAR(line.intercept, 19, 1e-4);
    EXPECT_NEAR(line.correlation, 1, 1e-9);
    const auto there = orthogonal_line(noisy, target), back = orthogonal_line(target, noisy);
    EXPECT_NEAR(there.slope * back.slope, 1, 1e-9);
    EXPECT_NEAR(there.slope * back.intercept, -there.intercept, 1e-6);
}

TEST(OrthogonalLine, LeavesOutMissingAndWeightlessPixels)
{
    std::vector<float> target, reference, weights;
    for (int i = 0; i < 60; ++i) {
        target.push_back(static_cast<float>(i));
        reference.push_back(static_cast<float>(2 * i + 1));
        weights.push_back(1);
    }
    reference[5] = std::numeric_limits<float>::quiet_NaN();
    reference[6] = 1e6F;
    weights[6] = 0;
    const auto line = orthogonal_line(reference, target, weights);
    EXPECT_EQ(line.pixels, 58U);
    EXPECT_NEAR(line.slope, 2, 1e-9);
    EXPECT_NEAR(line.intercept, 1, 1e-6);
}

TEST(NormalisationLines, SayWhenTheyAreOfNoUse)
{
    const std::vector<float> flat(100, 5), few{1, 2, 3};
    std::vector<float> ramp(100), falling(100);
    for (std::size_t i = 0; i < 100; ++i) {
        ramp[i] = static_cast<float>(i);
        falling[i] = -ramp[i];
    }
    for (const auto& line : {orthogonal_line(flat, ramp), orthogonal_line(few, few), orthogonal_line(falling, ramp),
                             robust_line(flat, ramp), robust_line(few, few)}) {
        EXPECT_FALSE(line.usable);
        EXPECT_EQ(line.slope, 1);
        EXPECT_EQ(line.intercept, 0);
    }
}

TEST(RobustLine, DoesNotSeeAThirdOfThePixelsChange)
{
    for (unsigned seed = 1; seed <= 10; ++seed) {
        std::mt19937 random(seed);
        std::uniform_real_distribution<float> ground(20, 180), built(0, 400);
        std::normal_distribution<float> noise(0, 3);
        std::vector<float> target(3000), reference(3000);
        for (std::size_t i = 0; i < target.size(); ++i) {
            target[i] = ground(random);
            reference[i] = i % 3 == 0 ? built(random) : 0.8F * target[i] + 40 + noise(random);
        }
        const auto line = robust_line(reference, target);
        EXPECT_TRUE(line.usable);
        EXPECT_NEAR(line.slope, 0.8, 0.03) << "seed " << seed;
        EXPECT_NEAR(line.intercept, 40, 3) << "seed " << seed;
    }
}

} // namespace
} // namespace didban
