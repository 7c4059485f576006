#include "didban/align/fit_displacement.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace didban {
namespace {

/// Tie points on a 20 × 20 lattice 50 pixels apart with the given field and noise.
template <class Field>
std::vector<TiePoint> lattice_of(const Field& field, double noise, unsigned seed)
{
    std::mt19937 random(seed);
    std::normal_distribution<double> error(0, noise);
    std::vector<TiePoint> points;
    for (int r = 0; r < 20; ++r)
        for (int c = 0; c < 20; ++c) {
            TiePoint p;
            p.lattice_col = c;
            p.lattice_row = r;
            p.col = 25 + 50 * c;
            p.row = 25 + 50 * r;
            const Point d = field(p.col, p.row);
            p.shift = {d.x + error(random), d.y + error(random)};
            p.score = 0.5;
            points.push_back(p);
        }
    return points;
}

double typical_error(const Displacement& fitted, const auto& field)
{
    double sum = 0;
    int count = 0;
    for (double y = 25; y < 1000; y += 25)
        for (double x = 25; x < 1000; x += 25, ++count) {
            const Point a = fitted.at(x, y), b = field(x, y);
            sum += (a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y);
        }
    return std::sqrt(sum / count);
}

double worst_error(const Displacement& fitted, const auto& field)
{
    double worst = 0;
    for (double y = 25; y < 1000; y += 25)
        for (double x = 25; x < 1000; x += 25) {
            const Point a = fitted.at(x, y), b = field(x, y);
            worst = std::max(worst, std::hypot(a.x - b.x, a.y - b.y));
        }
    return worst;
}

TEST(FitDisplacement, NoiseAboutNothingIsLeftAlone)
{
    int applied = 0;
    for (unsigned seed = 1; seed <= 20; ++seed) {
        const auto fit =
            fit_displacement(lattice_of([](double, double) { return Point{}; }, 0.3, seed), 1000, 1000, 50);
        applied += fit.model != "none" ? 1 : 0;
        EXPECT_NEAR(fit.residual_px, 0.3 * std::sqrt(2), 0.06) << "seed " << seed;
    }
    EXPECT_LE(applied, 1);
}

TEST(FitDisplacement, TheSimplestSufficientModelWins)
{
    const auto shift = [](double, double) { return Point{1.2, -0.7}; };
    const auto turn = [](double x, double y) { return Point{0.002 * (y - 500), -0.002 * (x - 500)}; };
    for (unsigned seed = 1; seed <= 10; ++seed) {
        const auto constant = fit_displacement(lattice_of(shift, 0.1, seed), 1000, 1000, 50);
        EXPECT_EQ(constant.model, "translation") << "seed " << seed;
        EXPECT_LT(worst_error(constant.field, shift), 0.03) << "seed " << seed;
        const auto affine = fit_displacement(lattice_of(turn, 0.1, seed), 1000, 1000, 50);
        EXPECT_EQ(affine.model, "affine") << "seed " << seed;
        EXPECT_LT(worst_error(affine.field, turn), 0.06) << "seed " << seed;
    }
}

TEST(FitDisplacement, FollowsASmoothFieldBelowItsNoise)
{
    const auto wave = [](double x, double y) { return Point{2 + std::sin(x / 150), -1 + std::cos(y / 170)}; };
    for (unsigned seed = 1; seed <= 5; ++seed) {
        const auto fit = fit_displacement(lattice_of(wave, 0.15, seed), 1000, 1000, 50);
        EXPECT_EQ(fit.model, "spline") << "seed " << seed;
        EXPECT_LT(typical_error(fit.field, wave), 0.1) << "seed " << seed;
        EXPECT_LT(fit.residual_px, 0.15 * std::sqrt(2) * 1.3) << "seed " << seed;
    }
}

TEST(RejectOutliers, DropsPointsThatContradictTheirNeighboursAndNoOthers)
{
    const auto wave = [](double x, double y) { return Point{2 + std::sin(x / 150), -1 + std::cos(y / 170)}; };
    for (unsigned seed = 1; seed <= 5; ++seed) {
        auto points = lattice_of(wave, 0.05, seed);
        std::mt19937 random(seed);
        std::uniform_real_distribution<double> anywhere(-5, 5);
        std::vector<bool> wrong(points.size());
        for (std::size_t i = 0; i < points.size(); i += 4) { // a quarter of all
            const Point d = points[i].shift;
            points[i].shift = {anywhere(random), anywhere(random)};
            wrong[i] = std::hypot(points[i].shift.x - d.x, points[i].shift.y - d.y) > 1;
        }
        reject_outliers(points);
        int lost = 0, kept = 0, all_wrong = 0;
        for (std::size_t i = 0; i < points.size(); ++i) {
            const bool used = points[i].outcome == TieOutcome::Used;
            lost += i % 4 != 0 && !used ? 1 : 0;
            kept += wrong[i] && used ? 1 : 0;
            all_wrong += wrong[i] ? 1 : 0;
        }
        EXPECT_EQ(kept, 0) << "of " << all_wrong << ", seed " << seed;
        EXPECT_LE(lost, 9) << "seed " << seed;
    }
}

TEST(Displacement, KeepsItsMeaningOnACoarserGrid)
{
    const auto fine = Displacement::affine({4, 0.01, 0.002}, {-2, 0.003, -0.02});
    const auto coarse = fine.on_coarser_grid(4);
    const Point a = fine.at(400, 800), b = coarse.at(100, 200);
    EXPECT_NEAR(a.x, 4 * b.x, 1e-12);
    EXPECT_NEAR(a.y, 4 * b.y, 1e-12);
}

} // namespace
} // namespace didban
