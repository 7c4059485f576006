#include "didban/base/error.h"
#include "didban/cases/calibration.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

namespace didban {
namespace {

const SightingKind aerial{"evidence", "optical 0.5 m", "1", "new"};

/// Outcomes that are right as often as `truth` says of their confidence.
template <class Truth>
std::vector<TaughtOutcome> drawn(int count, unsigned seed, const SightingKind& kind, Truth truth)
{
    std::mt19937 random(seed);
    const auto uniform = [&] { return static_cast<double>(random()) / 4294967296.0; };
    std::vector<TaughtOutcome> out;
    for (int i = 0; i < count; ++i) {
        const double raw = 0.5 + 0.49 * uniform();
        out.push_back({"C" + std::to_string(seed) + "-" + std::to_string(i), "P" + std::to_string(i), Date{2026, 1, 1},
                       kind, raw, uniform() < truth(raw), ""});
    }
    return out;
}

double too_sure(double raw)
{
    return 0.6 * raw; // what is said to be sure comes true three times of five
}

TEST(Calibration, WhatIsTooSureBecomesTrue)
{
    const auto taught = drawn(2000, 1, aerial, too_sure), unseen = drawn(2000, 2, aerial, too_sure);
    const Calibration calibration = Calibration::fit(taught);
    const CalibrationScores before = scores_of(unseen, Calibration()), after = scores_of(unseen, calibration);
    EXPECT_GT(before.calibration_error, 0.25);
    EXPECT_LT(after.calibration_error, 0.05);
    EXPECT_LT(after.brier, before.brier - 0.05);
    EXPECT_LT(after.log_loss, before.log_loss);
    for (const double raw : {0.55, 0.7, 0.85})
        EXPECT_NEAR(calibration(raw, aerial), too_sure(raw), 0.06);
}

TEST(Calibration, WhatIsRightStaysAlmostAsItIs)
{
    const Calibration calibration = Calibration::fit(drawn(2000, 3, aerial, [](double raw) { return raw; }));
    for (const double raw : {0.55, 0.7, 0.85, 0.95})
        EXPECT_NEAR(calibration(raw, aerial), raw, 0.04);
}

TEST(Calibration, FewOutcomesSayWhatTheirParentSaysAndManySpeakForThemselves)
{
    SightingKind strange = aerial;
    strange[2] = "2"; // a district where suspicions mostly come to nothing
    const auto nothing = [](double) { return 0.1; };
    const auto usual = drawn(1000, 4, aerial, [](double raw) { return raw; });
    const auto with = [&](int count) {
        auto all = usual;
        for (TaughtOutcome& o : drawn(count, 5, strange, nothing))
            all.push_back(std::move(o));
        const Calibration c = Calibration::fit(all);
        return std::pair(c(0.8, strange), c(0.8, aerial));
    };
    const auto few = with(3), many = with(400);
    EXPECT_LT(std::abs(few.first - few.second), 0.25);
    EXPECT_LT(many.first, 0.2);
    EXPECT_NEAR(many.second, 0.8, 0.08);
    SightingKind unseen = aerial;
    unseen[0] = "irmad";
    EXPECT_EQ(Calibration::fit(usual)(0.8, unseen), Calibration::fit(usual)(0.8, {"", "", "", ""}));
}

TEST(Calibration, OrderOfOutcomesDoesNotMatterAndOrderOfConfidencesStays)
{
    auto taught = drawn(300, 6, aerial, [](double raw) { return 1 - raw; }); // the surer, the more often wrong
    const Calibration first = Calibration::fit(taught);
    std::reverse(taught.begin(), taught.end());
    const Calibration again = Calibration::fit(taught);
    double last = 0;
    for (double raw = 0; raw <= 1; raw += 0.05) {
        EXPECT_EQ(first(raw, aerial), again(raw, aerial));
        EXPECT_GE(first(raw, aerial), last);
        last = first(raw, aerial);
    }
    EXPECT_EQ(Calibration()(0.37, aerial), 0.37);
}

TEST(Calibration, ScoresByHand)
{
    const std::vector<TaughtOutcome> two{{"a", "", Date{2026, 1, 1}, aerial, 0.8, true, ""},
                                         {"b", "", Date{2026, 1, 1}, aerial, 0.6, false, ""}};
    const CalibrationScores s = scores_of(two, Calibration());
    EXPECT_EQ(s.outcomes, 2);
    EXPECT_NEAR(s.brier, (0.04 + 0.36) / 2, 1e-12);
    EXPECT_NEAR(s.log_loss, -(std::log(0.8) + std::log(0.4)) / 2, 1e-12);
    EXPECT_NEAR(s.calibration_error, (0.2 + 0.6) / 2, 1e-12);
}

TEST(Calibration, ItsFileIsReadAsItWasWritten)
{
    const Calibration calibration = Calibration::fit(drawn(200, 7, aerial, too_sure));
    CalibrationCard card;
    card.city = "خوی";
    card.ledger_head = "ab";
    card.ledger_events = 7;
    card.confirmed = 120;
    card.dismissed = 80;
    card.reasons = {{"TEMPORARY", 80}};
    card.left_out = {{"DUPLICATE", 3}};
    card.held_out_by = "parcel";
    card.before.brier = 0.25;
    const std::string text = calibration_json(calibration, card);
    const CalibrationFile read = read_calibration(text, "c.json");
    EXPECT_EQ(calibration_json(read.calibration, read.card), text);
    EXPECT_NEAR(read.calibration(0.8, aerial), calibration(0.8, aerial), 1e-5);
    for (const char* wrong : {"", "{}", "[1", R"({"schema":"didban-calibration/2"})"})
        try {
            (void)read_calibration(wrong, "c.json");
            ADD_FAILURE() << wrong;
        } catch (const Error& e) {
            EXPECT_EQ(e.kind(), ErrorKind::Configuration);
            EXPECT_NE(std::string(e.what()).find("c.json"), std::string::npos);
        }
}

} // namespace
} // namespace didban
