#include "didban/base/error.h"
#include "didban/base/vector_clones.h"
#include "didban/change/irmad.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace didban {

namespace {

constexpr std::size_t chunk = 256; // pixels summed at a time: their centred values stay in the first-level cache
constexpr std::size_t lanes = 16;  // partial sums: as many vector registers as additions are under way at a time

double folded(std::array<double, lanes> parts)
{
    for (std::size_t half = lanes / 2; half > 0; half /= 2)
        for (std::size_t k = 0; k < half; ++k)
            parts[k] += parts[k + half];
    return parts[0];
}

/// Values about their origin, 0 where they are missing; such pixels lose their weight.
DIDBAN_VECTOR_CLONES void centre(const float* band, double origin, double* out, double* weights, std::size_t count)
{
    for (std::size_t i = 0; i < count; ++i) {
        const double v = static_cast<double>(band[i]);
        const bool there = v == v;
        out[i] = there ? v - origin : 0;
        weights[i] = there ? weights[i] : 0;
    }
}

/// Sums of the weights of a chunk, of its weighted values, `both` bands one after another, and of their products in the
/// order of the upper triangle.
DIDBAN_VECTOR_CLONES void add_products(const double* centred, const double* weights, std::size_t both, double& weight,
                                       double* sum, double* product)
{
    std::array<double, chunk> weighted{};
    std::array<double, lanes> part{};
    for (std::size_t i = 0; i < chunk; i += lanes)
        for (std::size_t k = 0; k < lanes; ++k)
            part[k] += weights[i + k];
    weight += folded(part);
    for (std::size_t r = 0; r < both; ++r) {
        const double* row = centred + r * chunk;
        part = {};
        for (std::size_t i = 0; i < chunk; i += lanes)
            for (std::size_t k = 0; k < lanes; ++k) {
                weighted[i + k] = weights[i + k] * row[i + k];
                part[k] += weighted[i + k];
            }
        sum[r] += folded(part);
        for (std::size_t c = r; c < both; ++c) {
            const double* other = centred + c * chunk;
            part = {};
            for (std::size_t i = 0; i < chunk; i += lanes)
                for (std::size_t k = 0; k < lanes; ++k)
                    part[k] += weighted[i + k] * other[i + k];
            *product++ += folded(part);
        }
    }
}

} // namespace

IrmadMoments::IrmadMoments(std::vector<double> origin)
    : origin_(std::move(origin)), sum_(origin_.size()), product_(origin_.size() * (origin_.size() + 1) / 2)
{
}

void IrmadMoments::add(const PairSamples& samples, const IrmadTransform* weighting)
{
    const std::size_t n = bands(), both = 2 * n;
    if (samples.before.size() != n || samples.after.size() != n)
        throw Error(ErrorKind::Internal, "IrmadMoments::add: the number of bands differs from that of the moments");
    std::vector<double> centred(both * chunk), weights(chunk);
    const LookUp* const probability = weighting ? &no_change_by_root(weighting->kept.size()) : nullptr;
    PairSamples part;
    part.before.resize(n);
    part.after.resize(n);
    for (std::size_t from = 0; from < samples.pixels(); from += chunk) {
        const std::size_t count = std::min(chunk, samples.pixels() - from);
        for (std::size_t b = 0; b < n; ++b) {
            part.before[b] = samples.before[b].subspan(from, count);
            part.after[b] = samples.after[b].subspan(from, count);
        }
        std::fill(weights.begin(), weights.begin() + static_cast<std::ptrdiff_t>(count), 1.0);
        std::fill(weights.begin() + static_cast<std::ptrdiff_t>(count), weights.end(), 0.0);
        if (weighting) {
            weighting->chi_square(part, std::span(weights).first(count));
            for (std::size_t i = 0; i < count; ++i)
                weights[i] = (*probability)(std::sqrt(weights[i]));
        }
        for (std::size_t b = 0; b < both; ++b) {
            double* const out = &centred[b * chunk];
            centre((b < n ? part.before[b] : part.after[b - n]).data(), origin_[b], out, weights.data(), count);
            std::fill(out + count, out + chunk, 0.0);
        }
        add_products(centred.data(), weights.data(), both, weight_, sum_.data(), product_.data());
    }
}

void IrmadMoments::merge(const IrmadMoments& other, double times)
{
    if (other.origin_ != origin_)
        throw Error(ErrorKind::Internal, "IrmadMoments::merge: the moments have different origins");
    weight_ += times * other.weight_;
    for (std::size_t k = 0; k < sum_.size(); ++k)
        sum_[k] += times * other.sum_[k];
    for (std::size_t k = 0; k < product_.size(); ++k)
        product_[k] += times * other.product_[k];
}

std::vector<double> IrmadMoments::mean() const
{
    std::vector<double> out(origin_);
    for (std::size_t k = 0; k < out.size(); ++k)
        out[k] += sum_[k] / weight_;
    return out;
}

std::vector<double> IrmadMoments::covariance() const
{
    const std::size_t n = origin_.size();
    std::vector<double> out(n * n);
    const double* product = product_.data();
    for (std::size_t r = 0; r < n; ++r)
        for (std::size_t c = r; c < n; ++c)
            out[r * n + c] = out[c * n + r] = (*product++ - sum_[r] * sum_[c] / weight_) / (weight_ - 1);
    return out;
}

} // namespace didban
