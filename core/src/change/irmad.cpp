#include "didban/change/irmad.h"

#include "didban/base/error.h"
#include "didban/base/vector_clones.h"
#include "small_matrix.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace didban {

namespace {

using change::Matrix;

/// A band is taken as a mixture of others when this share of its variance or less is its own.
constexpr double own_variance_share = 1e-9;

/// Rows `first` + kept of the joint covariance as one date's covariance, or the block between two dates.
Matrix block(const std::vector<double>& covariance, std::size_t n, const std::vector<std::size_t>& kept,
             std::size_t row_first, std::size_t col_first)
{
    Matrix out(kept.size());
    for (std::size_t r = 0; r < kept.size(); ++r)
        for (std::size_t c = 0; c < kept.size(); ++c)
            out(r, c) = covariance[(row_first + kept[r]) * n + col_first + kept[c]];
    return out;
}

/// Goes through the bands in order and takes off what those before explain; returns why each cannot be used, "" =
/// usable.
std::vector<std::string> dependent_bands(const std::vector<double>& covariance, std::size_t n, std::size_t first,
                                         std::size_t bands)
{
    std::vector<std::string> why(bands);
    std::vector<std::size_t> used;
    std::vector<std::vector<double>> rows; // rows of the Cholesky factor of the correlation matrix
    for (std::size_t b = 0; b < bands; ++b) {
        const double variance = covariance[(first + b) * n + first + b];
        if (!(variance > 0)) {
            why[b] = "constant";
            continue;
        }
        std::vector<double> row;
        double rest = 1;
        for (std::size_t u = 0; u < used.size(); ++u) {
            const double other = covariance[(first + used[u]) * n + first + used[u]];
            double s = covariance[(first + b) * n + first + used[u]] / std::sqrt(variance * other);
            for (std::size_t k = 0; k < u; ++k)
                s -= row[k] * rows[u][k];
            row.push_back(s / rows[u][u]);
            rest -= row.back() * row.back();
        }
        if (rest <= own_variance_share) {
            why[b] = "a copy or mixture of the bands before it";
            continue;
        }
        row.push_back(std::sqrt(rest));
        rows.push_back(std::move(row));
        used.push_back(b);
    }
    return why;
}

constexpr std::size_t chunk = 256; // pixels whose differences stay in the first-level cache

/// difference += wx·x − wy·y.
DIDBAN_VECTOR_CLONES void add_band(double* difference, const float* x, double wx, const float* y, double wy,
                                   std::size_t count)
{
    for (std::size_t i = 0; i < count; ++i)
        difference[i] += wx * static_cast<double>(x[i]) - wy * static_cast<double>(y[i]);
}

/// As add_band() of two bands.
DIDBAN_VECTOR_CLONES void add_two_bands(double* difference, const float* x, double wx, const float* y, double wy,
                                        const float* u, double wu, const float* v, double wv, std::size_t count)
{
    for (std::size_t i = 0; i < count; ++i)
        difference[i] += (wx * static_cast<double>(x[i]) - wy * static_cast<double>(y[i])) +
                         (wu * static_cast<double>(u[i]) - wv * static_cast<double>(v[i]));
}

DIDBAN_VECTOR_CLONES void add_square(double* sum, const double* difference, std::size_t count)
{
    for (std::size_t i = 0; i < count; ++i)
        sum[i] += difference[i] * difference[i];
}

void add_ridge(Matrix& covariance, double ridge)
{
    for (std::size_t k = 0; k < covariance.size(); ++k)
        covariance(k, k) *= 1 + ridge;
}

} // namespace

