#include "didban/align/fit_displacement.h"

#include "spline_fit.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <random>

namespace didban {

namespace {

std::vector<std::size_t> used_points(const std::vector<TiePoint>& points)
{
    std::vector<std::size_t> used;
    for (std::size_t i = 0; i < points.size(); ++i)
        if (points[i].outcome == TieOutcome::Used)
            used.push_back(i);
    return used;
}

double distance_to(const Displacement& field, const TiePoint& p)
{
    const Point d = field.at(p.col, p.row);
    return std::hypot(p.shift.x - d.x, p.shift.y - d.y);
}

ShiftSample sample_of(const TiePoint& p)
{
    return {{p.col, p.row}, p.shift, std::max(p.score, 0.01)};
}

double median(std::vector<double>& values)
{
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

/// Shift that the `count` nearest neighbours of `points[self]` predict for its place: a plane through theirs by least
/// absolute deviations (iteratively reweighted), so that a few wrong neighbours do not bend it, nor the border of the
/// lattice.
Point neighbours_say(const std::vector<TiePoint>& points, const std::vector<std::size_t>& used, std::size_t self,
                     std::size_t count)
{
    std::vector<std::pair<double, std::size_t>> near;
    for (const std::size_t i : used)
        if (i != self)
            near.emplace_back(std::hypot(points[i].col - points[self].col, points[i].row - points[self].row), i);
    count = std::min(count, near.size());
    std::partial_sort(near.begin(), near.begin() + static_cast<std::ptrdiff_t>(count), near.end());
    std::vector<ShiftSample> samples;
    for (std::size_t k = 0; k < count; ++k)
        samples.push_back(sample_of(points[near[k].second]));
    const std::vector<ShiftSample> original = samples;
    Displacement plane = fit_affine(samples);
    for (int round = 0; round < 5; ++round) {
        for (std::size_t k = 0; k < count; ++k) {
            const Point d = plane.at(original[k].at.x, original[k].at.y);
            const double off = std::hypot(original[k].shift.x - d.x, original[k].shift.y - d.y);
            samples[k].weight = original[k].weight / std::max(off, 0.02);
        }
        plane = fit_affine(samples);
    }
    return plane.at(points[self].col, points[self].row);
}

} // namespace

int consensus_affine(const std::vector<TiePoint>& points, double tolerance, Displacement& field)
{
    const auto used = used_points(points);
    if (used.size() < 3)
        return 0;
    std::mt19937 random(20'260'101); // the same draws in every run
    const auto draw = [&] { return used[random() % used.size()]; };
    const auto agreeing = [&](const Displacement& candidate) {
        std::vector<ShiftSample> samples;
        for (const std::size_t i : used)
            if (distance_to(candidate, points[i]) <= tolerance)
                samples.push_back(sample_of(points[i]));
        return samples;
    };
    std::vector<ShiftSample> best;
    for (int round = 0; round < 400; ++round) {
        const std::array<std::size_t, 3> triple{draw(), draw(), draw()};
        const TiePoint &a = points[triple[0]], &b = points[triple[1]], &c = points[triple[2]];
        const double twice_area = std::abs((b.col - a.col) * (c.row - a.row) - (c.col - a.col) * (b.row - a.row));
        const double reach =
            std::max({std::hypot(b.col - a.col, b.row - a.row), std::hypot(c.col - a.col, c.row - a.row)});
        // A thin triangle says nothing about the direction across it: then the three are taken as one translation.
        const std::array<ShiftSample, 3> corners{sample_of(a), sample_of(b), sample_of(c)};
        const bool thin = !(twice_area > 0.1 * reach * reach);
        auto samples = agreeing(thin ? fit_translation(std::span(corners).first(1)) : fit_affine(corners));
        if (samples.size() > best.size())
            best = std::move(samples);
    }
    if (best.size() < 3)
        return 0;
    field = fit_affine(best);
    for (int round = 0; round < 3; ++round) {
        best = agreeing(field);
        if (best.size() < 3)
            return 0;
        field = fit_affine(best);
    }
    return static_cast<int>(best.size());
}

int reject_outliers(std::vector<TiePoint>& points)
{
    Displacement trend;
    if (consensus_affine(points, 2.5, trend) >= 3)
        for (TiePoint& p : points)
            if (p.outcome == TieOutcome::Used && distance_to(trend, p) > 4.0)
                p.outcome = TieOutcome::Outlier;
    for (int round = 0; round < 4; ++round) {
        const auto used = used_points(points);
        if (used.size() < 6)
            break;
        std::vector<double> away;
        for (const std::size_t i : used) {
            const Point said = neighbours_say(points, used, i, 14);
            away.push_back(std::hypot(points[i].shift.x - said.x, points[i].shift.y - said.y));
        }
        auto sorted = away;
        const double typical = median(sorted); // of a two-dimensional error: 1.177 standard deviations per axis
        const double limit = std::max(0.35, 3.0 * typical / 1.177 + 0.05);
        bool rejected = false;
        for (std::size_t k = 0; k < used.size(); ++k)
            if (away[k] > limit) {
                points[used[k]].outcome = TieOutcome::Outlier;
                rejected = true;
            }
        if (!rejected)
            break;
    }
    return static_cast<int>(used_points(points).size());
}

} // namespace didban
