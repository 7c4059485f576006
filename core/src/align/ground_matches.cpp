#include "didban/align/ground_matches.h"

#include "didban/align/correlate.h"
#include "ground_edges.h"
#include "opencv_views.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cmath>

namespace didban {

namespace {

constexpr int outer = 24, inner = 16; ///< widths of the two windows around one middle
constexpr int radius = small_window_radius, side = 2 * radius + 1;
constexpr double least_score = 0.45, least_of_best = 0.75, least_isotropy = 0.05, least_seen = 0.6;
constexpr double least_energy_share = 0.3;   ///< of the window's largest over all shifts: below, a shift shows nothing
constexpr double least_energy_per_px = 0.02; ///< below, a window has hardly any structure
constexpr std::size_t most_per_window = 2;

/// Sums over squares.
class Sums {
public:
    explicit Sums(const cv::Mat& values) { cv::integral(values, table_, CV_64F); }
    [[nodiscard]] double square(std::int64_t col, std::int64_t row, int width) const
    {
        const int x = static_cast<int>(col), y = static_cast<int>(row);
        return table_.at<double>(y + width, x + width) - table_.at<double>(y, x + width) -
               table_.at<double>(y + width, x) + table_.at<double>(y, x);
    }

private:
    cv::Mat table_;
};

cv::Mat energy_of(const GroundEdges& edges)
{
    return view(edges.x).mul(view(edges.x)) + view(edges.y).mul(view(edges.y));
}

/// One image's edges with what is summed over windows of them.
struct Image {
    explicit Image(const Raster<float>& gray)
        : edges(ground_edges(gray)), energy(energy_of(edges)), seen(view(edges.valid))
    {
    }
    GroundEdges edges;
    Sums energy, seen;
};

/// Scalar products of the reference's columns with the target displaced by (dx, dy), over the rows of the outer and of
/// the inner window of one row of windows. `top`: first row of the outer window in the reference raster.
void column_sums(const Image& reference, const Image& target, std::int64_t top, int dx, int dy,
                 std::vector<float>& outer_rows, std::vector<float>& inner_rows)
{
    const auto width = static_cast<std::size_t>(reference.edges.x.width());
    outer_rows.assign(width, 0);
    inner_rows.assign(width, 0);
    for (int k = 0; k < outer; ++k) {
        const std::int64_t row = top + k;
        const auto at = static_cast<std::size_t>(radius + dx);
        const float *ax = reference.edges.x.row(row).data(), *ay = reference.edges.y.row(row).data();
        const float *bx = target.edges.x.row(row + radius + dy).data() + at,
                    *by = target.edges.y.row(row + radius + dy).data() + at;
        const bool is_inner = k >= (outer - inner) / 2 && k < (outer + inner) / 2;
        float* sum = is_inner ? inner_rows.data() : outer_rows.data();
        for (std::size_t c = 0; c < width; ++c)
            sum[c] += ax[c] * bx[c] + ay[c] * by[c];
    }
}

/// Keeps the good peaks of a window's scores.
void add_peaks(const CorrelationSurface& scores, double col, double row, std::vector<SmallMatch>& out)
{
    struct Peak {
        float score{};
        int dx{}, dy{};
    };
    std::vector<Peak> peaks;
    for (int dy = -radius + 1; dy < radius; ++dy)
        for (int dx = -radius + 1; dx < radius; ++dx) {
            const float here = scores.at(dx, dy);
            bool highest = static_cast<double>(here) > least_score;
            for (int v = -1; highest && v <= 1; ++v)
                for (int u = -1; u <= 1; ++u)
                    highest = highest && here >= scores.at(dx + u, dy + v);
            if (highest)
                peaks.push_back({here, dx, dy});
        }
    std::stable_sort(peaks.begin(), peaks.end(), [](const Peak& a, const Peak& b) { return a.score > b.score; });
    peaks.resize(std::min(peaks.size(), most_per_window));
    float best = 0;
    for (const Peak& p : peaks) {
        const auto top = refine_peak(scores, p.dx, p.dy);
        if (!top || top->least_curvature < least_isotropy * top->greatest_curvature ||
            std::max(std::abs(top->offset.x), std::abs(top->offset.y)) >= 1)
            continue;
        best = std::max(best, p.score);
        if (static_cast<double>(p.score) > least_of_best * static_cast<double>(best))
            out.push_back({col, row, {p.dx + top->offset.x, p.dy + top->offset.y}});
    }
}

} // namespace

std::vector<SmallMatch> match_small_windows(const Raster<float>& reference, const Raster<float>& target,
                                            const PixelWindow& core, std::int64_t stride)
{
    if (reference.window() != core.grown(small_window_margin) ||
        target.window() != core.grown(small_window_margin + radius))
        throw Error(ErrorKind::Internal,
                    "match_small_windows: the images must reach the margins further than the core");
    const Image a(reference), b(target);
    const std::int64_t step = small_window_step * stride;
    const auto first = [&](std::int64_t from) { return (from + step - 1) / step * step; };
    std::vector<std::int64_t> columns;
    for (std::int64_t x = first(core.x0); x < core.x1(); x += step)
        columns.push_back(x - reference.window().x0);
    std::vector<SmallMatch> out;
    std::vector<CorrelationSurface> outer_scores(columns.size()), inner_scores(columns.size());
    std::vector<float> outer_rows, inner_rows;
    for (std::int64_t y = first(core.y0); y < core.y1(); y += step) {
        const std::int64_t row = y - reference.window().y0;
        for (auto* all : {&outer_scores, &inner_scores})
            for (CorrelationSurface& s : *all)
                s = {radius, std::vector<float>(static_cast<std::size_t>(side * side), 0)};
        for (int dy = -radius; dy <= radius; ++dy)
            for (int dx = -radius; dx <= radius; ++dx) {
                column_sums(a, b, row - outer / 2, dx, dy, outer_rows, inner_rows);
                for (std::size_t k = 0; k < columns.size(); ++k) {
                    const auto at = static_cast<std::size_t>(columns[k] - outer / 2);
                    float all = 0, middle = 0;
                    for (std::size_t c = at; c < at + outer; ++c)
                        all += outer_rows[c] + inner_rows[c];
                    for (std::size_t c = at + (outer - inner) / 2; c < at + (outer + inner) / 2; ++c)
                        middle += inner_rows[c];
                    outer_scores[k].at(dx, dy) = all;
                    inner_scores[k].at(dx, dy) = middle;
                }
            }
        for (std::size_t k = 0; k < columns.size(); ++k)
            for (const int width : {outer, inner}) {
                CorrelationSurface& s = width == outer ? outer_scores[k] : inner_scores[k];
                const std::int64_t left = columns[k] - width / 2, top = row - width / 2;
                const double pixels = static_cast<double>(width) * width;
                if (a.seen.square(left, top, width) < least_seen * pixels ||
                    b.seen.square(left + radius, top + radius, width) < least_seen * pixels)
                    continue;
                const double own = a.energy.square(left, top, width);
                std::array<double, static_cast<std::size_t>(side * side)> energy{};
                double largest = 0;
                std::size_t i = 0;
                for (int dy = 0; dy < side; ++dy)
                    for (int dx = 0; dx < side; ++dx, ++i) {
                        energy[i] = own + b.energy.square(left + dx, top + dy, width);
                        largest = std::max(largest, energy[i]);
                    }
                if (largest < least_energy_per_px * pixels)
                    continue;
                for (i = 0; i < energy.size(); ++i)
                    s.score[i] = energy[i] < least_energy_share * largest
                                     ? 0.0F
                                     : static_cast<float>(2 * static_cast<double>(s.score[i]) / energy[i]);
                add_peaks(s, static_cast<double>(reference.window().x0 + columns[k]), static_cast<double>(y), out);
            }
    }
    return out;
}

} // namespace didban
