#include "didban/objects/cadastre_offset.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace didban {

namespace {

std::vector<Point> boundary_samples(const std::vector<const MultiPolygon*>& parcels, double step, std::size_t most)
{
    std::vector<Point> all;
    const auto add = [&](const Ring& ring) {
        for (std::size_t i = 0; i < ring.size(); ++i) {
            const Point &a = ring[i], &b = ring[(i + 1) % ring.size()];
            const int pieces = std::max(1, static_cast<int>(std::hypot(b.x - a.x, b.y - a.y) / step));
            for (int k = 0; k < pieces; ++k) {
                const double t = (k + 0.5) / pieces;
                all.push_back({a.x + t * (b.x - a.x), a.y + t * (b.y - a.y)});
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
    std::vector<Point> some;
    for (std::size_t i = 0; i < most; ++i)
        some.push_back(all[i * all.size() / most]);
    return some;
}

/// Mean edge strength at every shift of a square grid; NaN where too few samples have an image under them.
class ResponseGrid {
public:
    ResponseGrid(const std::vector<Point>& samples, const std::function<float(const Point&)>& gradient,
                 const OffsetOptions& o)
        : reach_(std::max(2, static_cast<int>(std::lround(o.reach_m / o.step_m)))), step_(o.step_m)
    {
        for (int y = -reach_; y <= reach_; ++y)
            for (int x = -reach_; x <= reach_; ++x) {
                double sum = 0;
                std::size_t count = 0;
                for (const Point& p : samples)
                    if (const float g = gradient({p.x + x * step_, p.y + y * step_}); !std::isnan(g)) {
                        sum += static_cast<double>(g);
                        ++count;
                    }
                const bool enough = 2 * count >= samples.size() && count > 0;
                values_.push_back(enough ? sum / static_cast<double>(count) : std::nan(""));
                seen_ = std::max(seen_, count);
            }
    }

    [[nodiscard]] int reach() const { return reach_; }
    [[nodiscard]] double at(int x, int y) const
    {
        return values_[static_cast<std::size_t>((y + reach_) * (2 * reach_ + 1) + x + reach_)];
    }
    [[nodiscard]] std::size_t seen() const { return seen_; }
    template <class Visit>
    void each(Visit visit) const
    {
        for (int y = -reach_; y <= reach_; ++y)
            for (int x = -reach_; x <= reach_; ++x)
                if (!std::isnan(at(x, y)))
                    visit(x, y, at(x, y));
    }

private:
    int reach_;
    double step_;
    std::vector<double> values_;
    std::size_t seen_{};
};

/// Vertex of the parabola through three equally spaced values, in steps from the middle one.
double vertex(double before, double middle, double after)
{
    const double bend = before - 2 * middle + after;
    return bend < 0 ? std::clamp((before - after) / (2 * bend), -0.5, 0.5) : 0;
}

} // namespace

OffsetEstimate estimate_offset(const std::vector<const MultiPolygon*>& parcels,
                               const std::function<float(const Point&)>& gradient, const OffsetOptions& options)
{
    OffsetEstimate out;
    constexpr std::size_t least_samples = 40;
    const auto samples = boundary_samples(parcels, options.sample_m, options.most_samples);
    if (samples.size() < least_samples) {
        out.reason = "too little boundary to compare";
        return out;
    }
    const ResponseGrid grid(samples, gradient, options);
    out.samples = grid.seen();

    int px = 0, py = 0;
    double peak = -std::numeric_limits<double>::infinity();
    grid.each([&](int x, int y, double value) {
        if (value > peak) {
            peak = value;
            px = x;
            py = y;
        }
    });
    const double apart = 2 / options.step_m; // steps
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
    if (count < 50) {
        out.reason = "too little of the block is seen";
        return out;
    }
    const double mean = sum / count, deviation = std::sqrt(std::max(0.0, squares / count - mean * mean));
    if (!(deviation > 0)) {
        out.reason = "the image shows no edges here";
        return out;
    }
    out.score = (peak - mean) / deviation;
    out.rival = (rival - mean) / deviation;
    if (std::abs(px) == grid.reach() || std::abs(py) == grid.reach())
        out.reason = "the best shift lies at the end of the search";
    else if (out.rival > 0.75 * out.score)
        out.reason = "another shift fits nearly as well";
    else if (out.score < options.least_score)
        out.reason = "the peak does not stand out";
    if (!out.reason.empty())
        return out;
    out.significant = true;
    out.dx_m = options.step_m * (px + vertex(grid.at(px - 1, py), peak, grid.at(px + 1, py)));
    out.dy_m = options.step_m * (py + vertex(grid.at(px, py - 1), peak, grid.at(px, py + 1)));
    return out;
}

} // namespace didban
