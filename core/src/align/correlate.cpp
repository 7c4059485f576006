#include "didban/align/correlate.h"

#include "didban/base/error.h"

#include <opencv2/core.hpp>

#include <algorithm>
#include <cmath>
#include <complex>

namespace didban {

namespace {

using Complex = std::complex<float>;

cv::Mat spectrum(const Structure& s, cv::Size size)
{
    cv::Mat field = cv::Mat::zeros(size, CV_32FC2);
    for (std::int64_t r = 0; r < s.x.height(); ++r) {
        auto* to = field.ptr<cv::Vec2f>(static_cast<int>(r));
        for (std::int64_t c = 0; c < s.x.width(); ++c)
            to[c] = {s.x.at(c, r), s.y.at(c, r)};
    }
    cv::dft(field, field, 0, static_cast<int>(s.x.height()));
    return field;
}

/// Sums of |structure|² over rectangles.
class EnergySums {
public:
    explicit EnergySums(const Structure& s)
        : stride_(s.x.width() + 1), sums_(static_cast<std::size_t>(stride_ * (s.x.height() + 1)))
    {
        for (std::int64_t r = 0; r < s.x.height(); ++r) {
            double row = 0;
            for (std::int64_t c = 0; c < s.x.width(); ++c) {
                const auto x = static_cast<double>(s.x.at(c, r)), y = static_cast<double>(s.y.at(c, r));
                row += x * x + y * y;
                at(c + 1, r + 1) = at(c + 1, r) + row;
            }
        }
    }
    [[nodiscard]] double over(std::int64_t c, std::int64_t r, std::int64_t width, std::int64_t height)
    {
        return at(c + width, r + height) - at(c, r + height) - at(c + width, r) + at(c, r);
    }

private:
    double& at(std::int64_t c, std::int64_t r) { return sums_[static_cast<std::size_t>(r * stride_ + c)]; }
    std::int64_t stride_;
    std::vector<double> sums_;
};

float median_of(std::vector<float> v)
{
    const auto middle = v.begin() + static_cast<std::ptrdiff_t>(v.size() / 2);
    std::nth_element(v.begin(), middle, v.end());
    return *middle;
}

} // namespace

CorrelationSurface correlate(const Structure& reference, const Structure& target, int radius)
{
    const std::int64_t width = reference.x.width(), height = reference.x.height();
    if (target.x.width() != width + 2 * radius || target.x.height() != height + 2 * radius)
        throw Error(ErrorKind::Internal, "correlate: the target window must reach `radius` further than the reference");
    const int edge = 2 * radius + 1;
    CorrelationSurface surface{radius,
                               std::vector<float>(static_cast<std::size_t>(edge) * static_cast<std::size_t>(edge))};
    EnergySums reference_energy(reference), target_energy(target);
    const double e1 = reference_energy.over(0, 0, width, height);
    if (!(e1 > 0))
        return surface;

    const cv::Size size{cv::getOptimalDFTSize(static_cast<int>(width) + 2 * radius),
                        cv::getOptimalDFTSize(static_cast<int>(height) + 2 * radius)};
    cv::Mat product;
    cv::mulSpectrums(spectrum(target, size), spectrum(reference, size), product, 0, true);
    cv::dft(product, product, cv::DFT_INVERSE | cv::DFT_SCALE, edge);
    for (int r = 0; r < edge; ++r)
        for (int c = 0; c < edge; ++c) {
            const double e2 = target_energy.over(c, r, width, height);
            const auto sum = static_cast<double>(product.at<cv::Vec2f>(r, c)[0]);
            surface.score[static_cast<std::size_t>(r * edge + c)] =
                e2 > 1e-6 * e1 ? static_cast<float>(sum / std::sqrt(e1 * e2)) : 0.0F;
        }
    return surface;
}

CorrelationPeak find_peak(const CorrelationSurface& surface, int apart)
{
    CorrelationPeak peak;
    const auto highest = std::max_element(surface.score.begin(), surface.score.end());
    const int edge = 2 * surface.radius + 1, at = static_cast<int>(highest - surface.score.begin());
    peak.dx = at % edge - surface.radius;
    peak.dy = at / edge - surface.radius;
    peak.score = static_cast<double>(*highest);
    peak.at_edge = std::max(std::abs(peak.dx), std::abs(peak.dy)) == surface.radius;
    float second = -1;
    for (int dy = -surface.radius; dy <= surface.radius; ++dy)
        for (int dx = -surface.radius; dx <= surface.radius; ++dx)
            if (std::max(std::abs(dx - peak.dx), std::abs(dy - peak.dy)) > apart)
                second = std::max(second, surface.at(dx, dy));
    peak.second = static_cast<double>(second);
    const float median = median_of(surface.score);
    std::vector<float> deviations = surface.score;
    for (float& v : deviations)
        v = std::abs(v - median);
    const double spread = 1.4826 * static_cast<double>(median_of(std::move(deviations)));
    peak.sharpness = spread > 0 ? (peak.score - static_cast<double>(median)) / spread : 0;
    return peak;
}

std::optional<SubpixelPeak> refine_peak(const CorrelationSurface& surface, int dx, int dy)
{
    if (std::max(std::abs(dx), std::abs(dy)) >= surface.radius)
        return std::nullopt;
    // Least squares of a + b x + c y + d x² + e y² + f x y on the 3 × 3 neighbourhood, in closed form.
    double b = 0, c = 0, d = 0, e = 0, f = 0;
    for (int y = -1; y <= 1; ++y)
        for (int x = -1; x <= 1; ++x) {
            const auto z = static_cast<double>(surface.at(dx + x, dy + y));
            b += x * z / 6;
            c += y * z / 6;
            d += (x * x - 2.0 / 3) * z / 2;
            e += (y * y - 2.0 / 3) * z / 2;
            f += x * y * z / 4;
        }
    const double determinant = 4 * d * e - f * f;
    if (!(d < 0 && e < 0 && determinant > 0))
        return std::nullopt;
    SubpixelPeak peak{{(f * c - 2 * e * b) / determinant, (f * b - 2 * d * c) / determinant}, 0, 0};
    peak.offset.x = std::clamp(peak.offset.x, -1.0, 1.0);
    peak.offset.y = std::clamp(peak.offset.y, -1.0, 1.0);
    const double middle = -(d + e), apart = std::hypot(d - e, f);
    peak.least_curvature = middle - apart;
    peak.greatest_curvature = middle + apart;
    return peak;
}

} // namespace didban
