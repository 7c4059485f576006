#include "didban/parcel_service.h"

#include "didban/base/error.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

namespace didban {
namespace {

const std::string sample = DIDBAN_SOURCE_DIR "/data-samples/arak";
const Date day{2025, 3, 21};

/// Everything that a service says of one parcel.
std::string all_of(const ParcelService& service, const std::string& id)
{
    Proposal proposal;
    proposal.floors = 40;
    return service.rules_for(id, day).json() + service.parcel_json(id, day) +
           assessment_json(service.assess(id, proposal, day)) + service.rules_json({id, "no such parcel"}, day);
}

TEST(ParcelService, ReadersGetTheSameAnswersWhileTheDataIsLoadedAgain)
{
    const auto service = ParcelService::open(sample);
    const std::vector<std::string> ids = service.ids();
    ASSERT_GE(ids.size(), 3U);
    std::vector<std::string> alone;
    for (std::size_t i = 0; i < 3; ++i)
        alone.push_back(all_of(service, ids[i]));

    std::atomic<int> answers{0}, wrong{0};
    {
        std::vector<std::jthread> readers;
        for (int reader = 0; reader < 3; ++reader)
            readers.emplace_back([&, copy = service] {
                for (std::size_t i = 0; i < 12; ++i) {
                    wrong += all_of(copy, ids[i % 3]) != alone[i % 3];
                    ++answers;
                }
            });
        for (int times = 0; times < 3; ++times)
            service.reload();
        (void)service.reload_if_changed();
    }
    EXPECT_EQ(answers, 36);
    EXPECT_EQ(wrong, 0);
}

TEST(ParcelService, WrongQuestionsFromManyThreadsAreErrorsOfTheirOwn)
{
    const auto service = ParcelService::open(sample);
    std::atomic<int> refused{0};
    {
        std::vector<std::jthread> callers;
        for (int caller = 0; caller < 3; ++caller)
            callers.emplace_back([&, caller] {
                const std::string id = "no such parcel " + std::to_string(caller);
                for (int i = 0; i < 20; ++i)
                    try {
                        (void)service.rules_for(id, day);
                    } catch (const Error& e) {
                        refused += e.kind() == ErrorKind::Usage && std::string(e.what()).find(id) != std::string::npos;
                    }
            });
    }
    EXPECT_EQ(refused, 60);
}

TEST(ParcelRules, GiveTheAreasAndPendingRulesThatTheirJsonTells)
{
    const auto service = ParcelService::open(sample);
    const ParcelRules rules = service.rules_for("3-1-10-2", day);
    ASSERT_TRUE(rules.buildable().has_value());
    const auto per_floor = rules.buildable()->per_floor.at_most_m2;
    ASSERT_TRUE(per_floor.has_value());
    EXPECT_GT(per_floor->low, 0);
    EXPECT_LE(per_floor->high, *rules.facts.area_m2);
    EXPECT_NE(rules.json().find("\"at_most_m2\": " + std::to_string(per_floor->low).substr(0, 5)), std::string::npos)
        << rules.json();
    EXPECT_FALSE(rules.stated_area().has_value());
    EXPECT_TRUE(rules.pending().empty());
    ASSERT_EQ(rules.answer.plan_levels.size(), 1U);
    EXPECT_EQ(rules.answer.plan_levels.front().level, PlanLevel::Detailed);
}

} // namespace
} // namespace didban
