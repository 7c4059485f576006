#include "didban/print/pdf_document.h"

#include <gtest/gtest.h>

namespace didban::print {
namespace {

TextStyle persian()
{
    TextStyle s;
    s.persian = true;
    return s;
}

class Pdf : public testing::Test {
protected:
    void SetUp() override
    {
        if (!has_persian_font())
            GTEST_SKIP() << "no font with Persian letters (fonts-dejavu-core)";
    }
    static std::string of(const std::string& text, const Date& day = {2024, 6, 20})
    {
        PdfDocument pdf("شهر", day);
        pdf.text(40, 40, 300, text, persian());
        return pdf.finish();
    }
};

TEST_F(Pdf, IsTheSameEveryTime)
{
    const std::string once = of("بنای جدید در ملک ۷ (V100)");
    EXPECT_EQ(once.rfind("%PDF-1.", 0), 0U);
    EXPECT_EQ(of("بنای جدید در ملک ۷ (V100)"), once);
    EXPECT_NE(of("بنای جدید در ملک ۸ (V100)"), once);
    EXPECT_NE(of("بنای جدید در ملک ۷ (V100)", {2024, 6, 21}), once);
}

TEST_F(Pdf, TextTakesAsManyLinesAsItNeeds)
{
    PdfDocument pdf("t", {2024, 6, 20});
    const std::string words = "یک دو سه چهار پنج شش هفت هشت نه ده";
    const double one = pdf.height_of(500, words, persian()), many = pdf.height_of(60, words, persian());
    EXPECT_GT(one, 10.0) << "the letters are ten points high";
    EXPECT_LT(one, 20.0);
    EXPECT_GT(many, 3 * one);
    EXPECT_EQ(pdf.text(40, 40, 60, words, persian()), many);
}

TEST_F(Pdf, TextThatThePageCutsGoesOnWhereItStopped)
{
    PdfDocument pdf("t", {2024, 6, 20});
    const std::string words = "یک دو سه چهار پنج شش هفت هشت نه ده";
    const double whole = pdf.height_of(60, words, persian());
    const auto from = [&](int line, double bottom) { return pdf.lines(40, 40, 60, words, persian(), line, bottom); };
    const PdfDocument::Lines all = from(0, 40 + whole), first = from(0, 40 + whole / 2);
    EXPECT_EQ(all.height, whole);
    EXPECT_TRUE(all.last);
    EXPECT_GT(first.count, 0);
    EXPECT_LE(first.height, whole / 2);
    EXPECT_FALSE(first.last);
    EXPECT_EQ(from(first.count, 40).count, 0) << "there is no room for a line";
    EXPECT_FALSE(from(first.count, 40).last);
    const PdfDocument::Lines rest = from(first.count, 40 + whole);
    EXPECT_EQ(first.count + rest.count, all.count);
    EXPECT_LE(first.height + rest.height, whole);
    EXPECT_TRUE(rest.last);
    const PdfDocument::Lines none = from(first.count + rest.count, 40 + whole);
    EXPECT_EQ(none.count, 0);
    EXPECT_TRUE(none.last);
}

TEST_F(Pdf, LettersJoin)
{
    // Joined, "ببب" is narrower than three times the letter alone: it then fits where that would not.
    PdfDocument pdf("t", {2024, 6, 20});
    TextStyle large = persian();
    large.size_pt = 100;
    const double line = pdf.height_of(500, "ب", large);
    EXPECT_EQ(pdf.height_of(200, "ببب", large), line);
    EXPECT_GT(pdf.height_of(200, "ب\u200cب\u200cب", large), line) << "a zero-width non-joiner keeps them apart";
}

TEST_F(Pdf, APictureLiesInItAsItsJpegAndOnce)
{
    const unsigned char start_and_frame_of_4_by_4[]{0xFF, 0xD8, 0xFF, 0xC0, 0,    17, 8, 0,    4, 0,    4,   3,
                                                    1,    0x22, 0,    2,    0x11, 1,  3, 0x11, 1, 0xFF, 0xD9};
    JpegPicture picture{4, 4, {}};
    for (const unsigned char byte : start_and_frame_of_4_by_4)
        picture.jpeg += static_cast<char>(byte);
    PdfDocument pdf("t", {2024, 6, 20});
    pdf.picture(40, 40, 100, picture);
    pdf.next_page();
    pdf.picture(40, 40, 100, picture);
    const std::string bytes = pdf.finish();
    const std::size_t at = bytes.find(picture.jpeg);
    ASSERT_NE(at, std::string::npos);
    EXPECT_EQ(bytes.find(picture.jpeg, at + 1), std::string::npos);
}

} // namespace
} // namespace didban::print
