#include "didban/objects/cadastre_offset.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace didban {

namespace {

constexpr double weight_per_m = 0.05; ///< log-likelihood of one metre of boundary on a perfect edge
constexpr double far_off_share = 0.1, far_off_sigmas = 3;

struct Sample {
    Point at, normal;
    double length_m{};
};

std::vector<Sample> boundary_samples(const std::vector<const MultiPolygon*>& parcels, double step, std::size_t most)
{
    std::vector<Sample> all;
    const auto add = [&](const Ring& ring) {
        for (std::size_t i = 0; i < ring.size(); ++i) {
            const Point &a = ring[i], &b = ring[(i + 1) % ring.size()];
            const double length = std::hypot(b.x - a.x, b.y - a.y);
            if (!(length > 0))
                continue;
            const int pieces = std::max(1, static_cast<int>(length / step));
            const Point normal{-(b.y - a.y) / length, (b.x - a.x) / length};
            for (int k = 0; k < pieces; ++k) {
                const double t = (k + 0.5) / pieces;
                all.push_back({{a.x + t * (b.x - a.x), a.y + t * (b.y - a.y)}, normal, length / pieces});
            }
        }
    };
    for (const MultiPolygon* parcel : parcels)
        for (const auto& part : parcel->parts) {
            add(part.outer);
            for (const auto& hole : part.holes)
                add(hole);
        }
    if (all.size() <= most)
        return all;
    std::vector<Sample> some;
    const double more = static_cast<double>(all.size()) / static_cast<double>(most);
    for (std::size_t i = 0; i < most; ++i) {
        some.push_back(all[i * all.size() / most]);
        some.back().length_m *= more;
    }
    return some;
}

/// Values at the shifts of a square grid, row by row from the south-west; NaN where too few samples have an image.
class ShiftGrid {
public:
    ShiftGrid(double reach_m, double step_m)
        : reach_(std::max(2, static_cast<int>(std::lround(reach_m / step_m)))), step_(step_m),
          values_(static_cast<std::size_t>((2 * reach_ + 1) * (2 * reach_ + 1)))
    {
    }
    [[nodiscard]] int reach() const { return reach_; }
    [[nodiscard]] double step() const { return step_; }
    [[nodiscard]] double& at(int x, int y)
    {
        return values_[static_cast<std::size_t>((y + reach_) * (2 * reach_ + 1) + x + reach_)];
    }
    [[nodiscard]] const std::vector<double>& values() const { return values_; }
    template <class Visit>
    void each(Visit visit)
    {
        for (int y = -reach_; y <= reach_; ++y)
            for (int x = -reach_; x <= reach_; ++x)
                visit(x, y, at(x, y));
    }

private:
    int reach_;
    double step_;
    std::vector<double> values_;
};

/// A boundary sample in one view's pixels: where it lies, and which way its normal points.
struct PixelSample {
    double col, row, right, down;
};

std::vector<PixelSample> in_pixels(const std::vector<Sample>& samples, const EdgeView& view)
{
    std::vector<PixelSample> out;
    out.reserve(samples.size());
    const auto x0 = static_cast<double>(view.x.window().x0), y0 = static_cast<double>(view.x.window().y0);
    for (const Sample& s : samples) {
        const Point at = view.transform.to_pixel(s.at.x + view.lean.x, s.at.y + view.lean.y);
        const Point beside =
            view.transform.to_pixel(s.at.x + view.lean.x + s.normal.x, s.at.y + view.lean.y + s.normal.y);
        const double length = std::hypot(beside.x - at.x, beside.y - at.y);
        out.push_back({at.x - x0, at.y - y0, (beside.x - at.x) / length, (beside.y - at.y) / length});
    }
    return out;
}

/// Adds one view's edge strength along the boundaries, metres of perfect edge, to every shift of the grid.
std::size_t add_view(ShiftGrid& grid, const std::vector<Sample>& samples, const EdgeView& view)
{
    const auto pixels = in_pixels(samples, view);
    const Point origin = view.transform.to_pixel(0, 0), east = view.transform.to_pixel(grid.step(), 0),
                north = view.transform.to_pixel(0, grid.step());
    ShiftGrid here(grid.step() * grid.reach(), grid.step());
    double whole_m = 0;
    for (const Sample& s : samples)
        whole_m += s.length_m;
    const auto width = static_cast<double>(view.x.width()), height = static_cast<double>(view.x.height());
    std::size_t seen = 0;
    here.each([&](int x, int y, double& value) {
        const double right = x * (east.x - origin.x) + y * (north.x - origin.x),
                     down = x * (east.y - origin.y) + y * (north.y - origin.y);
        double sum = 0, metres = 0;
        std::size_t count = 0;
        for (std::size_t i = 0; i < pixels.size(); ++i) {
            const PixelSample& p = pixels[i];
            const double at_col = p.col + right, at_row = p.row + down;
            if (!(at_col >= 0 && at_row >= 0 && at_col < width && at_row < height))
                continue;
            const auto col = static_cast<std::int64_t>(at_col), row = static_cast<std::int64_t>(at_row);
            const float gx = view.x.at(col, row), gy = view.y.at(col, row);
            if (std::isnan(gx))
                continue;
            sum += samples[i].length_m * std::abs(static_cast<double>(gx) * p.right + static_cast<double>(gy) * p.down);
            metres += samples[i].length_m;
            ++count;
        }
        value = metres > 0.3 * whole_m ? sum / metres : std::nan("");
        seen = std::max(seen, count);
    });
    if (seen == 0)
        return 0;
    std::vector<double> sorted;
    here.each([&](int, int, double v) {
        if (!std::isnan(v))
            sorted.push_back(v);
    });
    if (sorted.empty())
        return 0;
    const auto middle = sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 2);
    std::nth_element(sorted.begin(), middle, sorted.end());
    const double usual = *middle;
    const double seen_m = whole_m * static_cast<double>(seen) / static_cast<double>(samples.size());
    here.each([&](int x, int y, double v) {
        if (!std::isnan(v)) // a shift that cannot be judged is as good as the usual one
            grid.at(x, y) += seen_m * (v - usual);
    });
    return seen;
}

