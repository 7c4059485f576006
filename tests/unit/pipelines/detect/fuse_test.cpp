#include "pipelines/detect/fuse.h"

#include <gtest/gtest.h>

namespace didban::detect {
namespace {

std::vector<ChangeObject> objects(std::initializer_list<double> probabilities)
{
    std::vector<ChangeObject> out;
    for (const double p : probabilities)
        out.emplace_back().probability = p;
    return out;
}

TEST(KnowsImagery, HalfOfWhatWasFoundIsCertain)
{
    EXPECT_TRUE(knows_imagery(objects({0.99, 0.95, 0.6, 0.7})));
    EXPECT_FALSE(knows_imagery(objects({0.99, 0.94, 0.6, 0.7})));
    EXPECT_TRUE(knows_imagery(objects({0.99})));
    EXPECT_FALSE(knows_imagery({}));
}

} // namespace
} // namespace didban::detect
