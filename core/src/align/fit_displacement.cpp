#include "didban/align/fit_displacement.h"

#include "spline_fit.h"

#include <algorithm>
#include <cmath>
#include <functional>

namespace didban {

namespace {

constexpr int folds = 5;

struct Measured {
    ShiftSample sample;
    int fold{};
};

struct Candidate {
    std::string model;
    std::function<Displacement(std::span<const ShiftSample>)> fit;
    std::vector<double> squared_errors; ///< at each point, predicted without its fold
};

/// Lattice neighbours fall into different folds, so each left-out point has neighbours that stay.
int fold_of(const TiePoint& p)
{
    return (p.lattice_col + 2 * p.lattice_row) % folds;
}

/// Least squares in which large errors count less (Huber, 1.345 robust standard deviations).
Displacement fit_robustly(const Candidate& candidate, std::vector<ShiftSample> samples)
{
    const std::vector<ShiftSample> original = samples;
    Displacement field = candidate.fit(samples);
    for (int round = 0; round < 3; ++round) {
        std::vector<double> errors;
        for (const auto& s : original) {
            const Point d = field.at(s.at.x, s.at.y);
            errors.push_back(std::hypot(s.shift.x - d.x, s.shift.y - d.y));
        }
        std::vector<double> sorted = errors;
        const auto middle = sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 2);
        std::nth_element(sorted.begin(), middle, sorted.end());
        const double limit = std::max(1e-3, 1.345 * *middle / 1.177);
        for (std::size_t i = 0; i < samples.size(); ++i)
            samples[i].weight = original[i].weight * std::min(1.0, limit / std::max(errors[i], 1e-12));
        field = candidate.fit(samples);
    }
    return field;
}

void cross_validate(Candidate& candidate, const std::vector<Measured>& points)
{
    candidate.squared_errors.assign(points.size(), 0);
    for (int fold = 0; fold < folds; ++fold) {
        std::vector<ShiftSample> kept;
        for (const auto& p : points)
            if (p.fold != fold)
                kept.push_back(p.sample);
        if (kept.size() == points.size())
            continue;
        const Displacement field = kept.empty() ? Displacement{} : fit_robustly(candidate, kept);
        for (std::size_t i = 0; i < points.size(); ++i)
            if (points[i].fold == fold) {
                const ShiftSample& s = points[i].sample;
                const Point d = field.at(s.at.x, s.at.y);
                const double ex = s.shift.x - d.x, ey = s.shift.y - d.y;
                candidate.squared_errors[i] = ex * ex + ey * ey;
            }
    }
}

double root_mean(const std::vector<double>& squares)
{
    double sum = 0;
    for (const double s : squares)
        sum += s;
    return squares.empty() ? 0 : std::sqrt(sum / static_cast<double>(squares.size()));
}

/// Whether `b`'s errors are smaller than `a`'s by more than two standard errors of their paired difference.
bool clearly_better(const std::vector<double>& a, const std::vector<double>& b)
{
    const auto n = static_cast<double>(a.size());
    double mean = 0, variance = 0;
    for (std::size_t i = 0; i < a.size(); ++i)
        mean += (a[i] - b[i]) / n;
    for (std::size_t i = 0; i < a.size(); ++i)
        variance += (a[i] - b[i] - mean) * (a[i] - b[i] - mean) / std::max(1.0, n - 1);
    return mean > 2 * std::sqrt(variance / n);
}

double longest_shift(const Displacement& field, const std::vector<Measured>& points)
{
    double longest = 0;
    for (const auto& p : points) {
        const Point d = field.at(p.sample.at.x, p.sample.at.y);
        longest = std::max(longest, std::hypot(d.x, d.y));
    }
    return longest;
}

std::vector<Candidate> candidates(std::size_t points, std::int64_t width, std::int64_t height, double spacing)
{
    std::vector<Candidate> all;
    all.push_back({"none", [](std::span<const ShiftSample>) { return Displacement{}; }, {}});
    all.push_back({"translation", fit_translation, {}});
    if (points >= 10)
        all.push_back({"affine", fit_affine, {}});
    const double longer = static_cast<double>(std::max(width, height));
    if (points >= 16)
        for (const double stiffness : {10.0, 1.0, 0.1, 0.01}) {
            // At most 16 knots along the longer side keep the system small; one and a half lattice steps a knot resolve
            // what the points can show.
            const double knots = std::max(1.5 * spacing, longer / 16);
            all.push_back(
                {"spline",
                 [=](std::span<const ShiftSample> s) { return fit_spline(s, width, height, knots, stiffness); },
                 {}});
        }
    return all;
}

} // namespace

DisplacementFit fit_displacement(const std::vector<TiePoint>& points, std::int64_t width, std::int64_t height,
                                 double spacing, double least_shift_px)
{
    std::vector<Measured> measured;
    for (const TiePoint& p : points)
        if (p.outcome == TieOutcome::Used)
            measured.push_back({{{p.col, p.row}, p.shift, std::max(p.score, 0.01)}, fold_of(p)});
    DisplacementFit result;
    result.points = static_cast<int>(measured.size());
    if (measured.empty()) {
        result.model = "none";
        return result;
    }
    auto all = candidates(measured.size(), width, height, spacing);
    std::size_t chosen = 0;
    for (std::size_t k = 0; k < all.size(); ++k) {
        cross_validate(all[k], measured);
        if (k > 0 && clearly_better(all[chosen].squared_errors, all[k].squared_errors))
            chosen = k;
    }
    std::vector<ShiftSample> samples;
    for (const auto& p : measured)
        samples.push_back(p.sample);
    result.field = chosen == 0 ? Displacement{} : fit_robustly(all[chosen], samples);
    if (chosen > 0 && longest_shift(result.field, measured) < least_shift_px) {
        chosen = 0;
        result.field = {};
    }
    result.model = all[chosen].model;
    result.residual_px = root_mean(all[chosen].squared_errors);
    result.before_px = root_mean(all.front().squared_errors);
    return result;
}

} // namespace didban
