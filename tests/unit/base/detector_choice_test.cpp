#include "didban/base/detector_choice.h"

#include <gtest/gtest.h>

#include <set>

namespace didban {
namespace {

TEST(DetectorChoice, EveryNameLeadsToOneChoiceAndBack)
{
    std::set<DetectorChoice> seen;
    for (const std::string& word : detector_names()) {
        const auto choice = detector_choice(word);
        ASSERT_TRUE(choice) << word;
        EXPECT_EQ(name(*choice), word);
        seen.insert(*choice);
    }
    EXPECT_EQ(seen.size(), detector_names().size());
    EXPECT_EQ(name(DetectorChoice::Difference), "difference") << "the last one of both lists";
}

TEST(DetectorChoice, OtherWordsAreNoDetector)
{
    for (const char* word : {"", "Auto", "mad", "irmad "})
        EXPECT_FALSE(detector_choice(word)) << word;
}

} // namespace
} // namespace didban
