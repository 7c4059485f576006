#include "didban/report/report_page.h"
#include "outline_text.h"
#include "phrase_table.h"
#include "support/temporary_folder.h"
#include "tile_pyramid.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <fstream>
#include <map>

namespace didban::report {
namespace {

using Json = nlohmann::json;

/// Grey ramps: band value = column + row + offset, with a hole without data.
class Ramp : public RasterSource {
public:
    Ramp(std::int64_t width, std::int64_t height, float offset) : offset_(offset)
    {
        info_.width = width;
        info_.height = height;
        info_.bands = 1;
        info_.type = PixelType::UInt16;
        info_.transform = GeoTransform::north_up_at(500000, 4267000, 0.5);
    }
    [[nodiscard]] const RasterInfo& info() const override { return info_; }
    [[nodiscard]] std::unique_ptr<RasterReader> open() const override
    {
        class Reader : public RasterReader {
        public:
            explicit Reader(float offset) : offset_(offset) {}
            void read(int, const PixelWindow& at, std::span<float> out) override
            {
                for (std::int64_t y = 0; y < at.height; ++y)
                    for (std::int64_t x = 0; x < at.width; ++x)
                        out[static_cast<std::size_t>(y * at.width + x)] =
                            at.x0 + x < 4 && at.y0 + y < 4 ? NAN : static_cast<float>(at.x0 + x + at.y0 + y) + offset_;
            }

        private:
            float offset_;
        };
        return std::make_unique<Reader>(offset_);
    }

private:
    RasterInfo info_;
    float offset_;
};

struct Tiles {
    std::vector<std::string> names;
    std::size_t bytes{};
    std::map<int, std::size_t> bytes_of; // a level
    TilesWritten written;
};

Tiles tiles_of(std::int64_t size, const std::vector<Box>& places, std::size_t budget)
{
    const Ramp before(size, size, 0), after(size, size, 100);
    const DatedImage b{before, {1, 1, 1}, {2024, 5, 1}}, a{after, {1, 1, 1}, {2025, 5, 1}};
    Tiles t;
    t.written = write_tiles(b, a, common_stretch(b, a), places, budget,
                            [&](const Tile& tile, std::string_view one, std::string_view two) {
                                t.names.push_back(std::to_string(tile.level) + "/" + std::to_string(tile.column) + "/" +
                                                  std::to_string(tile.row));
                                t.bytes += base64(one).size() + base64(two).size();
                                t.bytes_of[tile.level] += base64(one).size() + base64(two).size();
                            });
    return t;
}

/// Ten pixels of ground whose north-west corner is at this column and row.
Box ground_at(double column, double row)
{
    return {500000 + 0.5 * column, 4267000 - 0.5 * (row + 10), 500000 + 0.5 * (column + 10), 4267000 - 0.5 * row};
}

TEST(Tiles, WholeLevelsWhereTheyFit)
{
    const Tiles t = tiles_of(600, {ground_at(0, 0)}, 10'000'000);
    // 600 px: level 3 is one tile of 75, level 2 has 2 × 2 of up to 128, level 1 3 × 3, level 0 5 × 5.
    EXPECT_EQ(t.names.size(), 1U + 4U + 9U + 25U);
    EXPECT_EQ(t.names.front(), "3/0/0");
    EXPECT_EQ(t.names.back(), "0/4/4");
    EXPECT_EQ(t.written.levels, 4);
    EXPECT_EQ(t.written.finest_whole, 0);
    EXPECT_EQ(t.written.places, 1U);
    // Exactly what they take is enough; a byte less and the finest level is not begun.
    EXPECT_EQ(tiles_of(600, {}, t.bytes).names, t.names);
    EXPECT_EQ(tiles_of(600, {}, t.bytes - 1).written.finest_whole, 1);
}

TEST(Tiles, WhatWholeLevelsLeaveGoesToTheMostImportantPlaces)
{
    const std::size_t all = tiles_of(2000, {}, 100'000'000).bytes;
    const std::vector<Box> places{ground_at(1000, 1000), ground_at(200, 300), ground_at(1000, 1000)};
    const Tiles t = tiles_of(2000, places, all / 3);
    EXPECT_LE(t.bytes, all / 3);
    EXPECT_GT(t.written.finest_whole, 0);
    EXPECT_EQ(t.written.places, 3U);
    EXPECT_EQ(std::vector(t.names.end() - 2, t.names.end()), (std::vector<std::string>{"0/7/7", "0/1/2"}))
        << "1000 / 128 and 200 / 128, 300 / 128";
    const std::string coarser = std::to_string(t.written.finest_whole) + "/";
    EXPECT_EQ(t.names[t.names.size() - 3].rfind(coarser, 0), 0U);
    EXPECT_EQ(tiles_of(2000, places, all / 3).names, t.names);
}

TEST(Tiles, PlacesAreServedUntilOneDoesNotFit)
{
    // 4200 px are more than 16 megapixels: the finest level is never read as one picture.
    std::vector<Box> places;
    for (int i = 0; i < 32; ++i)
        places.push_back(ground_at(128 * i + 20, 128 * i + 20));
    const std::size_t budget = 40'000;
    const Tiles t = tiles_of(4200, places, budget);
    EXPECT_LE(t.bytes, budget);
    ASSERT_GT(t.written.places, 0U);
    ASSERT_LT(t.written.places, places.size());
    const std::string last = std::to_string(t.written.places - 1);
    EXPECT_EQ(t.names.back(), "0/" + last + "/" + last) << "each place here has one tile of its own";
}

TEST(Tiles, LevelsGetWhatFewPlacesLeaveAndManyPlacesTakeHalf)
{
    // Levels 4 to 2 have 1 + 4 + 16 tiles, level 1 has 64, so that it takes more than half of what all four do.
    const Tiles all = tiles_of(2000, {}, 100'000'000);
    const std::size_t tile = all.bytes_of.at(0) / 256, budget = all.bytes - all.bytes_of.at(0) + 3 * tile;
    const Tiles few = tiles_of(2000, {ground_at(1000, 1000)}, budget);
    EXPECT_EQ(few.written.finest_whole, 1);
    EXPECT_EQ(few.written.places, 1U);
    EXPECT_EQ(few.names.back(), "0/7/7");
    std::vector<Box> everywhere;
    for (int row = 0; row < 15; ++row)
        for (int column = 0; column < 15; ++column)
            everywhere.push_back(ground_at(128 * column + 20, 128 * row + 20));
    const Tiles many = tiles_of(2000, everywhere, budget);
    EXPECT_EQ(many.written.finest_whole, 2);
    EXPECT_LE(many.bytes, budget);
    EXPECT_GT(many.bytes, budget - 2 * tile) << "nothing is left that a place could have";
    EXPECT_EQ(many.names.size(), 1U + 4U + 16U + many.written.places);
}

TEST(Pictures, OneStretchForBothDatesAndGreyWhereNothingIsSeen)
{
    const Ramp before(64, 64, 0), after(64, 64, 40);
    const DatedImage b{before, {1, 1, 1}, {2024, 5, 1}}, a{after, {1, 1, 1}, {2025, 5, 1}};
    const Stretch s = common_stretch(b, a);
    const Picture one = read_picture(b, {0, 0, 64, 64}, 1, s), two = read_picture(a, {0, 0, 64, 64}, 1, s);
    EXPECT_EQ(one.rgb[one.at(1, 1)], no_data_grey);
    // The later image is brighter by 40 everywhere: the pictures keep that.
    EXPECT_GT(two.rgb[two.at(30, 30)], one.rgb[one.at(30, 30)] + 20);
    EXPECT_EQ(two.rgb[two.at(10, 10)], one.rgb[one.at(30, 30)]);
    const Picture coarse = read_picture(b, {0, 0, 64, 64}, 8, s);
    EXPECT_EQ(coarse.width, 8);
    EXPECT_NEAR(coarse.rgb[coarse.at(4, 4)], one.rgb[one.at(36, 36)], 3);
}

TEST(Phrases, JoinToTheTextAndRepeatNothing)
{
    PhraseTable table;
    const auto joined = [&](const std::string& numbers) {
        std::string out;
        for (const std::size_t n : Json::parse(numbers).get<std::vector<std::size_t>>())
            out += table.phrases()[n];
        return out;
    };
    for (const std::string text : {"Between 2024-05-01 and 2025-05-01 a new building appeared on parcel 12.",
                                   "Between 2024-05-01 and 2025-05-02 a new building appeared on parcel 13.", "",
                                   "در ملک ۱۲ بنای جدید دیده شد", " two  spaces 7 "})
        EXPECT_EQ(joined(table.numbers(text)), text);
    const std::size_t before = table.phrases().size();
    EXPECT_EQ(joined(table.numbers("Between 2024-05-01 and 2025-05-01 a new building appeared on parcel 12.")),
              "Between 2024-05-01 and 2025-05-01 a new building appeared on parcel 12.");
    EXPECT_EQ(table.phrases().size(), before);
}

TEST(Outlines, AreStepsOfDecimetres)
{
    // (0,0) → (1,0) → (1,1): steps 0,0 10,0 0,10; zigzag of 10 is 20 = "U".
    EXPECT_EQ(outline_text({{{{{5, 5}, {6, 5}, {6, 6}}, {}}}}, {5, 5}), "AAUAAU.");
    EXPECT_EQ(outline_text({{{{{-0.1, 1.6}}, {}}}}, {0, 0}), "BgB."); // -1 → 1, 16 → 32 = 0 and more, 1
    EXPECT_EQ(base64("Man"), "TWFu");
    EXPECT_EQ(base64("M"), "TQ==");
}

class PageFile : public testing::Test {
protected:
    std::string page(const std::vector<Finding>& findings, const std::vector<Parcel>& parcels,
                     const ReportImages* images = nullptr)
    {
        std::vector<ParcelVerdict> verdicts(parcels.size());
        for (std::size_t i = 0; i < parcels.size(); ++i)
            verdicts[i].parcel = i;
        CaseEvent seen, stopped;
        seen.on = "2025-05-01";
        seen.event = "detected";
        stopped.on = "2025-06-01";
        stopped.event = "step";
        stopped.reason = "stopped";
        const std::vector<CaseStory> stories(
            findings.size(),
            CaseStory{"", "stopped", Deadline{"stopped", {2025, 6, 1}, {"referred"}, {2025, 6, 8}}, {seen, stopped}});
        const CaseRules rules;
        const std::string path = (folder / "report.html").string();
        const Crs crs = Crs::parse("EPSG:32638");
        write_report_page(path, {"Town",
                                 "شهر",
                                 Calendar::Jalali,
                                 {"fa", "en"},
                                 {{2024, 5, 1}, {2025, 5, 1}},
                                 "0",
                                 findings,
                                 stories,
                                 rules,
                                 parcels,
                                 verdicts,
                                 crs,
                                 images});
        std::ifstream file(path, std::ios::binary);
        return {std::istreambuf_iterator<char>(file), {}};
    }
    static Json block(const std::string& page, const std::string& id)
    {
        const std::string open = "<script type=\"application/json\" id=\"" + id + "\">";
        const std::size_t at = page.find(open) + open.size();
        return Json::parse(page.substr(at, page.find("</script>", at) - at));
    }
    test::TemporaryFolder folder;
};

TEST_F(PageFile, HoldsTheFindingsAndNoMarkupOfTheirs)
{
    Finding f;
    f.case_id = "C1";
    f.parcel_id = "</script><script>alert(1)</script>";
    f.verdict = Verdict::Suspected;
    f.violations = {"V100"};
    f.shape = {{{{{500000, 4267000}, {500010, 4267000}, {500010, 4267020}}, {}}}};
    f.reason_en = "<b>1</b>";
    f.not_before = {2024, 5, 1};
    f.not_after = {2025, 5, 1};
    Parcel p;
    p.id = "7";
    p.shape = f.shape;
    const std::string text = page({f}, {p});
    EXPECT_EQ(text.find("<script>alert"), std::string::npos);
    const Json columns = block(text, "columns"), meta = block(text, "meta");
    EXPECT_EQ(columns["parcel"][0], *f.parcel_id);
    EXPECT_EQ(columns["verdict"], "s");
    EXPECT_EQ(meta["dates"][columns["na"][0].get<std::size_t>()], Json::array({"2025-05-01", "1404/02/11"}));
    EXPECT_EQ(meta["violations"]["V100"][0], "building without a permit");
    EXPECT_EQ(meta["images"], nullptr);
    const Json phrases = block(text, "phrases"), detail = block(text, "d0")[0];
    const auto said = [&](const Json& numbers) {
        std::string out;
        for (const Json& n : numbers)
            out += phrases[n.get<std::size_t>()].get<std::string>();
        return out;
    };
    EXPECT_EQ(said(detail["h"][0][1]), "seen for the first time");
    EXPECT_EQ(said(detail["h"][1][1]), "work stopped");
    EXPECT_EQ(said(detail["h"][1][2]), "صورت‌مجلس جلوگیری");
    EXPECT_EQ(meta["dates"][columns["due"][0].get<std::size_t>()][0], "2025-06-08");
    EXPECT_EQ(meta["steps"][detail["t"][2][0].get<std::size_t>()][0], "referred to the commission");
    EXPECT_EQ(text, page({f}, {p}));
}

TEST_F(PageFile, SaysHowFarItsImageryReaches)
{
    const Ramp before(2000, 2000, 0), after(2000, 2000, 100);
    ReportImages images{{before, {1, 1, 1}, {2024, 5, 1}}, {after, {1, 1, 1}, {2025, 5, 1}}, 10'000'000};
    std::vector<Finding> findings(3); // the first has no shape, and so nothing to show
    for (std::size_t i = 1; i < findings.size(); ++i) {
        const double x = 500000 + 400.0 * static_cast<double>(i), y = 4266500;
        findings[i].shape = {{{{{x, y}, {x + 10, y}, {x + 10, y + 20}}, {}}}};
    }
    Json shown = block(page(findings, {}, &images), "meta")["images"];
    EXPECT_EQ(shown["whole"], 0);
    EXPECT_EQ(shown["detailed"], 3);
    images.budget_bytes = 0;
    shown = block(page(findings, {}, &images), "meta")["images"];
    EXPECT_EQ(shown["whole"], shown["levels"]);
    EXPECT_EQ(shown["detailed"], 1) << "the second of the list is the first that lacks its ground";
    EXPECT_EQ(shown["tiles"], Json::array());
}

TEST_F(PageFile, IsWholeWithoutAnyFinding)
{
    const std::string text = page({}, {});
    EXPECT_EQ(text.substr(text.size() - 8), "</html>\n");
    EXPECT_EQ(block(text, "columns")["id"], Json::array());
}

} // namespace
} // namespace didban::report
