#pragma once
#include "didban/change/look_up.h"

#include <functional>
#include <span>
#include <string>
#include <vector>

/// Iteratively reweighted multivariate alteration detection (Nielsen 2007, IEEE TIP 16(2); Canty and Nielsen 2008, RSE
/// 112): the canonical differences of two multi-band images, with every pixel weighted by its probability of no change.
/// The result does not depend on gain, offset or any linear mixing of the bands of either date.
namespace didban {

/// The same pixels of both dates, one span per band, all of equal length. A pixel that is NaN in any band of either
/// date is missing and takes no part.
struct PairSamples {
    std::vector<std::span<const float>> before, after;
    [[nodiscard]] std::size_t pixels() const { return before.empty() ? 0 : before.front().size(); }
};

/// The canonical differences of one solution. Vectors over components are ordered by ascending correlation; `kept` are
/// the bands (from 0, the same for both dates) that were linearly independent.
struct IrmadTransform {
    std::vector<std::size_t> kept;
    std::vector<double> mean_before, mean_after;                    ///< per kept band
    std::vector<std::vector<double>> weights_before, weights_after; ///< [component][kept band], unit variance
    std::vector<double> correlations;                               ///< canonical correlations, 0 to 1
    /// Sum of the squared canonical differences over their no-change variances: chi-square distributed with kept.size()
    /// degrees of freedom where nothing changed. NaN where the pixel is missing. `out.size()` equals
    /// `samples.pixels()`.
    void chi_square(const PairSamples& samples, std::span<double> out) const;
};

/// Weighted first and second moments of both dates' bands; adding in a fixed order gives the same bits every time.
class IrmadMoments {
public:
    /// `origin`: a value near the mean of each band, before's bands first; it keeps the sums well conditioned. Moments
    /// that are merged must share it.
    explicit IrmadMoments(std::vector<double> origin);
    /// Adds pixels, each with weight 1, or with its no-change probability under `weighting`.
    void add(const PairSamples& samples, const IrmadTransform* weighting);
    /// `times`: how often the other's pixels count; less than 0 takes them off.
    void merge(const IrmadMoments& other, double times = 1);

    [[nodiscard]] double weight() const { return weight_; }
    [[nodiscard]] std::size_t bands() const { return origin_.size() / 2; } ///< of one date
    [[nodiscard]] std::vector<double> mean() const;
    /// Row-major, (2·bands)². Divided by weight − 1, as for frequency weights.
    [[nodiscard]] std::vector<double> covariance() const;

private:
    std::vector<double> origin_, sum_, product_; // product_: upper triangle by rows
    double weight_{};
};

struct IrmadOptions {
    double tolerance{1e-3}; ///< stop when no correlation moved further than this
    int max_iterations{100};
    double ridge{0}; ///< share of each band's variance added to its own; steadies short or noisy samples
};

struct IrmadSolution {
    IrmadTransform transform;
    int iterations{};
    bool converged{false};
    double last_step{}; ///< largest move of a correlation in the last iteration
    std::string note;   ///< which bands were left out and why; "" = none
};

/// Bands of both dates that are not constant and not a linear mixture of those before them, by pivoting on the
/// correlation matrices; `note` says which were left out of what and why.
[[nodiscard]] std::vector<std::size_t> independent_bands(const IrmadMoments& moments, std::string& note);

/// One solution from moments. Throws Error{IncompatibleInput} when there are too few pixels or `kept` is empty.
[[nodiscard]] IrmadTransform solve_irmad(const IrmadMoments& moments, const std::vector<std::size_t>& kept,
                                         double ridge = 0);

/// The moments of an image, or of a sample of it, under a weighting; equal weights for none.
using AccumulateIrmad = std::function<IrmadMoments(const IrmadTransform* weighting)>;

/// Iterates from equal weights to convergence. Throws Error{IncompatibleInput} when no band is usable.
[[nodiscard]] IrmadSolution iterate_irmad(const AccumulateIrmad& accumulate, const IrmadOptions& options);

/// Iterates on from a solution, as one of fewer pixels. The iterations that led to it are counted in the answer's, not
/// in `options`.
[[nodiscard]] IrmadSolution iterate_irmad(const AccumulateIrmad& accumulate, const IrmadOptions& options,
                                          IrmadSolution from);

/// The moments of a sample that is asked in place of an image.
struct IrmadSample {
    AccumulateIrmad accumulate;
    double stands_for{1}; ///< pixels of the image for each of its own
};

/// Iterates on from a solution as above, and ends where that ends, but asks `accumulate` seldom: what it says of one
/// weighting, and what the sample says of the difference to another, is as good as its own word on the other while the
/// two are alike (a control variate). Converged once a solution of `accumulate` alone moves no further than the
/// tolerance. `options` limits how often it is asked, and the sample between two questions.
[[nodiscard]] IrmadSolution iterate_irmad(const AccumulateIrmad& accumulate, const IrmadSample& sample,
                                          const IrmadOptions& options, IrmadSolution from);

/// 1 − P(chi-square with `degrees` ≤ x): the probability of no change. 1 for x ≤ 0, NaN for NaN. Exact to rounding.
[[nodiscard]] double no_change_probability(double x, std::size_t degrees);

/// The same of the square root of x, to 1e-6 and to a five-thousandth of it, for pixel after pixel. Thread-safe.
[[nodiscard]] const LookUp& no_change_by_root(std::size_t degrees);

} // namespace didban
