#include "didban/align/ground_field.h"

#include "didban/align/displacement.h"
#include "ground_labels.h"
#include "solve.h"

#include <opencv2/core.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <memory>
#include <mutex>
#include <numbers>

namespace didban {

namespace {

constexpr double overlap = 4; ///< small windows that show the same edges
constexpr double first_sigma = 0.3, last_sigma = 0.25;
constexpr int first_rounds = 10, last_rounds = 6;
constexpr double label_noise = 0.25;
constexpr double prior_px = 0.7, prior_reach_px = 220, prior_own = 0.002, prior_offset_px = 3;
constexpr std::size_t left_out_of = 5;

/// Inverse covariance of the control points of an area of so many cells.
cv::Mat make_precision(int columns, int rows)
{
    const int n = (columns + 3) * (rows + 3);
    cv::Mat covariance(n, n, CV_64F), precision;
    for (int a = 0; a < n; ++a)
        for (int b = 0; b < n; ++b) {
            const double dx = a % (columns + 3) - b % (columns + 3), dy = a / (columns + 3) - b / (columns + 3);
            const double distance2 = (dx * dx + dy * dy) * ground_knot_px * ground_knot_px;
            covariance.at<double>(a, b) =
                prior_px * prior_px *
                    (std::exp(-distance2 / (2 * prior_reach_px * prior_reach_px)) + (a == b ? prior_own : 0)) +
                prior_offset_px * prior_offset_px;
        }
    cv::invert(covariance, precision, cv::DECOMP_CHOLESKY);
    return precision;
}

/// The same for every area of one size, made once.
const cv::Mat& precision_of(int columns, int rows)
{
    static std::mutex mutex;
    static std::map<std::pair<int, int>, std::unique_ptr<cv::Mat>> known;
    const std::lock_guard lock(mutex);
    auto& entry = known[{columns, rows}];
    if (!entry)
        entry = std::make_unique<cv::Mat>(make_precision(columns, rows));
    return *entry;
}

/// What a place says of the control points: the sixteen around it, with their shares.
struct Place {
    std::array<std::size_t, 16> control{};
    std::array<double, 16> share{};
};

Place place_of(double col, double row, const GroundArea& area)
{
    const double u = std::clamp(col / ground_knot_px - area.column, 0.0, static_cast<double>(area.columns)),
                 v = std::clamp(row / ground_knot_px - area.row, 0.0, static_cast<double>(area.rows));
    const int i = std::min(static_cast<int>(u), area.columns - 1), j = std::min(static_cast<int>(v), area.rows - 1);
    const auto wx = bspline_weights(u - i), wy = bspline_weights(v - j);
    Place out;
    for (std::size_t k = 0; k < 16; ++k) {
        out.control[k] =
            static_cast<std::size_t>((j + static_cast<int>(k / 4)) * (area.columns + 3) + i + static_cast<int>(k % 4));
        out.share[k] = wx[k % 4] * wy[k / 4];
    }
    return out;
}

Point value_at(const Place& place, const std::vector<Point>& control)
{
    Point out{};
    for (std::size_t k = 0; k < 16; ++k) {
        out.x += place.share[k] * control[place.control[k]].x;
        out.y += place.share[k] * control[place.control[k]].y;
    }
    return out;
}

/// A field of an area that takes in weighted observations of the displacement beside the usual one.
class Field {
public:
    explicit Field(const GroundArea& area)
        : precision_(precision_of(area.columns, area.rows)),
          size_(static_cast<std::size_t>((area.columns + 3) * (area.rows + 3)))
    {
    }
    void start()
    {
        system_ = NormalEquations(size_);
        for (std::size_t a = 0; a < size_; ++a)
            for (std::size_t b = 0; b <= a; ++b)
                system_.at(a, b) = precision_.at<double>(static_cast<int>(a), static_cast<int>(b));
    }
    void add(const Place& place, const Point& observed, double weight)
    {
        for (std::size_t i = 0; i < 16; ++i) {
            const double w = weight * place.share[i];
            for (std::size_t k = 0; k < 16; ++k)
                if (place.control[k] <= place.control[i])
                    system_.at(place.control[i], place.control[k]) += w * place.share[k];
            system_.right_x[place.control[i]] += w * observed.x;
            system_.right_y[place.control[i]] += w * observed.y;
        }
    }
    std::vector<Point> finish()
    {
        for (std::size_t a = 0; a < size_; ++a)
            for (std::size_t b = 0; b < a; ++b)
                system_.at(b, a) = system_.at(a, b);
        solve(system_);
        std::vector<Point> control(size_);
        for (std::size_t k = 0; k < size_; ++k)
            control[k] = {system_.right_x[k], system_.right_y[k]};
        return control;
    }

private:
    const cv::Mat& precision_;
    std::size_t size_;
    NormalEquations system_{0};
};

struct Observation {
    Place place;
    Point shift; ///< beside the usual displacement
};

Point off(const Observation& o, const std::vector<Point>& control)
{
    const Point f = value_at(o.place, control);
    return {o.shift.x - f.x, o.shift.y - f.y};
}

/// Refines the control points by expectation-maximisation; `counts(k)` says whether observation k is taken.
template <class Counts>
std::vector<Point> refine(Field& field, std::vector<Point> control, const std::vector<Observation>& observations,
                          const GroundLikelihood& likelihood, Counts counts)
{
    for (int round = 0; round < first_rounds + last_rounds; ++round) {
        const double sigma = round < first_rounds ? first_sigma : last_sigma;
        field.start();
        for (std::size_t k = 0; k < observations.size(); ++k) {
            if (!counts(k))
                continue;
            const double ground = likelihood.of_ground(off(observations[k], control), sigma);
            if (ground > 1e-4)
                field.add(observations[k].place, observations[k].shift, ground / (overlap * sigma * sigma));
        }
        control = field.finish();
    }
    return control;
}

} // namespace

GroundFit fit_ground(const std::vector<SmallMatch>& matches, const GroundArea& area, const std::optional<Point>& lean)
{
    const GroundLikelihood likelihood(lean);
    Field field(area);
    field.start();
    const std::vector<Point> labels = label_ground(matches, area, likelihood, first_sigma, 1 / overlap);
    for (std::size_t k = 0; k < labels.size(); ++k) {
        const auto col = static_cast<double>(static_cast<int>(k) % area.columns + area.column) + 0.5,
                   row = static_cast<double>(static_cast<int>(k) / area.columns + area.row) + 0.5;
        field.add(place_of(col * ground_knot_px, row * ground_knot_px, area), labels[k],
                  1 / (label_noise * label_noise));
    }
    const std::vector<Point> start = field.finish();

    std::vector<Observation> observations;
    for (const SmallMatch& m : matches)
        observations.push_back({place_of(m.col, m.row, area), {m.shift.x - area.usual.x, m.shift.y - area.usual.y}});
    GroundFit out;
    out.control = refine(field, start, observations, likelihood, [](std::size_t) { return true; });
    const auto left_out = [](std::size_t k) { return k % left_out_of == 0; };
    const std::vector<Point> without =
        refine(field, start, observations, likelihood, [&](std::size_t k) { return !left_out(k); });
    for (std::size_t k = 0; k < observations.size(); ++k) {
        out.beside.push_back(off(observations[k], out.control));
        out.support += likelihood.of_ground(out.beside.back(), last_sigma);
        if (!left_out(k))
            continue;
        const Point error = off(observations[k], without);
        const double ground = likelihood.of_ground(error, last_sigma);
        out.error2_sum += ground * (error.x * error.x + error.y * error.y);
        out.error_weight += ground;
    }
    for (Point& c : out.control)
        c = {c.x + area.usual.x, c.y + area.usual.y};
    return out;
}

std::optional<Point> lean_direction(const std::vector<Point>& beside)
{
    constexpr int directions = 120;
    constexpr double nearest_px = 0.7, farthest_px = 6, across_px = 0.35, usual_px_per_m = 0.5, stands_out = 2.5;
    std::array<double, directions> count{};
    for (int k = 0; k < directions; ++k) {
        const double angle = 2 * std::numbers::pi * k / directions, c = std::cos(angle), s = std::sin(angle);
        for (const Point& p : beside) {
            const double length = std::hypot(p.x, p.y);
            if (length > nearest_px && length < farthest_px && p.x * c + p.y * s > nearest_px &&
                std::abs(p.y * c - p.x * s) < across_px)
                ++count[static_cast<std::size_t>(k)];
        }
    }
    auto sorted = count;
    std::sort(sorted.begin(), sorted.end());
    const auto best = std::max_element(count.begin(), count.end());
    if (*best <= stands_out * std::max(1.0, sorted[directions / 2]))
        return std::nullopt;
    const double angle = 2 * std::numbers::pi * static_cast<double>(best - count.begin()) / directions;
    return Point{usual_px_per_m * std::cos(angle), usual_px_per_m * std::sin(angle)};
}

} // namespace didban
