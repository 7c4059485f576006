#pragma once
#include <algorithm>
#include <cstddef>
#include <vector>

namespace didban {

/// The value below which `share` of the values lie, itself one of them; 0 of none. Puts `values` into another order.
template <class T>
T quantile(std::vector<T>& values, double share)
{
    if (values.empty())
        return 0;
    const auto at = values.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size() - 1));
    std::nth_element(values.begin(), at, values.end());
    return *at;
}

} // namespace didban
