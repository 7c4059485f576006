#include "didban/base/error.h"
#include "didban/base/vector_clones.h"
#include "didban/change/irmad.h"

#include <array>
#include <cmath>

namespace didban {

namespace {

constexpr std::size_t chunk = 256; // pixels summed at a time: their centred values stay in the first-level cache
constexpr std::size_t lanes = 4;   // partial sums that the compiler keeps in vector registers

/// Sums of the weighted values of a chunk, `both` bands of it one after another, and of their products in the order of
/// the upper triangle.
DIDBAN_VECTOR_CLONES void add_products(const double* centred, const double* weights, std::size_t both, double* sum,
                                       double* product)
{
    std::array<double, chunk> weighted{};
    for (std::size_t r = 0; r < both; ++r) {
        const double* row = centred + r * chunk;
        for (std::size_t i = 0; i < chunk; ++i)
            weighted[i] = weights[i] * row[i];
        std::array<double, lanes> total{};
        for (std::size_t i = 0; i < chunk; i += lanes)
            for (std::size_t k = 0; k < lanes; ++k)
                total[k] += weighted[i + k];
        sum[r] += (total[0] + total[1]) + (total[2] + total[3]);
        for (std::size_t c = r; c < both; ++c) {
            const double* other = centred + c * chunk;
            std::array<double, lanes> part{};
            for (std::size_t i = 0; i < chunk; i += lanes)
                for (std::size_t k = 0; k < lanes; ++k)
                    part[k] += weighted[i + k] * other[i + k];
            *product++ += (part[0] + part[1]) + (part[2] + part[3]);
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
    std::vector<double> centred(both * chunk), weights(chunk), chi(chunk);
    PairSamples part;
    part.before.resize(n);
    part.after.resize(n);
    for (std::size_t from = 0; from < samples.pixels(); from += chunk) {
        const std::size_t count = std::min(chunk, samples.pixels() - from);
        for (std::size_t b = 0; b < n; ++b) {
            part.before[b] = samples.before[b].subspan(from, count);
            part.after[b] = samples.after[b].subspan(from, count);
        }
        if (weighting)
            weighting->chi_square(part, std::span(chi).first(count));
        for (std::size_t i = 0; i < chunk; ++i)
            weights[i] = i < count ? 1 : 0;
        for (std::size_t b = 0; b < both; ++b) {
            const auto& band = b < n ? part.before[b] : part.after[b - n];
            double* out = &centred[b * chunk];
            for (std::size_t i = 0; i < count; ++i) {
                const double v = static_cast<double>(band[i]);
                if (std::isnan(v))
                    weights[i] = 0;
                out[i] = std::isnan(v) ? 0 : v - origin_[b];
            }
            for (std::size_t i = count; i < chunk; ++i)
                out[i] = 0;
        }
        for (std::size_t i = 0; i < count; ++i) {
            if (weighting && weights[i] > 0)
                weights[i] = no_change_probability(chi[i], weighting->kept.size());
            weight_ += weights[i];
        }
        add_products(centred.data(), weights.data(), both, sum_.data(), product_.data());
    }
}

void IrmadMoments::merge(const IrmadMoments& other)
{
    if (other.origin_ != origin_)
        throw Error(ErrorKind::Internal, "IrmadMoments::merge: the moments have different origins");
    weight_ += other.weight_;
    for (std::size_t k = 0; k < sum_.size(); ++k)
        sum_[k] += other.sum_[k];
    for (std::size_t k = 0; k < product_.size(); ++k)
        product_[k] += other.product_[k];
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
