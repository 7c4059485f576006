#include "didban/cases/site_report.h"

#include <gtest/gtest.h>

namespace didban {
namespace {

Case case_of(const std::string& place, double x)
{
    Case c;
    c.place = place;
    c.area_m2 = 100;
    c.not_before = {2025, 6, 1};
    c.shape = {{{{{x, 0}, {x + 10, 0}, {x + 10, 10}, {x, 10}}, {}}}};
    return c;
}

SiteReport report_on(const std::string& place)
{
    SiteReport r;
    r.place = place;
    r.on = {2025, 9, 1};
    return r;
}

TEST(SiteReport, FindsTheCaseUnderAnEarlierCodeOfTheParcel)
{
    const std::vector<Case> cases{case_of("7-1-1-9", 0), case_of("7-1-1-4", 0)};
    SiteReport r = report_on("7-1-1-104");
    EXPECT_EQ(case_of_report(cases, r), std::nullopt);
    r.old_places = {"7-1-1-4"};
    EXPECT_EQ(case_of_report(cases, r), 1U);
}

TEST(SiteReport, TellsOfTheCaseAtItsSpotAndOfNoneFarther)
{
    const std::vector<Case> cases{case_of("p", 0), case_of("p", 100)};
    SiteReport r = report_on("p");
    for (const auto& [x, wanted] : {std::pair{5.0, std::optional<std::size_t>(0)},
                                    {124.9, std::optional<std::size_t>(1)},
                                    {50.0, std::optional<std::size_t>()}}) {
        r.at = Point{x, 5};
        EXPECT_EQ(case_of_report(cases, r), wanted) << "at " << x;
    }
    r.at = Point{5, 5};
    r.on = {2025, 5, 1}; // before the ground was last seen without it
    EXPECT_EQ(case_of_report(cases, r), std::nullopt);
}

} // namespace
} // namespace didban
