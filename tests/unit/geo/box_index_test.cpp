#include "didban/geo/box_index.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace didban {
namespace {

std::vector<Box> random_boxes(unsigned seed, std::size_t count)
{
    std::mt19937 random(seed);
    std::uniform_int_distribution<int> place(0, 40), size(0, 5); // integers, so that ties are common
    std::vector<Box> boxes(count);
    for (auto& box : boxes) {
        const double x = place(random), y = place(random);
        box = {x, y, x + size(random), y + size(random)};
    }
    return boxes;
}

double distance_to(const Box& b, const Point& p)
{
    return std::hypot(std::max({b.x0 - p.x, 0.0, p.x - b.x1}), std::max({b.y0 - p.y, 0.0, p.y - b.y1}));
}

class BoxIndexLaw : public testing::TestWithParam<unsigned> {};

TEST_P(BoxIndexLaw, AnswersAsALinearSearchDoes)
{
    const auto boxes = random_boxes(GetParam(), 300);
    const BoxIndex index(boxes);
    for (int i = 0; i < 50; ++i) {
        const Point p{i - 2.0, 43.5 - i};
        const Box area{p.x, p.y, p.x + 3, p.y + 2};
        std::vector<std::uint32_t> meeting, nearest(boxes.size());
        for (std::uint32_t n = 0; n < boxes.size(); ++n) {
            nearest[n] = n;
            if (boxes[n].meets(area))
                meeting.push_back(n);
        }
        std::stable_sort(nearest.begin(), nearest.end(),
                         [&](auto a, auto b) { return distance_to(boxes[a], p) < distance_to(boxes[b], p) - 1e-12; });
        nearest.resize(7);
        EXPECT_EQ(index.meeting(area), meeting) << "seed " << GetParam();
        EXPECT_EQ(index.nearest(p, 7), nearest) << "seed " << GetParam() << " point " << i;
    }
}
INSTANTIATE_TEST_SUITE_P(Seeds, BoxIndexLaw, testing::Range(1U, 6U));

TEST(BoxIndex, EmptyIndexAndEmptyBoxes)
{
    EXPECT_TRUE(BoxIndex().meeting({0, 0, 1, 1}).empty());
    EXPECT_TRUE(BoxIndex().nearest({0, 0}, 3).empty());
    const BoxIndex index(std::vector<Box>{Box{}, {0, 0, 1, 1}});
    EXPECT_EQ(index.meeting({-9, -9, 9, 9}), std::vector<std::uint32_t>{1});
    EXPECT_EQ(index.nearest({5, 5}, 9), std::vector<std::uint32_t>{1});
    EXPECT_TRUE(index.meeting(Box{}).empty());
}

} // namespace
} // namespace didban
