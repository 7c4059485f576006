#include "didban/base/error.h"
#include "didban/change/evidence.h"

#include <algorithm>
#include <cmath>

namespace didban {

std::vector<BandFit> invariant_fit(const std::vector<std::span<const float>>& reference,
                                   const std::vector<std::span<const float>>& target, std::span<const double> no_change,
                                   double threshold)
{
    std::vector<BandFit> out;
    for (std::size_t b = 0; b < reference.size(); ++b) {
        double n = 0, mean_x = 0, mean_y = 0, xx = 0, xy = 0, yy = 0;
        for (std::size_t i = 0; i < no_change.size(); ++i) {
            if (!(no_change[i] > threshold))
                continue;
            ++n;
            const double dx = static_cast<double>(target[b][i]) - mean_x,
                         dy = static_cast<double>(reference[b][i]) - mean_y;
            mean_x += dx / n;
            mean_y += dy / n;
            xx += dx * (static_cast<double>(target[b][i]) - mean_x);
            yy += dy * (static_cast<double>(reference[b][i]) - mean_y);
            xy += dx * (static_cast<double>(reference[b][i]) - mean_y);
        }
        if (n < 30)
            return {};
        BandFit fit;
        // Major axis of the scatter: errors in both dates.
        fit.slope = (yy - xx + std::sqrt((yy - xx) * (yy - xx) + 4 * xy * xy)) / (2 * xy);
        fit.intercept = mean_y - fit.slope * mean_x;
        fit.correlation = xy / std::sqrt(xx * yy);
        out.push_back(fit);
    }
    return out;
}

namespace {

double quantile(std::vector<float> values, double share)
{
    const auto at = values.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size() - 1));
    std::nth_element(values.begin(), at, values.end());
    return static_cast<double>(*at);
}

/// Matches two quantiles; for pairs in which too few pixels stayed as they were.
BandFit quantile_fit(const std::vector<float>& reference, const std::vector<float>& target)
{
    const double r0 = quantile(reference, 0.1), r1 = quantile(reference, 0.9), t0 = quantile(target, 0.1),
                 t1 = quantile(target, 0.9);
    BandFit fit;
    fit.slope = t1 > t0 ? (r1 - r0) / (t1 - t0) : 1;
    fit.intercept = r0 - fit.slope * t0;
    return fit;
}

} // namespace

void EvidenceScene::measure(const PairSamples& sample, std::span<const double> no_change)
{
    after_fit = invariant_fit(sample.before, sample.after, no_change);
    dark.clear();
    middle.clear();
    for (std::size_t b = 0; b < sample.before.size(); ++b) {
        std::vector<float> before(sample.before[b].begin(), sample.before[b].end()),
            after(sample.after[b].begin(), sample.after[b].end());
        if (after_fit.size() <= b)
            after_fit.push_back(quantile_fit(before, after));
        // Few unchanged pixels can lie on a line of any slope.
        if (!(after_fit[b].slope > 0.2 && after_fit[b].slope < 5))
            after_fit[b] = quantile_fit(before, after);
        dark.push_back(quantile(before, 0.005));
        middle.push_back(quantile(before, 0.5));
        if (!(middle[b] > dark[b]))
            throw Error(ErrorKind::IncompatibleInput,
                        "band " + (b < bands.size() ? bands[b] : std::to_string(b + 1)) +
                            " of the earlier image has one value on half of its pixels; mask what is not imagery");
    }
}

} // namespace didban
