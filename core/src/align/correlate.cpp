#include "didban/align/correlate.h"

#include "didban/base/error.h"

#include <opencv2/core.hpp>

#include <algorithm>
#include <cmath>

namespace didban {

namespace {

/// Spectrum of a complex field given pixel by pixel, padded with zeros.
template <class Value>
cv::Mat spectrum(const PixelWindow& window, cv::Size size, const Value& value)
{
    cv::Mat field = cv::Mat::zeros(size, CV_32FC2);
    std::size_t i = 0;
    for (std::int64_t r = 0; r < window.height; ++r) {
        auto* to = field.ptr<cv::Vec2f>(static_cast<int>(r));
        for (std::int64_t c = 0; c < window.width; ++c, ++i)
            to[c] = value(i);
    }
    cv::dft(field, field);
    return field;
}

/// Cross-correlation of two fields at every shift right and down, from their spectra.
cv::Mat correlation(const cv::Mat& reference, const cv::Mat& target)
{
    cv::Mat product;
    cv::mulSpectrums(target, reference, product, 0, true);
    cv::dft(product, product, cv::DFT_INVERSE | cv::DFT_SCALE);
    return product;
}

float energy(const Structure& s, std::size_t i)
{
    const float x = s.x.pixels()[i], y = s.y.pixels()[i];
    return x * x + y * y;
}

/// One score by its definition: cheaper than transforms when few shifts are asked for.
float score_at(const Structure& reference, const Structure& target, std::int64_t right, std::int64_t down)
{
    double common = 0, energies = 0;
    for (std::int64_t r = 0; r < reference.x.height(); ++r) {
        const auto ax = reference.x.row(r), ay = reference.y.row(r), av = reference.valid.row(r);
        const auto from = static_cast<std::size_t>(right);
        const auto bx = target.x.row(r + down).subspan(from), by = target.y.row(r + down).subspan(from),
                   bv = target.valid.row(r + down).subspan(from);
        float row_common = 0, row_energies = 0;
        for (std::size_t c = 0; c < ax.size(); ++c) {
            row_common += ax[c] * bx[c] + ay[c] * by[c];
            row_energies += bv[c] * (ax[c] * ax[c] + ay[c] * ay[c]) + av[c] * (bx[c] * bx[c] + by[c] * by[c]);
        }
        common += static_cast<double>(row_common);
        energies += static_cast<double>(row_energies);
    }
    return energies > 0 ? static_cast<float>(2 * common / energies) : 0.0F;
}

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
    if (radius <= 1) {
        for (int dy = -radius; dy <= radius; ++dy)
            for (int dx = -radius; dx <= radius; ++dx)
                surface.at(dx, dy) = score_at(reference, target, radius + dx, radius + dy);
        return surface;
    }
    const cv::Size size{cv::getOptimalDFTSize(static_cast<int>(width) + 2 * radius),
                        cv::getOptimalDFTSize(static_cast<int>(height) + 2 * radius)};
    const auto direction = [](const Structure& s) {
        return [&s](std::size_t i) { return cv::Vec2f{s.x.pixels()[i], s.y.pixels()[i]}; };
    };
    const cv::Mat common = correlation(spectrum(reference.x.window(), size, direction(reference)),
                                       spectrum(target.x.window(), size, direction(target)));
    // The energies of both, each where the other is valid, come out as the real part of one correlation of (energy,
    // valid) with (valid, energy).
    const cv::Mat energies =
        correlation(spectrum(reference.x.window(), size,
                             [&](std::size_t i) {
                                 return cv::Vec2f{energy(reference, i), reference.valid.pixels()[i]};
                             }),
                    spectrum(target.x.window(), size, [&](std::size_t i) {
                        return cv::Vec2f{target.valid.pixels()[i], energy(target, i)};
                    }));
    float most = 0;
    for (int r = 0; r < edge; ++r)
        for (int c = 0; c < edge; ++c)
            most = std::max(most, energies.at<cv::Vec2f>(r, c)[0]);
    // Shifts that bring hardly any structure together are left out: their score is a quotient of small numbers.
    for (int r = 0; r < edge; ++r)
        for (int c = 0; c < edge; ++c)
            if (const float both = energies.at<cv::Vec2f>(r, c)[0]; both > 0.1F * most)
                surface.score[static_cast<std::size_t>(r * edge + c)] = 2 * common.at<cv::Vec2f>(r, c)[0] / both;
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
