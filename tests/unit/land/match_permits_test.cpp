#include "didban/land/match_permits.h"

#include <gtest/gtest.h>

#include <random>

namespace didban {
namespace {

const Period period{{2025, 6, 14}, {2026, 6, 20}};

MultiPolygon square(double x, double y, double side)
{
    return {{{{{x, y}, {x + side, y}, {x + side, y + side}, {x, y + side}}, {}}}};
}

Permit permit(const std::string& id, const std::string& key, Date issued, std::optional<Date> valid_to)
{
    Permit p;
    p.id = id;
    p.parcel_key = key;
    p.issued = issued;
    p.valid_to = valid_to;
    p.kind = PermitKind::New;
    p.status = PermitStatus::Issued;
    return p;
}

TEST(PermitState, FollowsValidityIssueAndCompletion)
{
    const auto state = [](const Permit& p, Work work = Work::NewBuilding) { return permit_state(p, work, period); };
    Permit p = permit("1", "k", {2024, 1, 1}, Date{2027, 1, 1});
    EXPECT_EQ(state(p), PermitState::Valid);
    p.valid_to = Date{2025, 6, 13}; // the day before the last image without the building
    EXPECT_EQ(state(p), PermitState::Expired);
    p.valid_to = Date{2025, 6, 14};
    EXPECT_EQ(state(p), PermitState::Valid);
    p.valid_to = Date{2029, 1, 1};
    p.issued = {2026, 6, 21}; // the day after the building was seen
    EXPECT_EQ(state(p), PermitState::NotYetIssued);
    p.issued = {2026, 6, 20};
    EXPECT_EQ(state(p), PermitState::Valid);
    p.status = PermitStatus::Revoked;
    EXPECT_EQ(state(p), PermitState::Revoked);
    p.status = PermitStatus::Completed;
    p.issued = {2022, 1, 1};
    p.completed = Date{2024, 3, 1};
    EXPECT_EQ(state(p), PermitState::Completed);
    p.completed = Date{2021, 3, 1}; // before the issue: a slip of the pen, not a completion
    EXPECT_EQ(state(p), PermitState::Valid);
}

TEST(PermitState, WithoutAnyDateNothingIsSaidOfItsValidity)
{
    Permit p = permit("1", "k", {1821, 3, 21}, {});
    p.issued_known = false;
    const auto state = [&](PermitStatus status) {
        p.status = status;
        return permit_state(p, Work::NewBuilding, period);
    };
    EXPECT_EQ(state(PermitStatus::Issued), PermitState::Unknown);
    EXPECT_EQ(state(PermitStatus::Completed), PermitState::Unknown) << "completed, but before or after the change?";
    EXPECT_EQ(state(PermitStatus::Expired), PermitState::Expired);
    EXPECT_EQ(state(PermitStatus::Revoked), PermitState::Revoked);
    EXPECT_EQ(state(PermitStatus::Draft), PermitState::NotYetIssued);
    p.valid_to = Date{2027, 1, 1};
    EXPECT_EQ(state(PermitStatus::Issued), PermitState::Valid);
    p.valid_to.reset();
    p.completed = Date{2020, 1, 1};
    EXPECT_EQ(state(PermitStatus::Completed), PermitState::Completed);
}

TEST(PermitState, RepairLicensesNoNewFloorArea)
{
    Permit p = permit("1", "k", {2025, 1, 1}, Date{2027, 1, 1});
    p.kind = PermitKind::Repair;
    for (const Work work : {Work::NewBuilding, Work::Addition, Work::ExtraHeight, Work::Groundwork})
        EXPECT_EQ(permit_state(p, work, period), PermitState::WrongKind);
}

TEST(PermitState, WithoutValidityIsBelievedThenDoubtedThenExpired)
{
    EXPECT_EQ(permit_state(permit("1", "k", {2023, 1, 1}, {}), Work::NewBuilding, period), PermitState::Valid);
    EXPECT_EQ(permit_state(permit("1", "k", {2021, 1, 1}, {}), Work::NewBuilding, period), PermitState::Unknown);
    EXPECT_EQ(permit_state(permit("1", "k", {2012, 1, 1}, {}), Work::NewBuilding, period), PermitState::Expired);
}

class ThreePlots : public testing::Test {
protected:
    ThreePlots()
    {
        for (int i = 0; i < 3; ++i) {
            Parcel p;
            p.id = p.key = "7-1-1-" + std::to_string(i) + "-0-0-0";
            p.shape = square(100.0 * i, 0, 90);
            parcels.push_back(p);
        }
        parcels[1].old_keys = {"5-9-9-1-0-0-0"};
    }
    std::vector<Parcel> parcels;
    std::vector<Permit> permits;
};

TEST_F(ThreePlots, KeyBeforeOldCodeBeforeOtherPlot)
{
    permits = {permit("old", "5-9-9-1-0-0-0", {2025, 1, 1}, {}), permit("own", parcels[1].key, {2020, 1, 1}, {}),
               permit("merged", parcels[0].key, {2025, 1, 1}, {})};
    permits[2].other_keys = {parcels[1].key};
    const PermitIndex index(permits, parcels);
    const auto found = index.find(1);
    ASSERT_EQ(found.size(), 3U);
    EXPECT_EQ(permits[found[0].permit].id, "own");
    EXPECT_EQ(permits[found[1].permit].id, "old");
    EXPECT_EQ(permits[found[2].permit].id, "merged");
    EXPECT_EQ(index.parcels_of(2), (std::vector<std::uint32_t>{0, 1}));
    EXPECT_TRUE(index.find(2).empty());
}

TEST_F(ThreePlots, PlaceCountsOnlyWhereNoCodeFits)
{
    permits = {permit("deedless", "no such plot", {2025, 1, 1}, {}), permit("keyed", parcels[0].key, {2025, 1, 1}, {})};
    permits[0].footprint = square(210, 10, 20);
    permits[1].footprint = square(210, 40, 20); // drawn on the wrong plot; its code decides
    const PermitIndex index(permits, parcels);
    const auto found = index.find(2);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].by, MatchedBy::Place);
    EXPECT_LT(found[0].certainty, 0.9);
    EXPECT_EQ(index.without_parcel(), 1U);
    EXPECT_EQ(index.find_by_place(square(205, 5, 40)).size(), 1U);
}

// Law: one more permit never makes the answer worse.
TEST(BestPermit, MorePermitsNeverHurt)
{
    for (unsigned seed = 1; seed <= 300; ++seed) {
        std::mt19937 r(seed);
        const auto draw = [&](int n) { return static_cast<int>(r() % static_cast<unsigned>(n)); };
        std::vector<Permit> permits;
        std::vector<PermitMatch> matches;
        PermitState before = PermitState::None;
        for (std::size_t k = 0; k < 6; ++k) {
            Permit p = permit(std::to_string(k), "k", {2014 + draw(14), 1 + draw(12), 1 + draw(28)}, {});
            if (draw(3) > 0)
                p.valid_to = Date{p.issued.year + 1 + draw(4), 5, 5};
            p.kind = static_cast<PermitKind>(draw(8));
            p.status = static_cast<PermitStatus>(draw(8));
            permits.push_back(p);
            matches.push_back({k, static_cast<MatchedBy>(draw(4)), 0.5 + 0.1 * draw(5)});
            const PermitState now = best_permit(permits, matches, Work::NewBuilding, period).state;
            ASSERT_LE(now, before) << "seed " << seed << ", permit " << k;
            before = now;
        }
    }
}

} // namespace
} // namespace didban
