#pragma once
#include "didban/change/look_up.h"

#include <cstdint>
#include <span>
#include <vector>

namespace didban {

/// Distribution of the IR-MAD chi-square statistic over an image, in logarithmic bins. Counts are whole numbers, so the
/// order of adding does not matter.
class ChiSquareHistogram {
public:
    ChiSquareHistogram();
    void add(std::span<const double> chi_square); ///< NaN is left out
    void merge(const ChiSquareHistogram& other);
    [[nodiscard]] std::int64_t total() const;
    [[nodiscard]] const std::vector<std::int64_t>& counts() const { return counts_; }
    [[nodiscard]] static double centre(std::size_t bin); ///< chi-square value

private:
    std::vector<std::int64_t> counts_;
};

/// Turns the chi-square statistic into the posterior probability of the change class.
struct ChangePosterior {
    double boundary{}; ///< square root of chi-square at which both classes are equally likely
    double slope{};    ///< of the log odds, per unit of the square root; 0 = there is no second class
    /// 0.5 at the boundary, growing with `chi_square`; NaN for NaN.
    [[nodiscard]] double operator()(double chi_square) const;
    /// The same of the square root of chi-square, to 1e-5 of itself, for pixel after pixel.
    [[nodiscard]] LookUp by_root() const;
};

/// Splits the square root of the statistic into two classes of least scatter (two-means, as the reference evaluations
/// of IR-MAD on Taizhou do) and reads the log odds off two normal classes of equal variance. Where little changed,
/// two-means would halve the unchanged pixels; the boundary therefore never lies below the value that 1 in 1000
/// unchanged pixels exceeds, taking the chi-square law scaled to the image's own median.
[[nodiscard]] ChangePosterior fit_change_posterior(const ChiSquareHistogram& histogram, std::size_t degrees);

} // namespace didban
