#pragma once
#include "didban/geo/polygon.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace didban {

/// Immutable packed R-tree over boxes, numbered in the order given. Any number of threads may query.
class BoxIndex {
public:
    BoxIndex();
    explicit BoxIndex(const std::vector<Box>& boxes);
    ~BoxIndex();
    BoxIndex(BoxIndex&&) noexcept;
    BoxIndex& operator=(BoxIndex&&) noexcept;
    /// Numbers of the boxes that meet `area`, ascending.
    [[nodiscard]] std::vector<std::uint32_t> meeting(const Box& area) const;
    /// Up to `count` nearest boxes to a point, nearest first (ties by number).
    [[nodiscard]] std::vector<std::uint32_t> nearest(const Point& p, std::size_t count) const;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

} // namespace didban
