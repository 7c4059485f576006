#include "didban/change/sar_detector.h"

#include "didban/change/irmad.h"
#include "didban/grid/raster.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace didban {

namespace {

constexpr double bins_per_unit = 500, widest = 12; ///< of the natural log-ratio histogram

/// −ln of a group's likelihood ratio against dates of their own: N ln(mean of all) − Σ n ln(own mean), for one
/// polarisation.
double excess(std::span<const double> intensities, std::size_t first, std::size_t stride, std::span<const double> looks)
{
    double sum = 0, all = 0, own = 0;
    for (std::size_t d = 0; d < looks.size(); ++d) {
        const double v = intensities[first + d * stride];
        if (!(v > 0))
            return std::nan("");
        sum += looks[d] * v;
        all += looks[d];
        own += looks[d] * std::log(v);
    }
    return all * std::log(sum / all) - own;
}

} // namespace

SpeckleTest omnibus_test(std::span<const double> intensities, std::size_t polarisations, std::span<const double> looks)
{
    SpeckleTest out;
    const auto dates = static_cast<double>(looks.size());
    if (looks.size() < 2 || polarisations == 0)
        return out;
    double minus_ln_q = 0, inverse = 0, all = 0;
    for (std::size_t p = 0; p < polarisations; ++p)
        minus_ln_q += excess(intensities, p, polarisations, looks);
    for (const double n : looks) {
        inverse += 1 / n;
        all += n;
    }
    const double rho = 1 - (inverse - 1 / all) / (6 * (dates - 1));
    out.degrees = polarisations * (looks.size() - 1);
    out.statistic = 2 * rho * std::max(0.0, minus_ln_q);
    if (std::isnan(minus_ln_q)) {
        out.statistic = out.no_change = minus_ln_q;
        return out;
    }
    const double omega = -static_cast<double>(out.degrees) / 4 * (1 - 1 / rho) * (1 - 1 / rho);
    const double plain = no_change_probability(out.statistic, out.degrees),
                 more = no_change_probability(out.statistic, out.degrees + 4);
    out.no_change = std::clamp(plain + omega * (more - plain), 0.0, 1.0);
    return out;
}

LogRatioHistogram::LogRatioHistogram() : counts_(static_cast<std::size_t>(2 * widest * bins_per_unit) + 1, 0) {}

void LogRatioHistogram::add(double log_ratio)
{
    if (std::isnan(log_ratio))
        return;
    const double bin = std::clamp((log_ratio + widest) * bins_per_unit, 0.0, static_cast<double>(counts_.size() - 1));
    ++counts_[static_cast<std::size_t>(std::lround(bin))];
}

void LogRatioHistogram::merge(const LogRatioHistogram& other)
{
    for (std::size_t i = 0; i < counts_.size(); ++i)
        counts_[i] += other.counts_[i];
}

std::int64_t LogRatioHistogram::total() const
{
    std::int64_t sum = 0;
    for (const std::int64_t c : counts_)
        sum += c;
    return sum;
}

double LogRatioHistogram::median() const
{
    const std::int64_t all = total();
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < counts_.size() && all > 0; ++i) {
        sum += counts_[i];
        if (2 * sum >= all)
            return static_cast<double>(i) / bins_per_unit - widest;
    }
    return 0;
}

double LogRatioHistogram::looks() const
{
    const double middle = median();
    std::vector<std::pair<double, std::int64_t>> statistic;
    for (std::size_t i = 0; i < counts_.size(); ++i) {
        if (counts_[i] == 0)
            continue;
        const double l = static_cast<double>(i) / bins_per_unit - widest - middle;
        // 2 ln((r + 1) / 2) − ln r = 2 ln cosh(l / 2); the bin's width blurs it by a 12th of its square over 4.
        statistic.emplace_back(2 * std::log(std::cosh(l / 2)), counts_[i]);
    }
    std::sort(statistic.begin(), statistic.end());
    const std::int64_t all = total();
    std::int64_t sum = 0;
    for (const auto& [g, count] : statistic) {
        sum += count;
        if (2 * sum >= all)
            return std::clamp((0.454936 / std::max(g, 1e-9) + 0.5) / 2, 0.5, 1000.0);
    }
    return 1;
}

