#pragma once
#include "didban/grid/geo_transform.h"

#include <optional>
#include <vector>

namespace didban {

/// How probable a match is, given where the ground's would lie.
class GroundLikelihood {
public:
    explicit GroundLikelihood(const std::optional<Point>& lean);
    /// Density of a match that lies `off` from the ground's place, relative to that of any match; `sigma` in pixels.
    [[nodiscard]] double density(const Point& off, double sigma) const { return ground(off, sigma) + other(off); }
    /// Probability that it is of the ground.
    [[nodiscard]] double of_ground(const Point& off, double sigma) const;

private:
    [[nodiscard]] static double ground(const Point& off, double sigma);
    [[nodiscard]] double other(const Point& off) const;

    std::optional<Point> direction_; ///< of length 1
    double per_metre_{};
};

/// Logarithm of the density on a fine lattice of places, for quick looking up.
class LikelihoodTable {
public:
    LikelihoodTable(const GroundLikelihood& likelihood, double sigma, double reach_px);
    [[nodiscard]] float at(double x, double y) const
    {
        const auto cell = [&](double v) {
            const double k = (v + reach_) * per_pixel_ + 0.5;
            return k <= 0 ? 0 : (k >= side_ - 1 ? side_ - 1 : static_cast<int>(k));
        };
        return values_[static_cast<std::size_t>(cell(y) * side_ + cell(x))];
    }

private:
    static constexpr double per_pixel_ = 20;
    double reach_;
    int side_;
    std::vector<float> values_;
};

} // namespace didban
