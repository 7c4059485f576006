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
};

Tiles tiles_of(std::int64_t size, const std::vector<Box>& places, std::size_t budget)
{
    const Ramp before(size, size, 0), after(size, size, 100);
    const DatedImage b{before, {1, 1, 1}, {2024, 5, 1}}, a{after, {1, 1, 1}, {2025, 5, 1}};
    Tiles t;
    write_tiles(b, a, common_stretch(b, a), places, budget,
                [&](const Tile& tile, std::string_view one, std::string_view two) {
                    t.names.push_back(std::to_string(tile.level) + "/" + std::to_string(tile.column) + "/" +
                                      std::to_string(tile.row));
                    t.bytes += base64(one).size() + base64(two).size();
                });
    return t;
}

TEST(Tiles, WholeLevelsWhereTheyFit)
{
    const Tiles t = tiles_of(600, {}, 10'000'000);
    // 600 px: level 2 is one tile of 150, level 1 four of 300, level 0 nine.
    EXPECT_EQ(t.names.size(), 1U + 4U + 9U);
    EXPECT_EQ(t.names.front(), "2/0/0");
    EXPECT_EQ(t.names.back(), "0/2/2");
}

TEST(Tiles, ASmallBudgetGoesToTheMostImportantPlaces)
{
    const std::size_t all = tiles_of(2000, {}, 100'000'000).bytes;
    const Box place{500000 + 0.5 * 1000, 4267000 - 0.5 * 1010, 500000 + 0.5 * 1010, 4267000 - 0.5 * 1000};
    const Tiles t = tiles_of(2000, {place}, all / 3);
    EXPECT_LE(t.bytes, all / 3);
    EXPECT_EQ(t.names.back(), "0/3/3"); // 1000 / 256
    EXPECT_EQ(tiles_of(2000, {place}, all / 3).names, t.names);
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
    std::string page(const std::vector<Finding>& findings, const std::vector<Parcel>& parcels)
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
                                 crs});
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

TEST_F(PageFile, IsWholeWithoutAnyFinding)
{
    const std::string text = page({}, {});
    EXPECT_EQ(text.substr(text.size() - 8), "</html>\n");
    EXPECT_EQ(block(text, "columns")["id"], Json::array());
}

} // namespace
} // namespace didban::report
