#include "didban/base/tool_pool.h"

#include <gtest/gtest.h>

#include <atomic>
#include <memory>
#include <stdexcept>
#include <thread>

namespace didban {
namespace {

/// Notices when two threads hold it at once.
struct Tool {
    std::unique_ptr<std::atomic<int>> holders = std::make_unique<std::atomic<int>>(0);
};

TEST(ToolPool, GivesEachThreadAToolOfItsOwnAndMakesNoMoreThanThreads)
{
    std::atomic<int> made{0}, shared{0};
    const ToolPool<Tool> pool([&] {
        ++made;
        return Tool{};
    });
    {
        std::vector<std::jthread> threads;
        for (int t = 0; t < 4; ++t)
            threads.emplace_back([&, t] {
                for (int i = 0; i < 2000; ++i) {
                    const int got = pool.use([&](const Tool& tool) {
                        shared += ++*tool.holders != 1;
                        --*tool.holders;
                        return 10 * t + i;
                    });
                    shared += got != 10 * t + i;
                }
            });
    }
    EXPECT_EQ(shared, 0);
    EXPECT_GE(made, 1);
    EXPECT_LE(made, 4);
}

TEST(ToolPool, AWorkThatThrowsTakesItsToolWithIt)
{
    int made = 0;
    const ToolPool<int> pool([&] { return ++made; });
    EXPECT_EQ(pool.use([](int tool) { return tool; }), 1);
    EXPECT_EQ(pool.use([](int tool) { return tool; }), 1);
    EXPECT_THROW((void)pool.use([](int tool) -> int { throw std::runtime_error(std::to_string(tool)); }),
                 std::runtime_error);
    EXPECT_EQ(pool.use([](int tool) { return tool; }), 2);
}

} // namespace
} // namespace didban