/// How far the best shift stands out among the others, and why it does not count when it does not.
void judge_peak(ShiftGrid& grid, const OffsetOptions& options, OffsetEstimate& out)
{
    int px = 0, py = 0;
    double peak = -std::numeric_limits<double>::infinity();
    grid.each([&](int x, int y, double value) {
        if (value > peak) {
            peak = value;
            px = x;
            py = y;
        }
    });
    const double apart = 2 / grid.step();
    double sum = 0, squares = 0, rival = -std::numeric_limits<double>::infinity();
    int count = 0;
    grid.each([&](int x, int y, double value) {
        if (std::hypot(x - px, y - py) <= apart)
            return;
        sum += value;
        squares += value * value;
        rival = std::max(rival, value);
        ++count;
    });
    const double mean = sum / count, deviation = std::sqrt(std::max(0.0, squares / count - mean * mean));
    if (!(deviation > 1e-9)) {
        out.reason = "the image shows no edges here";
        return;
    }
    out.score = (peak - mean) / deviation;
    out.rival = (rival - mean) / deviation;
    if (std::abs(px) == grid.reach() || std::abs(py) == grid.reach())
        out.reason = "the best shift lies at the end of the search";
    else if (out.rival > 0.75 * out.score)
        out.reason = "another shift fits nearly as well";
    else if (out.score < options.least_score)
        out.reason = "the peak does not stand out";
    out.significant = out.reason.empty();
}

/// Logarithm of the prior density of a shift, but for a constant.
double log_prior(double dx, double dy, double accuracy_m)
{
    const double r2 = (dx * dx + dy * dy) / (2 * accuracy_m * accuracy_m), wide = far_off_sigmas * far_off_sigmas;
    return std::log((1 - far_off_share) * std::exp(-r2) + far_off_share / wide * std::exp(-r2 / wide));
}

void average(ShiftGrid& grid, double accuracy_m, OffsetEstimate& out)
{
    double most = -std::numeric_limits<double>::infinity();
    grid.each([&](int x, int y, double& value) {
        value = weight_per_m * value + log_prior(x * grid.step(), y * grid.step(), accuracy_m);
        most = std::max(most, value);
    });
    double total = 0, east = 0, north = 0, squares = 0;
    grid.each([&](int x, int y, double value) {
        const double p = std::exp(value - most), dx = x * grid.step(), dy = y * grid.step();
        total += p;
        east += p * dx;
        north += p * dy;
        squares += p * (dx * dx + dy * dy);
    });
    out.dx_m = east / total;
    out.dy_m = north / total;
    const double variance = (squares / total - out.dx_m * out.dx_m - out.dy_m * out.dy_m) / 2;
    out.sigma_m = std::hypot(std::sqrt(std::max(0.0, variance)), grid.step() / std::sqrt(12.0));
}

} // namespace

OffsetEstimate estimate_offset(const std::vector<const MultiPolygon*>& parcels, const std::vector<EdgeView>& views,
                               double accuracy_m, const OffsetOptions& options)
{
    OffsetEstimate out;
    out.sigma_m = accuracy_m;
    constexpr std::size_t least_samples = 40;
    const auto samples = boundary_samples(parcels, options.sample_m, options.most_samples);
    if (samples.size() < least_samples) {
        out.reason = "too little boundary to compare";
        return out;
    }
    ShiftGrid grid(options.reach_m, options.step_m);
    for (const EdgeView& view : views)
        if (!view.x.empty())
            out.samples += add_view(grid, samples, view);
    if (out.samples < least_samples) {
        out.reason = "too little of the block is seen";
        return out;
    }
    judge_peak(grid, options, out);
    if (accuracy_m > 0)
        average(grid, accuracy_m, out);
    return out;
}

} // namespace didban
