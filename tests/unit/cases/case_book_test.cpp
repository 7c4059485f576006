#include "didban/cases/case_book.h"

#include <gtest/gtest.h>

namespace didban {
namespace {

Finding seen(double x, double side, Date not_before, Date not_after, Verdict verdict = Verdict::Suspected)
{
    Finding f;
    f.parcel_id = "7-1-1-1";
    f.verdict = verdict;
    if (verdict == Verdict::Suspected)
        f.violations = {"V100"};
    f.shape = {{{{{x, 0}, {x + side, 0}, {x + side, side}, {x, side}}, {}}}};
    f.area_m2 = side * side;
    f.area_sigma_m2 = 4;
    f.not_before = not_before;
    f.not_after = not_after;
    return f;
}

const Date d1{2023, 6, 1}, d2{2024, 6, 1}, d3{2025, 6, 1}, d4{2026, 6, 1};

std::vector<CaseEvent> follow(CaseBook& book, std::vector<Finding>& findings, const CasePlace& place = {"k", {}})
{
    return book.follow({"Khoy", "run"}, std::vector<CasePlace>(findings.size(), place), findings,
                       [](std::size_t, Finding&) { return 0.5; });
}

/// The book with its first case settled on a day.
CaseBook with_ruling(const CaseBook& book, CaseState state, const Date& on)
{
    std::vector<Case> cases = book.cases();
    cases.front().state = state;
    cases.front().settled_on = on;
    return CaseBook(cases);
}

TEST(CaseBook, SameRunTwiceChangesNothing)
{
    CaseBook book;
    std::vector<Finding> findings{seen(0, 10, d1, d2), seen(30, 8, d1, d2)};
    EXPECT_EQ(follow(book, findings).size(), 2U);
    const auto ids = std::pair(findings[0].case_id, findings[1].case_id);
    EXPECT_NE(ids.first, ids.second);
    CaseBook again(book.cases());
    EXPECT_TRUE(follow(again, findings).empty());
    EXPECT_TRUE(again.touched().empty());
    EXPECT_EQ(ids, std::pair(findings[0].case_id, findings[1].case_id));
    EXPECT_EQ(again.cases().size(), 2U);
}

TEST(CaseBook, OneIdFromFoundationToRoofWithAnEventThatTellsBoth)
{
    CaseBook book;
    std::vector<Finding> pit{seen(0, 8, d1, d2)}, roof{seen(1, 10, d2, d3)};
    follow(book, pit);
    const std::vector<CaseEvent> events = follow(book, roof);
    EXPECT_EQ(pit[0].case_id, roof[0].case_id);
    ASSERT_EQ(book.cases().size(), 1U);
    EXPECT_EQ(book.cases()[0].first_seen, d2);
    EXPECT_EQ(book.cases()[0].last_seen, d3);
    ASSERT_EQ(events.size(), 1U);
    EXPECT_EQ(events[0].event, "changed");
    EXPECT_EQ(changed_to(events[0].changes, "area_m2"), "100");
    EXPECT_NE(events[0].detail.find("area_m2: 64 -> 100"), std::string::npos) << events[0].detail;
}

TEST(CaseBook, ASettledCaseStaysSettledInEverySpanOfTheSameShape)
{
    CaseBook book;
    std::vector<Finding> first{seen(0, 10, d2, d3)};
    follow(book, first);
    const Date ruling{2025, 7, 1};
    for (const auto& [from, to] : {std::pair(d2, d3), std::pair(d1, d3), std::pair(d2, d4), std::pair(d3, d4)}) {
        CaseBook settled = with_ruling(book, CaseState::Dismissed, ruling);
        std::vector<Finding> rerun{seen(0, 10, from, to)};
        EXPECT_TRUE(follow(settled, rerun).empty()) << to.iso();
        EXPECT_EQ(rerun[0].case_id, first[0].case_id);
        EXPECT_EQ(rerun[0].state, "dismissed");
        EXPECT_TRUE(rerun[0].settled);
        EXPECT_EQ(settled.cases().size(), 1U);
    }
}

TEST(CaseBook, GrowthAfterTheRulingBringsTheCaseBackAsARepeat)
{
    CaseBook book;
    std::vector<Finding> first{seen(0, 10, d1, d2)};
    follow(book, first);
    CaseBook settled = with_ruling(book, CaseState::Closed, {2024, 7, 1});
    std::vector<Finding> grown{seen(0, 14, d2, d3)};
    const std::vector<CaseEvent> events = follow(settled, grown);
    ASSERT_EQ(events.size(), 1U);
    EXPECT_EQ(events[0].event, "regrown");
    EXPECT_EQ(grown[0].case_id, first[0].case_id);
    EXPECT_EQ(grown[0].violations, (std::vector<std::string>{"V100", "V201"}));
    EXPECT_EQ(settled.cases()[0].state, CaseState::Detected);
    EXPECT_TRUE(follow(settled, grown).empty());
}

TEST(CaseBook, AnImageOlderThanTheRulingShowsNoGrowthAfterIt)
{
    CaseBook book;
    std::vector<Finding> first{seen(0, 10, d1, d2)};
    follow(book, first);
    CaseBook settled = with_ruling(book, CaseState::Dismissed, {2025, 7, 1});
    std::vector<Finding> grown{seen(0, 14, d1, d3)};
    EXPECT_TRUE(follow(settled, grown).empty());
    EXPECT_EQ(grown[0].state, "dismissed");
}

TEST(CaseBook, PiecesOfASettledShapeOpenNothing)
{
    CaseBook book;
    std::vector<Finding> first{seen(0, 10, d1, d2)};
    follow(book, first);
    CaseBook settled = with_ruling(book, CaseState::Dismissed, {2024, 7, 1});
    std::vector<Finding> pieces{seen(0, 4, d1, d3), seen(5, 4, d1, d3)};
    follow(settled, pieces);
    EXPECT_EQ(settled.cases().size(), 1U);
    EXPECT_TRUE(pieces[0].settled && pieces[1].settled);
}

TEST(CaseBook, AWiderSpanMakesNothingMilder)
{
    CaseBook book;
    std::vector<Finding> narrow{seen(0, 10, d2, d3)};
    follow(book, narrow);
    std::vector<Finding> wide{seen(0, 11, d1, d3, Verdict::Authorized)};
    EXPECT_TRUE(follow(book, wide).empty());
    EXPECT_EQ(book.cases()[0].verdict, Verdict::Suspected);
    EXPECT_EQ(book.cases()[0].state, CaseState::Detected);
    // The same span with other records is a new judgement of the same thing.
    std::vector<Finding> late_permit{seen(0, 10, d2, d3, Verdict::Authorized)};
    ASSERT_EQ(follow(book, late_permit).size(), 1U);
    EXPECT_EQ(book.cases()[0].state, CaseState::Recorded);
}

TEST(CaseBook, AWiderSpanCanMakeWorse)
{
    CaseBook book;
    std::vector<Finding> narrow{seen(0, 10, d2, d3, Verdict::Authorized)};
    follow(book, narrow);
    EXPECT_EQ(book.cases()[0].state, CaseState::Recorded);
    std::vector<Finding> wide{seen(0, 11, d1, d3)};
    EXPECT_EQ(follow(book, wide).size(), 1U);
    EXPECT_EQ(book.cases()[0].state, CaseState::Detected);
}

TEST(CaseBook, CasesStayOnTheirParcel)
{
    CaseBook book;
    std::vector<Finding> a{seen(0, 10, d1, d2)}, b{seen(0, 10, d2, d3)};
    follow(book, a);
    follow(book, b, {"other", {}});
    EXPECT_NE(a[0].case_id, b[0].case_id);
}

TEST(CaseBook, AParcelThatWasRenamedKeepsItsCase)
{
    CaseBook book;
    std::vector<Finding> a{seen(0, 10, d1, d2)}, b{seen(0, 10, d1, d2)};
    b[0].parcel_id = "7-1-1-9";
    follow(book, a);
    const std::vector<CaseEvent> events = follow(book, b, {"new", {"k"}});
    EXPECT_EQ(a[0].case_id, b[0].case_id);
    ASSERT_EQ(events.size(), 1U);
    EXPECT_EQ(changed_to(events[0].changes, "parcel_key"), "new");
}

} // namespace
} // namespace didban
