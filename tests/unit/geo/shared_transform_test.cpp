#include "didban/geo/shared_transform.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

namespace didban {
namespace {

TEST(SharedTransform, GivesEveryThreadWhatATransformOfItsOwnGives)
{
    const Crs utm = Crs::parse("EPSG:32638");
    const SharedTransform shared(utm, Crs::wgs84());
    std::atomic<int> wrong{0};
    {
        std::vector<std::jthread> threads;
        for (int t = 0; t < 4; ++t)
            threads.emplace_back([&, t] {
                const Transform own(utm, Crs::wgs84());
                for (int i = 0; i < 500; ++i) {
                    const Point p{500000.0 + 1000 * t + i, 4260000.0 + 7 * i};
                    const Point a = shared(p), b = own(p);
                    wrong += a.x != b.x || a.y != b.y;
                }
            });
    }
    EXPECT_EQ(wrong, 0);
    const Point middle = shared({500000, 4260000});
    EXPECT_NEAR(middle.x, 45, 1e-9); // the central meridian of the zone
    EXPECT_NEAR(middle.y, 38.488, 0.01);
}

} // namespace
} // namespace didban
