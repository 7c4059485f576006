#include "pipelines/detect/pass_bytes.h"
#include "pipelines/shard/shared_scene.h"

#include "didban/base/error.h"
#include "didban/grid/tiles.h"

#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>

namespace didban {
namespace {

namespace fs = std::filesystem;
using namespace detect;

TEST(SceneBlocks, CoverEveryCellOnceInWholeCellsOfSimilarSize)
{
    std::mt19937 random(7);
    for (int round = 0; round < 300; ++round) {
        const auto width = static_cast<std::int64_t>(1 + random() % 12000);
        const auto height = static_cast<std::int64_t>(1 + random() % 12000);
        const int wanted = static_cast<int>(1 + random() % 40);
        const auto cells = split(width, height);
        const auto blocks = scene_blocks(width, height, wanted);
        ASSERT_EQ(blocks.size(), std::min(cells.size(), static_cast<std::size_t>(wanted)));
        for (const PixelWindow& c : cells) {
            int holders = 0;
            for (const PixelWindow& b : blocks) {
                const PixelWindow common = c.cut_to(b);
                holders += common.empty() ? 0 : 1;
                ASSERT_TRUE(common.empty() || common == c) << "a cell is cut";
            }
            ASSERT_EQ(holders, 1);
        }
        std::size_t largest = 0;
        for (const PixelWindow& b : blocks)
            largest = std::max(largest, split(b.width, b.height).size());
        EXPECT_LE(static_cast<double>(largest),
                  3 + 2.5 * static_cast<double>(cells.size()) / static_cast<double>(blocks.size()));
    }
}

Raster<float> random_raster(std::mt19937& random, const PixelWindow& window)
{
    Raster<float> out(window);
    for (float& v : out.pixels())
        v = random() % 9 == 0 ? std::nanf("") : static_cast<float>(random()) / 1e9F;
    return out;
}

template <class Answer>
void expect_same_bytes_again(const Answer& answer)
{
    const std::string bytes = PassBytes<Answer>::write(answer);
    EXPECT_EQ(PassBytes<Answer>::write(PassBytes<Answer>::read(bytes)), bytes);
    for (std::size_t length : {std::size_t{0}, bytes.size() / 2, bytes.size() - 1})
        EXPECT_THROW((void)PassBytes<Answer>::read(bytes.substr(0, length)), Error) << length;
    EXPECT_THROW((void)PassBytes<Answer>::read(bytes + "x"), Error);
}

TEST(PassBytes, ReadBackToTheSameNumbersAndRefuseOtherBytes)
{
    std::mt19937 random(11);
    const PixelWindow window{512, 1024, 37, 21};
    const PairCell cell{window,
                        {random_raster(random, window), random_raster(random, window)},
                        {random_raster(random, window), random_raster(random, window)}};
    SceneStatistics statistics(3);
    statistics.add(5, cell);
    expect_same_bytes_again(statistics);
    CellChange change;
    change.change = random_raster(random, window);
    change.no_change = random_raster(random, window);
    change.kinds = {random_raster(random, window), random_raster(random, window)};
    expect_same_bytes_again(change);
    change.looks = {40, 12, 9, 4};
    expect_same_bytes_again(change);
    WeighedCell weighed{{}, {7, 3, 90, 20}};
    weighed.bands.emplace(1, in_steps(change.change.pixels()));
    weighed.bands.emplace(9, in_steps(change.no_change.pixels()));
    expect_same_bytes_again(weighed);
    const NetworkLooks again = PassBytes<WeighedCell>::read(PassBytes<WeighedCell>::write(weighed)).looks;
    EXPECT_EQ(again.blocks, 7);
    EXPECT_EQ(again.unlike, 3);
    EXPECT_EQ(again.pixels, 90);
    EXPECT_EQ(again.closer, 20);
}

TEST(SteppedRaster, StepsAreOfOneTwoHundredAndFiftieth)
{
    const std::vector<float> values{0, 0.3F, 0.5F, 1, std::nanf("")};
    const auto steps = in_steps(values);
    EXPECT_EQ(steps, (std::vector<std::uint8_t>{0, 75, 125, 250, 255}));
    EXPECT_EQ(from_step(75), 0.3F);
    EXPECT_TRUE(std::isnan(from_step(255)));
}

class Parts : public testing::Test {
protected:
    Parts() : folder_(fs::temp_directory_path() / ("didban_parts_" + std::to_string(::getpid())))
    {
        fs::create_directories(folder_ / "parts");
        plan_.folder = folder_.string();
        plan_.key = "0123456789abcdef";
        plan_.width = 1500;
        plan_.height = 700;
        plan_.phases = {{"register", 1, {"after"}}, {"sample", 2, {}}};
    }
    ~Parts() override { fs::remove_all(folder_); }
    fs::path folder_;
    ShardPlan plan_;
};

TEST_F(Parts, AJobsAnswersAreFoundByTheOtherJobs)
{
    std::size_t found = 0;
    for (int job = 1; job <= 2; ++job) {
        PlannedPasses own(plan_, "sample", job);
        EXPECT_EQ(own.way("sample"), ScenePasses::Way::Part);
        EXPECT_EQ(own.way("weigh"), ScenePasses::Way::Whole);
        std::size_t number = 0;
        for (const PixelWindow& cell : split(plan_.width, plan_.height)) {
            if (!cell.cut_to(own.block()).empty())
                own.put(number, "cell " + std::to_string(number));
            ++number;
        }
        own.finish();
    }
    const PlannedPasses all(plan_);
    all.check();
    EXPECT_EQ(all.way("sample"), ScenePasses::Way::Measured);
    for (; found < split(plan_.width, plan_.height).size(); ++found)
        EXPECT_EQ(all.answer("sample", found), "cell " + std::to_string(found));
}

TEST_F(Parts, EveryDamageIsSeen)
{
    PartWriter out(plan_, "sample", 1);
    out.add(0, std::string(5000, 'a'));
    out.add(1, "");
    out.finish();
    ASSERT_TRUE(part_is_whole(plan_, "sample", 1));
    std::ifstream in(plan_.part("sample", 1), std::ios::binary);
    const std::string good(std::istreambuf_iterator<char>(in), {});
    const auto whole_when = [&](const std::string& bytes) {
        std::ofstream(plan_.part("sample", 1), std::ios::binary) << bytes;
        return part_is_whole(plan_, "sample", 1);
    };
    for (std::size_t at = 0; at < good.size(); ++at) {
        std::string bad = good;
        bad[at] = static_cast<char>(bad[at] ^ 1);
        ASSERT_FALSE(whole_when(bad)) << at;
        ASSERT_FALSE(whole_when(good.substr(0, at))) << at;
    }
    ASSERT_TRUE(whole_when(good));
    ShardPlan other = plan_;
    other.key = "fedcba9876543210";
    EXPECT_FALSE(part_is_whole(other, "sample", 1));
}

} // namespace
} // namespace didban
