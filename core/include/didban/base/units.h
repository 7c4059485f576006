#pragma once
#include <compare>

namespace didban {

/// A number that carries its unit in its type, so metres cannot pass for feet or for square metres.
template <class Unit>
struct Quantity {
    double value{};
    friend constexpr auto operator<=>(const Quantity&, const Quantity&) = default;
    friend constexpr Quantity operator+(Quantity a, Quantity b) { return {a.value + b.value}; }
    friend constexpr Quantity operator-(Quantity a, Quantity b) { return {a.value - b.value}; }
    friend constexpr Quantity operator*(double k, Quantity a) { return {k * a.value}; }
};
using Metres = Quantity<struct MetreUnit>;
using SquareMetres = Quantity<struct SquareMetreUnit>;

} // namespace didban