void IrmadTransform::chi_square(const PairSamples& samples, std::span<double> out) const
{
    const std::size_t n = kept.size();
    std::fill(out.begin(), out.end(), 0.0);
    std::array<double, chunk> difference{};
    for (std::size_t c = 0; c < n; ++c) {
        // Two identical images have correlation 1 and no variance to compare with: rounding then stands for it.
        const double scale = 1 / std::sqrt(std::max(2 * (1 - correlations[c]), 1e-12));
        std::vector<double> x(weights_before[c]), y(weights_after[c]);
        double offset = 0;
        for (std::size_t b = 0; b < n; ++b) {
            x[b] *= scale;
            y[b] *= scale;
            offset += y[b] * mean_after[b] - x[b] * mean_before[b];
        }
        for (std::size_t from = 0; from < out.size(); from += chunk) {
            const std::size_t count = std::min(chunk, out.size() - from);
            const auto before = [&](std::size_t b) { return samples.before[kept[b]].data() + from; };
            const auto after = [&](std::size_t b) { return samples.after[kept[b]].data() + from; };
            difference.fill(offset);
            std::size_t b = 0;
            for (; b + 1 < n; b += 2)
                add_two_bands(difference.data(), before(b), x[b], after(b), y[b], before(b + 1), x[b + 1], after(b + 1),
                              y[b + 1], count);
            if (b < n)
                add_band(difference.data(), before(b), x[b], after(b), y[b], count);
            add_square(out.data() + from, difference.data(), count);
        }
    }
    // A pixel that a kept band misses is no number already.
    for (std::size_t b = 0; b < samples.before.size(); ++b)
        if (std::find(kept.begin(), kept.end(), b) == kept.end())
            for (std::size_t i = 0; i < out.size(); ++i)
                if (std::isnan(samples.before[b][i]) || std::isnan(samples.after[b][i]))
                    out[i] = std::numeric_limits<double>::quiet_NaN();
}

std::vector<std::size_t> independent_bands(const IrmadMoments& moments, std::string& note)
{
    const std::size_t n = moments.bands();
    const auto covariance = moments.covariance();
    const auto before = dependent_bands(covariance, 2 * n, 0, n), after = dependent_bands(covariance, 2 * n, n, n);
    std::vector<std::size_t> kept;
    note.clear();
    for (std::size_t b = 0; b < n; ++b) {
        if (before[b].empty() && after[b].empty()) {
            kept.push_back(b);
            continue;
        }
        note += note.empty() ? "" : "; ";
        note += "band " + std::to_string(b + 1) + " left out: in the " + (before[b].empty() ? "later" : "earlier") +
                " image it is " + (before[b].empty() ? after[b] : before[b]);
    }
    return kept;
}

IrmadTransform solve_irmad(const IrmadMoments& moments, const std::vector<std::size_t>& kept, double ridge)
{
    const std::size_t n = moments.bands(), p = kept.size();
    if (p == 0)
        throw Error(ErrorKind::IncompatibleInput,
                    "IR-MAD has no usable band: all are constant in one of the two images");
    if (!(moments.weight() > 2 * static_cast<double>(p) + 1))
        throw Error(ErrorKind::IncompatibleInput,
                    "IR-MAD has too few unchanged pixels that both images see; give images with a larger overlap");
    const auto covariance = moments.covariance();
    const auto mean = moments.mean();
    Matrix s11 = block(covariance, 2 * n, kept, 0, 0), s22 = block(covariance, 2 * n, kept, n, n);
    const Matrix s12 = block(covariance, 2 * n, kept, 0, n);
    add_ridge(s11, ridge);
    add_ridge(s22, ridge);

    // With S11 = L·Lᵀ and S22 = M·Mᵀ, the squared correlations are the eigenvalues of K·Kᵀ, K = L⁻¹·S12·M⁻ᵀ.
    const Matrix l = change::inverse_lower(change::cholesky(s11)), m = change::inverse_lower(change::cholesky(s22));
    const Matrix k = change::multiply(change::multiply(l, s12), change::transposed(m));
    const auto eigen = change::symmetric_eigen(change::multiply(k, change::transposed(k)));
    const Matrix a = change::multiply(change::transposed(l), eigen.vectors); // columns

    IrmadTransform out;
    out.kept = kept;
    for (const std::size_t b : kept) {
        out.mean_before.push_back(mean[b]);
        out.mean_after.push_back(mean[n + b]);
    }
    for (std::size_t c = 0; c < p; ++c) {
        const double rho = std::sqrt(std::clamp(eigen.values[c], 0.0, 1.0));
        out.correlations.push_back(rho);
        // v = Kᵀu / rho is the partner of u; where rho is 0 any direction will do and the difference is noise.
        std::vector<double> v(p), wa(p), wb(p);
        double length = 0;
        for (std::size_t r = 0; r < p; ++r) {
            for (std::size_t q = 0; q < p; ++q)
                v[r] += k(q, r) * eigen.vectors(q, c);
            length += v[r] * v[r];
        }
        length = std::sqrt(length);
        for (std::size_t b = 0; b < p; ++b) {
            wa[b] = a(b, c);
            for (std::size_t r = 0; r < p; ++r)
                wb[b] += length > 0 ? m(r, b) * v[r] / length : 0;
        }
        out.weights_before.push_back(std::move(wa));
        out.weights_after.push_back(std::move(wb));
    }
    return out;
}