Raster<float> log_intensity(const Raster<float>& band, const PixelWindow& core, bool decibel, int window)
{
    Raster<float> out(core, missing_pixel);
    const PixelWindow& w = band.window();
    const std::int64_t radius = window / 2;
    for (std::int64_t row = 0; row < core.height; ++row)
        for (std::int64_t col = 0; col < core.width; ++col) {
            const std::int64_t x = core.x0 + col - w.x0, y = core.y0 + row - w.y0;
            if (std::isnan(band.at(x, y)))
                continue;
            double sum = 0;
            int seen = 0;
            for (std::int64_t v = y - radius; v <= y + radius; ++v)
                for (std::int64_t u = x - radius; u <= x + radius; ++u) {
                    if (u < 0 || v < 0 || u >= w.width || v >= w.height || std::isnan(band.at(u, v)))
                        continue;
                    const double value = static_cast<double>(band.at(u, v));
                    sum += decibel ? std::pow(10.0, value / 10) : value;
                    ++seen;
                }
            if (2 * seen >= window * window && sum > 0)
                out.at(col, row) = static_cast<float>(std::log(sum / seen));
        }
    return out;
}

SarDetector::SarDetector(SarScene scene, double false_alarms) : scene_(std::move(scene)), false_alarms_(false_alarms) {}

CellChange SarDetector::detect(const PixelWindow& core, const std::vector<std::vector<Raster<float>>>& dates) const
{
    const std::size_t bands = dates.front().size(), count = dates.size();
    std::vector<Raster<float>> logs; // date by date, all polarisations of a date together
    for (const auto& date : dates)
        for (const auto& band : date)
            logs.push_back(log_intensity(band, core, scene_.decibel, scene_.window));
    double looks = 0;
    for (const double l : scene_.looks)
        looks += l / static_cast<double>(bands);
    const std::vector<double> each(count, looks);
    const std::array<double, 2> halves{looks, looks * static_cast<double>(count - 1)};

    CellChange out{Raster<float>(core, missing_pixel), Raster<float>(core, missing_pixel),
                   Raster<float>(core, missing_pixel)};
    std::vector<double> values(count * bands), two(2 * bands);
    for (std::size_t i = 0; i < out.change.size(); ++i) {
        std::fill(two.begin(), two.end(), 0.0);
        std::vector<double> rise(count, 0.0); // mean log-ratio of each date to the first
        for (std::size_t d = 0; d < count; ++d)
            for (std::size_t b = 0; b < bands; ++b) {
                const double log =
                    static_cast<double>(logs[d * bands + b].data()[i]) - (d > 0 ? scene_.level[d - 1][b] : 0);
                values[d * bands + b] = std::exp(log);
                two[(d > 0 ? bands : 0) + b] += values[d * bands + b] / static_cast<double>(d > 0 ? count - 1 : 1);
                rise[d] += log / static_cast<double>(bands);
            }
        double p = omnibus_test(two, bands, halves).no_change;
        if (std::isnan(p))
            continue;
        if (count > 2)
            p = std::max(p, omnibus_test(values, bands, each).no_change);
        const double up = rise[1] - rise[0];
        bool persists = true;
        for (std::size_t d = 2; d < count; ++d)
            persists = persists && (rise[d] - rise[0] > 0) == (up > 0);
        out.no_change.data()[i] = static_cast<float>(p);
        const double probability = false_alarms_ / (false_alarms_ + p);
        out.change.data()[i] = static_cast<float>(persists ? probability : std::min(probability, 0.25));
        out.appeared.data()[i] = up > 0 ? 1.0F : 0.0F;
    }
    return out;
}

} // namespace didban
