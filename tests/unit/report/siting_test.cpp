#include "didban/report/siting.h"

#include <gtest/gtest.h>

using namespace didban;

namespace {

SitingCriterion criterion(SitingCriterion::Kind kind)
{
    SitingCriterion c;
    c.kind = kind;
    c.at_least = 24;
    c.uses = {"school"};
    c.near_m = 100;
    c.far_m = 800;
    return c;
}

} // namespace

TEST(SitingReason, SaysWhatWasMeasuredAndWhatIsNotKnown)
{
    const SitingCriterion width = criterion(SitingCriterion::Kind::Fact),
                          school = criterion(SitingCriterion::Kind::Distance),
                          heritage = criterion(SitingCriterion::Kind::Overlay),
                          need = criterion(SitingCriterion::Kind::Deficit);
    EXPECT_EQ(siting_reason(width, {36.0, 1, true, {}}), "passage_width_m 36 ≥ 24");
    EXPECT_EQ(siting_reason(width, {12.0, 0, true, {}}), "passage_width_m 12 < 24");
    EXPECT_EQ(siting_reason(width, {{}, 0, false, {}}), "passage_width_m is unknown");
    EXPECT_EQ(siting_reason(school, {512.34, 0.4, true, {}}), "school 512.3 m away");
    EXPECT_EQ(siting_reason(school, {{}, 0, true, {}}), "school farther than 800 m");
    EXPECT_EQ(siting_reason(school, {{}, 0, false, {}}), "zones are unknown");
    EXPECT_EQ(siting_reason(heritage, {0.0, 0, true, "heritage H-1"}), "heritage H-1 on the parcel");
    EXPECT_EQ(siting_reason(heritage, {1.0, 1, true, {}}), "clear of the overlays named");
    EXPECT_EQ(siting_reason(heritage, {{}, 0, false, {}}), "overlays are unknown");
    const SitingCriterion empty = criterion(SitingCriterion::Kind::Vacant),
                          owner = criterion(SitingCriterion::Kind::Ownership);
    EXPECT_EQ(siting_reason(empty, {{}, 0, false, "unknown: neither seen nor recorded"}),
              "unknown: neither seen nor recorded");
    EXPECT_EQ(siting_reason(owner, {1.0, 1, true, "state"}), "ownership state");
    EXPECT_EQ(siting_reason(owner, {0.0, 0, true, "private"}), "ownership private, not one of those wanted");
    EXPECT_EQ(siting_reason(owner, {{}, 0, false, {}}), "ownership is not recorded");
    EXPECT_EQ(siting_reason(need, {0.25, 0.25, true, {}}), "25 % of the district's need for school is unmet");
}
