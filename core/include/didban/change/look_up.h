#pragma once
#include <cmath>
#include <cstddef>
#include <vector>

namespace didban {

/// A smooth function as a table of equal steps, straight between them and constant beyond its ends.
class LookUp {
public:
    template <class Function>
    LookUp(double low, double high, std::size_t steps, Function function)
        : low_(low), per_unit_(static_cast<double>(steps) / (high - low))
    {
        for (std::size_t k = 0; k <= steps; ++k)
            values_.push_back(function(low + static_cast<double>(k) / per_unit_));
    }
    [[nodiscard]] double operator()(double x) const ///< NaN for NaN
    {
        const double place = (x - low_) * per_unit_;
        if (place <= 0)
            return values_.front();
        if (place >= static_cast<double>(values_.size() - 1))
            return values_.back();
        if (std::isnan(place))
            return place;
        const auto below = static_cast<std::size_t>(place);
        return values_[below] + (place - static_cast<double>(below)) * (values_[below + 1] - values_[below]);
    }

private:
    double low_, per_unit_;
    std::vector<double> values_;
};

} // namespace didban
