#include "didban/change/learned_detector.h"

#include "didban/base/error.h"

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <sstream>

namespace didban {
namespace {

const std::string network = std::string(DIDBAN_SOURCE_DIR) + "/core/models/didban-buildings.onnx";

ModelCard shipped_card(const std::string& name = "didban-buildings")
{
    std::ifstream stream(std::string(DIDBAN_SOURCE_DIR) + "/core/models/" + name + ".json");
    std::stringstream text;
    text << stream.rdbuf();
    return ModelCard::parse(text.str(), name + ".json");
}

LearnedDetector detector(double gsd, std::vector<std::string> bands = {"red", "green", "blue"},
                         const PixelWindow& extent = {0, 0, 4096, 4096}, const ModelCard& card = shipped_card())
{
    LearnedDetector::Scene scene;
    scene.gsd = gsd;
    scene.extent = extent;
    scene.stretch = {std::vector<Stretch>(bands.size()), std::vector<Stretch>(bands.size())};
    scene.bands = std::move(bands);
    return {card, network, std::move(scene)};
}

/// The shipped card for a network that looks at other distances than its own, or at none.
ModelCard card_of_looks(std::vector<double> more_gsd_m)
{
    ModelCard card = shipped_card();
    card.more_gsd_m = std::move(more_gsd_m);
    return card;
}

/// An endless made-up townscape in 8-bit values: waves, and a bright roof at one date.
float value(int band, std::int64_t x, std::int64_t y, bool roof)
{
    if (roof && x >= 530 && x < 566 && y >= 530 && y < 560)
        return 210.0F - 10.0F * static_cast<float>(band);
    const double u = static_cast<double>(x), v = static_cast<double>(y);
    return static_cast<float>(100 + 10 * band + 25 * std::sin(0.11 * u + 0.05 * v) +
                              15 * std::sin(0.31 * v - 0.07 * u));
}

PairCell cell(const PixelWindow& core, std::int64_t halo, bool swapped = false, int bands = 3)
{
    PairCell out{core, {}, {}};
    for (int date = 0; date < 2; ++date)
        for (int band = 0; band < bands; ++band) {
            Raster<float> raster(core.grown(halo));
            const PixelWindow& w = raster.window();
            for (std::int64_t r = 0; r < w.height; ++r)
                for (std::int64_t c = 0; c < w.width; ++c)
                    raster.at(c, r) = value(band, w.x0 + c, w.y0 + r, (date == 1) != swapped);
            (date == 0 ? out.before : out.after).push_back(std::move(raster));
        }
    return out;
}

TEST(LearnedDetector, SwappingTheDatesKeepsTheChangeAndTurnsItsDirection)
{
    const LearnedDetector d = detector(0.5);
    const PixelWindow core{512, 512, 64, 64};
    const CellChange there = d.detect(cell(core, d.halo())), back = d.detect(cell(core, d.halo(), true));
    for (std::size_t i = 0; i < there.change.size(); ++i) {
        ASSERT_NEAR(there.change.data()[i], back.change.data()[i], 1e-4);
        ASSERT_NEAR(there.appeared.data()[i], 1 - back.appeared.data()[i], 1e-4);
    }
}

TEST(LearnedDetector, ALargerReadingWindowChangesNothing)
{
    for (const double gsd : {0.2, 0.5, 0.8}) {
        const LearnedDetector d = detector(gsd);
        const PixelWindow core{512, 512, 48, 48};
        const CellChange tight = d.detect(cell(core, d.halo())), wide = d.detect(cell(core, d.halo() + 37));
        for (std::size_t i = 0; i < tight.change.size(); ++i)
            ASSERT_EQ(tight.change.data()[i], wide.change.data()[i]) << "at " << gsd << " m";
    }
}

/// A scene of its own, read with a halo: column c shows value column `columns[c]`, beyond the scene nothing is known.
PairCell scene_cell(const std::vector<std::int64_t>& columns, const std::vector<std::int64_t>& rows, std::int64_t halo)
{
    const PixelWindow core{0, 0, static_cast<std::int64_t>(columns.size()), static_cast<std::int64_t>(rows.size())};
    PairCell out{core, {}, {}};
    for (int date = 0; date < 2; ++date)
        for (int band = 0; band < 3; ++band) {
            Raster<float> raster(core.grown(halo), std::nanf(""));
            for (std::size_t r = 0; r < rows.size(); ++r)
                for (std::size_t c = 0; c < columns.size(); ++c)
                    raster.at(halo + static_cast<std::int64_t>(c), halo + static_cast<std::int64_t>(r)) =
                        value(band, 500 + columns[c], 500 + rows[r], date == 1);
            (date == 0 ? out.before : out.after).push_back(std::move(raster));
        }
    return out;
}

TEST(LearnedDetector, BeyondTheSceneItsOutermostPixelsAreMirrored)
{
    // 70 x 45 pixels are seen as 96 x 64, whole strides of 32: columns 70, 71, ... repeat 68, 67, ...
    std::vector<std::int64_t> columns, rows, more_columns, more_rows;
    for (std::int64_t k = 0; k < 96; ++k) {
        more_columns.push_back(k < 70 ? k : 138 - k);
        if (k < 70)
            columns.push_back(k);
    }
    for (std::int64_t k = 0; k < 64; ++k) {
        more_rows.push_back(k < 45 ? k : 88 - k);
        if (k < 45)
            rows.push_back(k);
    }
    const LearnedDetector small = detector(0.5, {"red", "green", "blue"}, {0, 0, 70, 45}, card_of_looks({})),
                          large = detector(0.5, {"red", "green", "blue"}, {0, 0, 96, 64}, card_of_looks({}));
    const CellChange cut = small.detect(scene_cell(columns, rows, small.halo())),
                     whole = large.detect(scene_cell(more_columns, more_rows, large.halo()));
    float most = 0;
    for (std::int64_t row = 0; row < 45; ++row)
        for (std::int64_t col = 0; col < 70; ++col) {
            ASSERT_EQ(cut.change.at(col, row), whole.change.at(col, row)) << col << ", " << row;
            most = std::max(most, cut.change.at(col, row));
        }
    EXPECT_GT(most, 0.5F) << "the scene shows a change at its edge";
}

/// What looks at these distances say of a part of the townscape; the first is the card's own.
CellChange looked(const PixelWindow& core, double own, std::vector<double> more)
{
    ModelCard card = card_of_looks(std::move(more));
    card.gsd_m = own;
    const LearnedDetector d = detector(0.5, {"red", "green", "blue"}, {0, 0, 4096, 4096}, card);
    return d.detect(cell(core, d.halo()));
}

TEST(LearnedDetector, LooksAtOtherDistancesAreAveragedAsLogits)
{
    const PixelWindow core{520, 520, 48, 48};
    const CellChange one = looked(core, 0.5, {}), other = looked(core, 0.4, {}), both = looked(core, 0.5, {0.4});
    const auto logit = [](float p) { return std::log(static_cast<double>(p) / (1 - static_cast<double>(p))); };
    std::size_t compared = 0;
    for (std::size_t i = 0; i < both.change.size(); ++i) {
        const float a = one.change.data()[i], b = other.change.data()[i];
        if (std::min(a, b) < 0.001F || std::max(a, b) > 0.999F)
            continue;
        ++compared;
        ASSERT_NEAR(logit(both.change.data()[i]), (logit(a) + logit(b)) / 2, 2e-3);
    }
    EXPECT_GT(compared, 100U);
}

TEST(LearnedDetector, TheFinerLooksAreTakenWhereTheCoarsestSeesAChangeAndNowhereElse)
{
    const PixelWindow core{512, 512, 512, 512};
    const CellChange coarse = looked(core, 0.625, {}), both = looked(core, 0.5, {0.625});
    std::size_t the_same = 0;
    for (std::int64_t square_y = 0; square_y < 512; square_y += 64)
        for (std::int64_t square_x = 0; square_x < 512; square_x += 64) {
            float most = 0, least_alike = 0;
            for (std::int64_t y = square_y; y < square_y + 64; ++y)
                for (std::int64_t x = square_x; x < square_x + 64; ++x) {
                    most = std::max(most, coarse.change.at(x, y));
                    least_alike = std::max(least_alike, std::abs(coarse.change.at(x, y) - both.change.at(x, y)));
                }
            the_same += least_alike == 0 ? 1 : 0;
            if (most >= 0.1F) {
                EXPECT_GT(least_alike, 0) << square_x << ", " << square_y;
            }
        }
    EXPECT_GT(the_same, 32U) << "most of the cell shows no change";
    EXPECT_LT(the_same, 64U) << "a roof stands in it";
    EXPECT_EQ(both.looks.pixels, 512 * 512);
    EXPECT_EQ(both.looks.closer, 512 * 512 - static_cast<std::int64_t>(the_same) * 64 * 64);
    EXPECT_FALSE(coarse.looks.closer_share()) << "it looks once";
}

TEST(LearnedDetector, ASceneSmallerThanAStrideIsSeenToItsEdge)
{
    for (const double gsd : {0.2, 0.5, 0.9}) {
        const LearnedDetector d = detector(gsd, {"red", "green", "blue"}, {0, 0, 9, 1});
        const CellChange found = d.detect(scene_cell({0, 1, 2, 3, 4, 5, 6, 7, 8}, {0}, d.halo()));
        for (const float p : found.change.pixels())
            EXPECT_TRUE(p >= 0 && p <= 1) << p << " at " << gsd << " m";
    }
}

TEST(LearnedDetector, ANetworkOfKindsTellsOneOfThemAndTheSameHoweverItIsRead)
{
    LearnedDetector::Scene scene;
    scene.gsd = 0.5;
    scene.extent = {0, 0, 4096, 4096};
    scene.bands = {"blue", "green", "red", "nir"};
    scene.stretch = {std::vector<Stretch>(4), std::vector<Stretch>(4)};
    const LearnedDetector d(shipped_card("didban-construction"),
                            std::string(DIDBAN_SOURCE_DIR) + "/core/models/didban-construction.onnx", scene);
    ASSERT_TRUE(d.tells_kinds());
    const PixelWindow core{512, 512, 48, 48};
    const CellChange tight = d.detect(cell(core, d.halo(), false, 4)),
                     wide = d.detect(cell(core, d.halo() + 37, false, 4));
    ASSERT_EQ(tight.kinds.size(), 5U);
    for (std::size_t i = 0; i < tight.change.size(); ++i) {
        ASSERT_EQ(tight.change.data()[i], wide.change.data()[i]);
        float sum = 0;
        for (const auto& kind : tight.kinds)
            sum += kind.data()[i];
        ASSERT_NEAR(sum, 1, 1e-5);
        ASSERT_NEAR(tight.appeared.data()[i], 1 - tight.kinds[2].data()[i], 1e-6);
    }
}

TEST(LearnedDetector, MissingPixelsStayUnseen)
{
    const LearnedDetector d = detector(0.5);
    PairCell part = cell({512, 512, 32, 32}, d.halo());
    for (auto& band : part.after)
        band.at(d.halo() + 4, d.halo() + 5) = std::nanf("");
    const CellChange found = d.detect(part);
    EXPECT_TRUE(std::isnan(found.change.at(4, 5)));
    EXPECT_FALSE(std::isnan(found.change.at(5, 5)));
}

TEST(LearnedDetector, ImagesWithoutANeededBandAreRefused)
{
    try {
        (void)detector(0.5, {"red", "green", "nir"});
        FAIL() << "no error";
    } catch (const Error& e) {
        EXPECT_EQ(e.kind(), ErrorKind::IncompatibleInput);
        EXPECT_NE(std::string(e.what()).find("\"blue\""), std::string::npos) << e.what();
    }
}

TEST(LearnedDetector, AFileThatIsNoNetworkIsRefused)
{
    LearnedDetector::Scene scene;
    scene.bands = {"red", "green", "blue"};
    scene.stretch = {std::vector<Stretch>(3), std::vector<Stretch>(3)};
    EXPECT_THROW(LearnedDetector(shipped_card(), __FILE__, scene), Error);
}

} // namespace
} // namespace didban
