#include "didban/change/change_posterior.h"

#include "didban/change/irmad.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace didban {

namespace {

constexpr std::size_t bins = 4096;
constexpr double log_low = -14, log_high = 28; // natural logarithm of the statistic

/// The value that an unchanged pixel exceeds with probability `tail`, by bisection.
double chi_square_quantile(double tail, std::size_t degrees)
{
    double a = 0, b = 1000 + 10 * static_cast<double>(degrees);
    for (int k = 0; k < 80; ++k) {
        const double middle = (a + b) / 2;
        (no_change_probability(middle, degrees) > tail ? a : b) = middle;
    }
    return a;
}

struct Classes {
    double low_mean{}, high_mean{}, variance{};
    [[nodiscard]] double middle() const { return (low_mean + high_mean) / 2; }
};

/// Two classes of the square root, split at `boundary`.
Classes classes_at(const std::vector<std::int64_t>& counts, double boundary)
{
    double n[2]{}, sum[2]{}, square[2]{};
    for (std::size_t k = 0; k < bins; ++k) {
        const double v = std::sqrt(ChiSquareHistogram::centre(k)), w = static_cast<double>(counts[k]);
        const int side = v > boundary ? 1 : 0;
        n[side] += w;
        sum[side] += w * v;
        square[side] += w * v * v;
    }
    Classes out;
    double scatter = 0;
    for (int side = 0; side < 2; ++side) {
        const double mean = n[side] > 0 ? sum[side] / n[side] : boundary;
        (side == 0 ? out.low_mean : out.high_mean) = mean;
        scatter += n[side] > 0 ? std::max(0.0, square[side] - n[side] * mean * mean) : 0;
    }
    out.variance = scatter / std::max(1.0, n[0] + n[1]);
    return out;
}

double quantile(const std::vector<std::int64_t>& counts, std::int64_t total, double share)
{
    std::int64_t seen = 0;
    for (std::size_t k = 0; k < bins; ++k) {
        seen += counts[k];
        if (static_cast<double>(seen) >= share * static_cast<double>(total))
            return ChiSquareHistogram::centre(k);
    }
    return ChiSquareHistogram::centre(bins - 1);
}

} // namespace

ChiSquareHistogram::ChiSquareHistogram() : counts_(bins) {}

double ChiSquareHistogram::centre(std::size_t bin)
{
    return std::exp(log_low + (static_cast<double>(bin) + 0.5) * (log_high - log_low) / static_cast<double>(bins));
}

void ChiSquareHistogram::add(std::span<const double> chi_square)
{
    for (const double v : chi_square) {
        if (std::isnan(v))
            continue;
        const double place = v > 0 ? (std::log(v) - log_low) / (log_high - log_low) * static_cast<double>(bins) : 0;
        ++counts_[static_cast<std::size_t>(std::clamp(place, 0.0, static_cast<double>(bins) - 1))];
    }
}

void ChiSquareHistogram::merge(const ChiSquareHistogram& other)
{
    for (std::size_t k = 0; k < bins; ++k)
        counts_[k] += other.counts_[k];
}

std::int64_t ChiSquareHistogram::total() const
{
    std::int64_t sum = 0;
    for (const auto c : counts_)
        sum += c;
    return sum;
}

double ChangePosterior::operator()(double chi_square) const
{
    if (std::isnan(chi_square))
        return std::numeric_limits<double>::quiet_NaN();
    return 1 / (1 + std::exp(-slope * (std::sqrt(std::max(0.0, chi_square)) - boundary)));
}

LookUp ChangePosterior::by_root() const
{
    // Beyond these log odds a float holds 0 and 1.
    constexpr double least = -90, most = 18;
    const double step = slope > 0 ? slope : 1;
    return {boundary + least / step, boundary + most / step, 16384,
            [&](double root) { return 1 / (1 + std::exp(-slope * (root - boundary))); }};
}

ChangePosterior fit_change_posterior(const ChiSquareHistogram& histogram, std::size_t degrees)
{
    const auto& counts = histogram.counts();
    const auto total = histogram.total();
    const double median = quantile(counts, total, 0.5);
    double boundary = std::sqrt(quantile(counts, total, 0.9));
    Classes classes;
    for (int k = 0; k < 200; ++k) {
        classes = classes_at(counts, boundary);
        const double next = classes.middle();
        const bool settled = std::abs(next - boundary) < 1e-9;
        boundary = next;
        if (settled)
            break;
    }
    const double scale = std::max(1.0, median / chi_square_quantile(0.5, degrees));
    const double floor = std::sqrt(scale * chi_square_quantile(1e-3, degrees));
    ChangePosterior out;
    out.boundary = std::max(boundary, floor);
    out.slope = std::clamp((classes.high_mean - classes.low_mean) / std::max(classes.variance, 1e-6), 0.05, 20.0);
    return out;
}

} // namespace didban
