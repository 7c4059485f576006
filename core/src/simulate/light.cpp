#include "light.h"

#include <numbers>

namespace didban::simulate {

namespace {

constexpr int coarse_cell = 16;

} // namespace

double shadow_reach(const SunPosition& sun)
{
    return (tallest + deepest + 1) / std::tan(std::max(8.0, sun.elevation) * degree);
}

std::vector<float> sunlit_share(const Canvas& canvas, const SunPosition& sun)
{
    const int columns = canvas.columns(), rows = canvas.rows();
    const double east = std::sin(sun.azimuth * degree),
                 south = -std::cos(sun.azimuth * degree); // towards the sun, in columns and rows
    const bool by_rows = std::abs(south) >= std::abs(east);
    const double major = by_rows ? south : east, minor = by_rows ? east : south;
    const int toward = major > 0 ? 1 : -1;
    const double drift = minor / std::abs(major); // cells along the other axis per step towards the sun
    const float drop =
        static_cast<float>(canvas.cell() * std::hypot(1.0, drift) * std::tan(std::max(8.0, sun.elevation) * degree));
    const int whole = static_cast<int>(std::floor(drift));
    const float part = static_cast<float>(drift - whole);

    const std::vector<float>& height = canvas.heights();
    std::vector<float> top = height; // of whatever blocks the ray: the thing itself or the shadow in the air above it
    std::vector<float> lit(height.size(), 1.0F);
    const int lines = by_rows ? rows : columns, across = by_rows ? columns : rows;
    const std::size_t along_step = by_rows ? 1 : static_cast<std::size_t>(columns),
                      line_step = by_rows ? static_cast<std::size_t>(columns) : 1;
    for (int k = 1; k < lines; ++k) {
        const int line = toward > 0 ? lines - 1 - k : k;
        const std::size_t here = static_cast<std::size_t>(line) * line_step,
                          sunward = static_cast<std::size_t>(line + toward) * line_step;
        for (int a = 0; a < across; ++a) {
            const int n = std::clamp(a + whole, 0, across - 1), m = std::clamp(a + whole + 1, 0, across - 1);
            const std::size_t at = here + static_cast<std::size_t>(a) * along_step;
            const float shadow = top[sunward + static_cast<std::size_t>(n) * along_step] * (1 - part) +
                                 top[sunward + static_cast<std::size_t>(m) * along_step] * part - drop;
            const float z = height[at];
            lit[at] = std::clamp((z - shadow) * 5.0F + 0.5F, 0.0F, 1.0F);
            top[at] = std::max(z, shadow);
        }
    }
    return lit;
}

double LineOfSight::reach(double off_nadir_degrees)
{
    return (tallest + 1) * std::tan(off_nadir_degrees * degree);
}

LineOfSight::LineOfSight(const Canvas& canvas, double off_nadir_degrees, double azimuth_degrees) : canvas_(canvas)
{
    const double slope = std::max(1e-6, std::tan(off_nadir_degrees * degree));
    step_c_ = std::sin(azimuth_degrees * degree);
    step_r_ = -std::cos(azimuth_degrees * degree);
    rise_ = canvas.cell() / slope;
    coarse_columns_ = canvas.columns() / coarse_cell + 1;
    const int coarse_rows = canvas.rows() / coarse_cell + 1;
    std::vector<float> own(static_cast<std::size_t>(coarse_columns_) * static_cast<std::size_t>(coarse_rows), 0.0F);
    for (int r = 0; r < canvas.rows(); ++r)
        for (int c = 0; c < canvas.columns(); ++c) {
            float& most = own[static_cast<std::size_t>(r / coarse_cell) * static_cast<std::size_t>(coarse_columns_) +
                              static_cast<std::size_t>(c / coarse_cell)];
            most = std::max(most, canvas.heights()[canvas.index(c, r)]);
        }
    const int around = static_cast<int>(std::ceil(reach(off_nadir_degrees) / canvas.cell() / coarse_cell)) + 1;
    std::vector<float> wide = own;
    coarse_ = own;
    for (int r = 0; r < coarse_rows; ++r) // separable maximum
        for (int c = 0; c < coarse_columns_; ++c)
            for (int n = std::max(0, c - around); n <= std::min(coarse_columns_ - 1, c + around); ++n) {
                float& most = wide[static_cast<std::size_t>(r * coarse_columns_ + c)];
                most = std::max(most, own[static_cast<std::size_t>(r * coarse_columns_ + n)]);
            }
    for (int r = 0; r < coarse_rows; ++r)
        for (int c = 0; c < coarse_columns_; ++c)
            for (int n = std::max(0, r - around); n <= std::min(coarse_rows - 1, r + around); ++n) {
                float& most = coarse_[static_cast<std::size_t>(r * coarse_columns_ + c)];
                most = std::max(most, wide[static_cast<std::size_t>(n * coarse_columns_ + c)]);
            }
}

Seen LineOfSight::at(int c, int r) const
{
    const double highest =
        static_cast<double>(coarse_[static_cast<std::size_t>((r / coarse_cell) * coarse_columns_ + c / coarse_cell)]);
    for (int k = static_cast<int>(std::ceil(highest / rise_)); k > 0; --k) {
        // A point at height k·rise above cell q shows k steps away from q.
        const int qc = c - static_cast<int>(std::lround(k * step_c_)),
                  qr = r - static_cast<int>(std::lround(k * step_r_));
        if (qc < 0 || qr < 0 || qc >= canvas_.columns() || qr >= canvas_.rows())
            continue;
        const double z = k * rise_, there = static_cast<double>(canvas_.heights()[canvas_.index(qc, qr)]);
        if (there >= z - rise_ / 2)
            return {qc, qr, there > z + rise_ * 0.75 + 0.4, static_cast<float>(std::min(z, there))};
    }
    return {c, r, false, canvas_.heights()[canvas_.index(c, r)]};
}

} // namespace didban::simulate
