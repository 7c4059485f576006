#include "didban/base/clear_pairs.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace didban {
namespace {

const Date before{2025, 5, 1}, after{2025, 9, 1};
const std::vector<Date> others{{2025, 3, 1}, {2025, 4, 21}, {2025, 5, 11}, {2025, 8, 22}, {2025, 9, 11}, {2025, 12, 1}};

/// "21/own 22/own …": days of the month, or own.
std::string pairs(const std::vector<Date>& days, int within)
{
    std::string out;
    for (const ClearPair& pair : clear_pairs(before, after, days, within)) {
        const auto said = [&](const std::optional<std::size_t>& k) {
            return k ? days[*k].iso().substr(5) : std::string("own");
        };
        out += (out.empty() ? "" : " ") + said(pair.before) + "/" + said(pair.after);
    }
    return out;
}

TEST(ClearPairs, TheNearestFirstAndOfEquallyNearOnesThoseWithMoreOfTheRunsOwnAndTheEarlierOnes)
{
    EXPECT_EQ(pairs(others, 15), "own/08-22 04-21/own 05-11/own own/09-11 04-21/08-22 05-11/08-22 04-21/09-11 "
                                 "05-11/09-11");
}

TEST(ClearPairs, AWindowOfSoManyDaysIsClosedAtItsEnd)
{
    EXPECT_EQ(pairs({{2025, 3, 2}}, 60), "03-02/own");
    EXPECT_EQ(pairs({{2025, 3, 1}}, 60), "");
    EXPECT_EQ(pairs(others, 0), "");
}

TEST(ClearPairs, NoDateCrossesTheOtherOneOfTheRun)
{
    for (const ClearPair& pair : clear_pairs(before, after, others, 400)) {
        const Date first = pair.before ? others[*pair.before] : before, last = pair.after ? others[*pair.after] : after;
        EXPECT_LT(first, last);
        EXPECT_LT(first, after);
        EXPECT_GT(last, before);
        EXPECT_TRUE(pair.before || pair.after);
    }
    EXPECT_EQ(clear_pairs(before, after, {}, 400), std::vector<ClearPair>{});
}

} // namespace
} // namespace didban
