#include "pipelines/run/visit_windows.h"

#include "didban/base/error.h"

#include <gtest/gtest.h>

#include <atomic>

namespace didban {
namespace {

TEST(InCellOrder, MiddlesOfOneCellComeTogether)
{
    const std::vector<PixelWindow> windows{{600, 0, 10, 10}, {10, 5, 10, 10},  {500, 3, 40, 10},
                                           {20, 600, 4, 4},  {30, 500, 4, 40}, {0, 1, 4, 4}};
    EXPECT_EQ(in_cell_order(windows), (std::vector<std::size_t>{1, 5, 0, 2, 3, 4}));
    EXPECT_TRUE(in_cell_order({}).empty());
}

TEST(VisitWindows, VisitsEachOnce)
{
    std::vector<PixelWindow> windows;
    for (std::int64_t k = 0; k < 300; ++k)
        windows.push_back({(k * 977) % 4000, (k * 613) % 3000, 20, 20});
    std::vector<std::atomic<int>> visits(windows.size());
    visit_windows(windows, {}, 4, "visiting", [&](std::size_t k) { ++visits[k]; });
    for (const auto& count : visits)
        EXPECT_EQ(count, 1);
}

TEST(VisitWindows, AskedToStopItSaysWhatItWasDoing)
{
    std::stop_source stop;
    RunOptions run;
    run.stop = stop.get_token();
    const std::vector<PixelWindow> windows(50, PixelWindow{0, 0, 1, 1});
    try {
        visit_windows(windows, run, 1, "counting roofs", [&](std::size_t) { stop.request_stop(); });
        FAIL() << "it went on to the end";
    } catch (const Error& e) {
        EXPECT_EQ(e.kind(), ErrorKind::Interrupted);
        EXPECT_NE(std::string(e.what()).find("counting roofs"), std::string::npos) << e.what();
    }
}

} // namespace
} // namespace didban
