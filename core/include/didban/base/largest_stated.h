#pragma once
#include <algorithm>
#include <optional>
#include <vector>

namespace didban {

/// The largest value that one of them states; nothing where there is none, or one of them does not say it.
template <class T>
[[nodiscard]] std::optional<double> largest_stated(const std::vector<const T*>& all, std::optional<double> T::*what)
{
    std::optional<double> most;
    for (const T* one : all) {
        if (!(one->*what))
            return std::nullopt;
        most = std::max(most.value_or(0), *(one->*what));
    }
    return most;
}

} // namespace didban
