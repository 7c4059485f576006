#include "didban/base/error.h"
#include "didban/change/irmad.h"

#include <array>
#include <cmath>

namespace didban {

namespace {

constexpr std::size_t chunk = 256; // pixels summed at a time: their centred values stay in the first-level cache
constexpr std::size_t lanes = 4;   // partial sums that the compiler keeps in vector registers

double weighted_sum(const double* a, const double* b, std::size_t n)
{
    std::array<double, lanes> part{};
    for (std::size_t i = 0; i < n; i += lanes)
        for (std::size_t k = 0; k < lanes; ++k)
            part[k] += a[i + k] * b[i + k];
    return (part[0] + part[1]) + (part[2] + part[3]);
}

} // namespace

IrmadMoments::IrmadMoments(std::vector<double> origin)
    : origin_(std::move(origin)), sum_(origin_.size()), product_(origin_.size() * (origin_.size() + 1) / 2)
{
}

IrmadMoments::IrmadMoments(std::vector<double> origin, std::span<const double> sums) : IrmadMoments(std::move(origin))
{
    if (sums.size() != 1 + sum_.size() + product_.size())
        throw Error(ErrorKind::Internal, "IrmadMoments: the sums are of another number of bands than the origin");
    weight_ = sums.front();
    const auto products = sums.begin() + 1 + static_cast<std::ptrdiff_t>(sum_.size());
    std::copy(sums.begin() + 1, products, sum_.begin());
    std::copy(products, sums.end(), product_.begin());
}

std::vector<double> IrmadMoments::sums() const
{
    std::vector<double> out{weight_};
    out.insert(out.end(), sum_.begin(), sum_.end());
    out.insert(out.end(), product_.begin(), product_.end());
    return out;
}

void IrmadMoments::add(const PairSamples& samples, const IrmadTransform* weighting)
{
    const std::size_t n = bands(), both = 2 * n;
    if (samples.before.size() != n || samples.after.size() != n)
        throw Error(ErrorKind::Internal, "IrmadMoments::add: the number of bands differs from that of the moments");
    std::vector<double> centred(both * chunk), weighted(chunk), weights(chunk), chi(chunk);
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
        double* product = product_.data();
        for (std::size_t r = 0; r < both; ++r) {
            const double* row = &centred[r * chunk];
            for (std::size_t i = 0; i < chunk; ++i)
                weighted[i] = weights[i] * row[i];
            std::array<double, lanes> total{};
            for (std::size_t i = 0; i < chunk; i += lanes)
                for (std::size_t k = 0; k < lanes; ++k)
                    total[k] += weighted[i + k];
            sum_[r] += (total[0] + total[1]) + (total[2] + total[3]);
            for (std::size_t c = r; c < both; ++c)
                *product++ += weighted_sum(weighted.data(), &centred[c * chunk], chunk);
        }
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
