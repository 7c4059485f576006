#include "didban/align/normalise.h"

#include "didban/base/error.h"
#include "quantile.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace didban {

namespace {

constexpr std::size_t fewest_pixels = 20;

/// Weighted means and central moments of pairs (x = target, y = reference).
struct Moments {
    double weight{}, x{}, y{}, xx{}, xy{}, yy{};
    std::size_t pixels{};
};

template <class Weight>
Moments moments_of(std::span<const float> reference, std::span<const float> target, const Weight& weight_of)
{
    Moments m;
    const auto each = [&](const auto& use) {
        for (std::size_t i = 0; i < target.size(); ++i) {
            const double w = weight_of(i);
            if (w > 0 && !std::isnan(reference[i]) && !std::isnan(target[i]))
                use(w, static_cast<double>(target[i]), static_cast<double>(reference[i]));
        }
    };
    each([&](double w, double x, double y) {
        m.weight += w;
        m.x += w * x;
        m.y += w * y;
        ++m.pixels;
    });
    if (!(m.weight > 0))
        return m;
    m.x /= m.weight;
    m.y /= m.weight;
    each([&](double w, double x, double y) {
        m.xx += w * (x - m.x) * (x - m.x) / m.weight;
        m.xy += w * (x - m.x) * (y - m.y) / m.weight;
        m.yy += w * (y - m.y) * (y - m.y) / m.weight;
    });
    return m;
}

NormalisationLine line_through(const Moments& m)
{
    NormalisationLine line;
    line.pixels = m.pixels;
    if (m.pixels < fewest_pixels || !(m.xx > 0) || !(m.yy > 0))
        return line;
    line.correlation = m.xy / std::sqrt(m.xx * m.yy);
    if (!(m.xy > 0))
        return line;
    const double difference = m.yy - m.xx;
    line.slope = (difference + std::sqrt(difference * difference + 4 * m.xy * m.xy)) / (2 * m.xy);
    line.intercept = m.y - line.slope * m.x;
    line.usable = true;
    return line;
}

double distance(const NormalisationLine& line, float reference, float target)
{
    return (static_cast<double>(reference) - line.intercept - line.slope * static_cast<double>(target)) /
           std::sqrt(1 + line.slope * line.slope);
}

} // namespace

NormalisationLine orthogonal_line(std::span<const float> reference, std::span<const float> target,
                                  std::span<const float> weights)
{
    if (reference.size() != target.size() || (!weights.empty() && weights.size() != target.size()))
        throw Error(ErrorKind::Internal, "orthogonal_line: the bands differ in length");
    return line_through(moments_of(
        reference, target, [&](std::size_t i) { return weights.empty() ? 1.0 : static_cast<double>(weights[i]); }));
}

NormalisationLine robust_line(std::span<const float> reference, std::span<const float> target)
{
    if (reference.size() != target.size())
        throw Error(ErrorKind::Internal, "robust_line: the bands differ in length");
    std::vector<double> x, y;
    for (std::size_t i = 0; i < target.size(); ++i)
        if (!std::isnan(reference[i]) && !std::isnan(target[i])) {
            x.push_back(static_cast<double>(target[i]));
            y.push_back(static_cast<double>(reference[i]));
        }
    NormalisationLine line;
    line.pixels = x.size();
    if (x.size() < fewest_pixels)
        return line;
    const double spread_x = quantile(x, 0.75) - quantile(x, 0.25), spread_y = quantile(y, 0.75) - quantile(y, 0.25);
    if (!(spread_x > 0) || !(spread_y > 0))
        return line;
    line.slope = spread_y / spread_x;
    line.intercept = quantile(y, 0.5) - line.slope * quantile(x, 0.5);
    std::vector<double> away;
    for (int round = 0; round < 30; ++round) {
        away.clear();
        for (std::size_t i = 0; i < target.size(); ++i)
            if (!std::isnan(reference[i]) && !std::isnan(target[i]))
                away.push_back(std::abs(distance(line, reference[i], target[i])));
        const double limit = std::max(3 * 1.4826 * quantile(away, 0.5), 1e-9 * (spread_x + spread_y));
        const NormalisationLine next = line_through(moments_of(reference, target, [&](std::size_t i) {
            const double u = distance(line, reference[i], target[i]) / limit;
            return std::abs(u) < 1 ? (1 - u * u) * (1 - u * u) : 0.0;
        }));
        if (!next.usable)
            return {1, 0, next.correlation, next.pixels, false};
        const bool settled = std::abs(next.slope - line.slope) < 1e-9 * next.slope &&
                             std::abs(next.intercept - line.intercept) < 1e-9 * spread_y;
        line = next;
        if (settled)
            break;
    }
    return line;
}

} // namespace didban
