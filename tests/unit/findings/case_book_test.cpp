#include "didban/findings/case_book.h"

#include "didban/base/error.h"

#include <gtest/gtest.h>

namespace didban {
namespace {

Finding seen(double x, double side, Date not_before, Date not_after, Verdict verdict = Verdict::Suspected)
{
    Finding f;
    f.parcel_id = "7-1-1-1";
    f.verdict = verdict;
    f.shape = {{{{{x, 0}, {x + side, 0}, {x + side, side}, {x, side}}, {}}}};
    f.area_m2 = side * side;
    f.not_before = not_before;
    f.not_after = not_after;
    return f;
}

const Date d1{2023, 6, 1}, d2{2024, 6, 1}, d3{2025, 6, 1}, d4{2026, 6, 1};

TEST(CaseBook, SameRunTwiceChangesNothing)
{
    CaseBook book;
    std::vector<Finding> findings{seen(0, 10, d1, d2), seen(30, 8, d1, d2)};
    const std::vector<std::string> places{"k", "k"};
    book.follow("Khoy", places, findings);
    const auto ids = std::pair(findings[0].case_id, findings[1].case_id);
    EXPECT_NE(ids.first, ids.second);
    CaseBook again(book.cases());
    again.follow("Khoy", places, findings);
    EXPECT_EQ(ids, std::pair(findings[0].case_id, findings[1].case_id));
    EXPECT_EQ(again.cases().size(), 2U);
}

TEST(CaseBook, OneIdFromFoundationToRoof)
{
    CaseBook book;
    std::vector<Finding> pit{seen(0, 8, d1, d2)}, roof{seen(1, 10, d2, d3)};
    book.follow("Khoy", {"k"}, pit);
    book.follow("Khoy", {"k"}, roof);
    EXPECT_EQ(pit[0].case_id, roof[0].case_id);
    ASSERT_EQ(book.cases().size(), 1U);
    EXPECT_EQ(book.cases()[0].first_seen, d2);
    EXPECT_EQ(book.cases()[0].last_seen, d3);
    EXPECT_DOUBLE_EQ(book.cases()[0].area_m2, 100);
}

TEST(CaseBook, DecidedCasesAreNotAlarmedAgainButLaterWorkIs)
{
    CaseBook book;
    std::vector<Finding> first{seen(0, 10, d1, d2)};
    book.follow("Khoy", {"k"}, first);
    book.decide(first[0].case_id, "dismissed", "TEMPORARY");
    std::vector<Finding> rerun{seen(0, 10, d1, d2)}, later{seen(0, 10, d3, d4)};
    book.follow("Khoy", {"k"}, rerun);
    EXPECT_EQ(rerun[0].case_id, first[0].case_id);
    EXPECT_EQ(book.cases()[0].state, "dismissed");
    book.follow("Khoy", {"k"}, later);
    EXPECT_NE(later[0].case_id, first[0].case_id);
}

TEST(CaseBook, CasesStayOnTheirParcel)
{
    CaseBook book;
    std::vector<Finding> a{seen(0, 10, d1, d2)}, b{seen(0, 10, d2, d3)};
    book.follow("Khoy", {"k"}, a);
    book.follow("Khoy", {"other"}, b);
    EXPECT_NE(a[0].case_id, b[0].case_id);
}

TEST(CaseBook, UnknownIdIsAnErrorThatHelps)
{
    CaseBook book;
    std::vector<Finding> a{seen(0, 10, d1, d2)};
    book.follow("Khoy", {"k"}, a);
    std::string wrong = a[0].case_id;
    wrong.back() = wrong.back() == '0' ? '1' : '0';
    try {
        book.decide(wrong, "closed", "");
        FAIL();
    } catch (const Error& e) {
        EXPECT_EQ(e.kind(), ErrorKind::Usage);
        EXPECT_NE(std::string(e.what()).find(a[0].case_id), std::string::npos) << e.what();
    }
}

} // namespace
} // namespace didban
