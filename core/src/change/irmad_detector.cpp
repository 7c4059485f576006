#include "didban/change/irmad_detector.h"

#include <algorithm>
#include <cmath>

namespace didban {

namespace {

struct BandSpread {
    double mean{}, deviation{1};
};

BandSpread spread_of(std::span<const float> values)
{
    double n = 0, sum = 0, square = 0;
    for (const float f : values)
        if (!std::isnan(f)) {
            const double v = static_cast<double>(f);
            ++n;
            sum += v;
            square += v * v;
        }
    BandSpread out;
    if (n < 2)
        return out;
    out.mean = sum / n;
    out.deviation = std::sqrt(std::max(0.0, square / n - out.mean * out.mean));
    if (!(out.deviation > 0))
        out.deviation = 1;
    return out;
}

/// A row of the core as spans of all bands.
PairSamples core_row(const PairCell& cell, std::int64_t row)
{
    PairSamples out;
    const PixelWindow& w = cell.before.front().window();
    const auto first = static_cast<std::size_t>((cell.core.y0 + row - w.y0) * w.width + cell.core.x0 - w.x0);
    for (const auto& band : cell.before)
        out.before.push_back(band.pixels().subspan(first, static_cast<std::size_t>(cell.core.width)));
    for (const auto& band : cell.after)
        out.after.push_back(band.pixels().subspan(first, static_cast<std::size_t>(cell.core.width)));
    return out;
}

} // namespace

IrmadDetector::IrmadDetector(IrmadTransform transform, const ChangePosterior& posterior)
    : transform_(std::move(transform)), change_(posterior.by_root()),
      no_change_(no_change_by_root(transform_.kept.size()))
{
}

CellChange IrmadDetector::detect(const PairCell& cell) const
{
    CellChange out{Raster<float>(cell.core), {}, Raster<float>(cell.core)};
    std::vector<double> chi(static_cast<std::size_t>(cell.core.width));
    for (std::int64_t row = 0; row < cell.core.height; ++row) {
        transform_.chi_square(core_row(cell, row), chi);
        for (std::int64_t col = 0; col < cell.core.width; ++col) {
            const double root = std::sqrt(chi[static_cast<std::size_t>(col)]);
            out.change.at(col, row) = static_cast<float>(change_(root));
            out.no_change.at(col, row) = static_cast<float>(no_change_(root));
        }
    }
    return out;
}

DifferenceDetector::DifferenceDetector(const PairSamples& sample)
{
    for (std::size_t b = 0; b < sample.before.size(); ++b) {
        const BandSpread x = spread_of(sample.before[b]), y = spread_of(sample.after[b]);
        bands_.push_back({1 / x.deviation, 1 / y.deviation, y.mean / y.deviation - x.mean / x.deviation});
    }
    ChiSquareHistogram histogram;
    std::vector<double> before(bands_.size()), after(bands_.size()), one(1);
    for (std::size_t i = 0; i < sample.pixels(); ++i) {
        for (std::size_t b = 0; b < bands_.size(); ++b) {
            before[b] = static_cast<double>(sample.before[b][i]);
            after[b] = static_cast<double>(sample.after[b][i]);
        }
        one[0] = statistic(before, after);
        histogram.add(one);
    }
    posterior_ = fit_change_posterior(histogram, bands_.size());
}

double DifferenceDetector::statistic(const std::vector<double>& before, const std::vector<double>& after) const
{
    double sum = 0;
    for (std::size_t b = 0; b < bands_.size(); ++b) {
        const double d = after[b] * bands_[b].gain_after - before[b] * bands_[b].gain_before - bands_[b].offset;
        sum += d * d;
    }
    return sum;
}

CellChange DifferenceDetector::detect(const PairCell& cell) const
{
    CellChange out{Raster<float>(cell.core), {}, {}};
    std::vector<double> before(bands_.size()), after(bands_.size());
    for (std::int64_t row = 0; row < cell.core.height; ++row) {
        const PairSamples line = core_row(cell, row);
        for (std::int64_t col = 0; col < cell.core.width; ++col) {
            for (std::size_t b = 0; b < bands_.size(); ++b) {
                before[b] = static_cast<double>(line.before[b][static_cast<std::size_t>(col)]);
                after[b] = static_cast<double>(line.after[b][static_cast<std::size_t>(col)]);
            }
            out.change.at(col, row) = static_cast<float>(posterior_(statistic(before, after)));
        }
    }
    return out;
}

} // namespace didban
