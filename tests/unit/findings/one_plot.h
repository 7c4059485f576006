#pragma once
#include "didban/findings/judge_change.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace didban::test {

inline const Period period{{2025, 6, 14}, {2026, 6, 20}};

inline MultiPolygon rectangle(double x, double y, double w, double h)
{
    return {{{{{x, y}, {x + w, y}, {x + w, y + h}, {x, y + h}}, {}}}};
}

inline bool has(const Judgement& j, const std::string& code)
{
    return std::count(j.finding.violations.begin(), j.finding.violations.end(), code) > 0;
}

/// A plot of 20 m x 15 m with a new building of 10 m x 12 m, seen well.
class OnePlot : public testing::Test {
protected:
    OnePlot()
    {
        parcel.id = parcel.key = "7-12-104-3-0-0-0";
        parcel.district = "7";
        parcel.shape = rectangle(0, 0, 20, 15);
        parcel.area_m2 = 300;
        object.number = 1;
        object.outline = rectangle(2, 2, 10, 12);
        object.area_m2 = 120;
        object.area_sigma_m2 = 4;
        object.probability = 0.95;
        permit.id = "14001";
        permit.footprint_m2 = 125;
        permit.kind = PermitKind::New;
        place.parcel = &parcel;
    }
    void permitted()
    {
        place.permit = &permit;
        place.answer.state = PermitState::Valid;
        place.answer.permit = 0;
        place.permit_area_m2 = object.area_m2;
    }
    Judgement judge()
    {
        return judge_change({&object, object.outline, {}, object.area_m2, parcel_probability}, place, period, accuracy,
                            options);
    }
    Parcel parcel;
    ChangeObject object;
    Permit permit;
    PlanFacts plan;
    PlaceFacts place;
    Accuracy accuracy{0.15, 0.5, 0.5, 0};
    JudgeOptions options;
    double parcel_probability{1};
};

} // namespace didban::test
