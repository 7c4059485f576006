#pragma once
#include <algorithm>
#include <cmath>

namespace didban {

/// Logarithm of the odds of a probability, which is held within 0.0001 and 0.9999.
inline double logit(double p)
{
    const double q = std::clamp(p, 1e-4, 1 - 1e-4);
    return std::log(q / (1 - q));
}

inline float sigmoid(double x)
{
    return static_cast<float>(1 / (1 + std::exp(-x)));
}

} // namespace didban