IrmadSolution iterate_irmad(const AccumulateIrmad& accumulate, const IrmadOptions& options)
{
    const IrmadMoments moments = accumulate(nullptr);
    if (moments.weight() < 2)
        throw Error(ErrorKind::IncompatibleInput, "no pixel is seen in both images");
    IrmadSolution out;
    const auto kept = independent_bands(moments, out.note);
    out.transform = solve_irmad(moments, kept, options.ridge);
    out.iterations = 1;
    out.last_step = *std::max_element(out.transform.correlations.begin(), out.transform.correlations.end());
    out.converged = out.last_step <= options.tolerance;
    if (out.converged)
        return out;
    IrmadOptions left = options;
    --left.max_iterations;
    return iterate_irmad(accumulate, left, std::move(out));
}

IrmadSolution iterate_irmad(const AccumulateIrmad& accumulate, const IrmadOptions& options, IrmadSolution from)
{
    IrmadSolution out = std::move(from);
    const auto kept = out.transform.kept;
    out.converged = false;
    for (int k = 0; k < options.max_iterations && !out.converged; ++k) {
        const IrmadMoments moments = accumulate(&out.transform);
        std::string degenerate;
        if (independent_bands(moments, degenerate).size() < kept.size()) {
            // So few pixels keep a weight that they no longer span the bands: the solution before them stands.
            out.note += (out.note.empty() ? "" : "; ") + std::string("stopped when too few unchanged pixels were left");
            return out;
        }
        IrmadTransform next = solve_irmad(moments, kept, options.ridge);
        out.last_step = 0;
        for (std::size_t c = 0; c < kept.size(); ++c)
            out.last_step = std::max(out.last_step, std::abs(next.correlations[c] - out.transform.correlations[c]));
        out.transform = std::move(next);
        ++out.iterations;
        out.converged = out.last_step <= options.tolerance;
    }
    return out;
}

IrmadSolution iterate_irmad(const AccumulateIrmad& accumulate, const IrmadSample& sample, const IrmadOptions& options,
                            IrmadSolution from)
{
    IrmadSolution out = std::move(from);
    for (int question = 0; question < options.max_iterations; ++question) {
        const IrmadMoments all = accumulate(&out.transform), same = sample.accumulate(&out.transform);
        IrmadOptions next = options;
        next.max_iterations = 1;
        const int before = out.iterations;
        out = iterate_irmad([&](const IrmadTransform*) { return all; }, next, std::move(out));
        if (out.converged || out.iterations == before)
            return out;
        double weight = all.weight();
        const auto corrected = [&](const IrmadTransform* weighting) {
            IrmadMoments total = all;
            total.merge(sample.accumulate(weighting), sample.stands_for);
            total.merge(same, -sample.stands_for);
            weight = total.weight();
            return total;
        };
        next.max_iterations = options.max_iterations;
        next.tolerance = options.tolerance / 10;
        try {
            const IrmadSolution there = iterate_irmad(corrected, next, out);
            if (weight > all.weight() / 2 && weight < all.weight() * 2) {
                out.transform = there.transform;
                out.iterations = there.iterations;
            }
        } catch (const Error& e) {
            if (e.kind() != ErrorKind::IncompatibleInput) // else the sample cannot tell from here
                throw;
        }
    }
    return out;
}

} // namespace didban
