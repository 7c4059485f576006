#include "didban/change/height_detector.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace didban {

namespace {

constexpr double softness_m = 0.35; ///< of the decision, about the noise of a surface model's pixel

/// How far `at` lies above (or, negative, below) everything that `other` shows within `radius`; NaN when it shows
/// nothing.
double beyond(double at, const Raster<float>& other, std::int64_t col, std::int64_t row, int radius)
{
    double low = std::numeric_limits<double>::infinity(), high = -low;
    for (std::int64_t y = row - radius; y <= row + radius; ++y)
        for (std::int64_t x = col - radius; x <= col + radius; ++x) {
            if (x < 0 || y < 0 || x >= other.width() || y >= other.height())
                continue;
            const double v = static_cast<double>(other.at(x, y));
            if (std::isnan(v))
                continue;
            low = std::min(low, v);
            high = std::max(high, v);
        }
    if (low > high)
        return std::numeric_limits<double>::quiet_NaN();
    return at > high ? at - high : at < low ? at - low : 0;
}

} // namespace

HeightDetector::HeightDetector(double residual_px, double least_m)
    : radius_(std::clamp(static_cast<int>(std::lround(1.5 * residual_px)), 1, 4)), least_m_(least_m)
{
}

CellChange HeightDetector::detect(const PairCell& cell) const
{
    CellChange out{Raster<float>(cell.core, missing_pixel), Raster<float>(cell.core, 0.5F), {}};
    const Raster<float>&before = cell.before.front(), &after = cell.after.front();
    const std::int64_t dx = cell.core.x0 - before.window().x0, dy = cell.core.y0 - before.window().y0;
    for (std::int64_t row = 0; row < cell.core.height; ++row)
        for (std::int64_t col = 0; col < cell.core.width; ++col) {
            const double a = static_cast<double>(before.at(col + dx, row + dy)),
                         b = static_cast<double>(after.at(col + dx, row + dy));
            if (std::isnan(a) || std::isnan(b))
                continue;
            const double up = beyond(b, before, col + dx, row + dy, radius_),
                         back = -beyond(a, after, col + dx, row + dy, radius_);
            // Both dates must disagree about it, so that a roof edge that moved does not count.
            const double change = up > 0 && back > 0 ? std::min(up, back) : up < 0 && back < 0 ? std::max(up, back) : 0;
            out.change.at(col, row) =
                static_cast<float>(1 / (1 + std::exp(-(std::abs(change) - least_m_) / softness_m)));
            out.appeared.at(col, row) = change > 0 ? 1.0F : change < 0 ? 0.0F : 0.5F;
        }
    return out;
}

} // namespace didban
