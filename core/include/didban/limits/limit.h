#pragma once

namespace didban {

/// A limit that lies somewhere in [low, high], in the quantity's canonical unit; equal when the limit is one number.
struct Limit {
    double low{}, high{};
    [[nodiscard]] bool exact() const { return low == high; }
    friend bool operator==(const Limit&, const Limit&) = default;
};

/// The stricter of two limits, component by component: the smaller for maxima, the larger for minima.
[[nodiscard]] Limit stricter(const Limit& a, const Limit& b, bool minimum);

/// True when `a` is tighter than `b` in the given direction; equal limits are not.
[[nodiscard]] bool tighter(const Limit& a, const Limit& b, bool minimum);

} // namespace didban
