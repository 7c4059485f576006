#pragma once
#include "didban/geo/polygon.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace didban {

/// Zones are held in blocks of so many neighbours; the room of a block is free again once none of them is needed.
inline constexpr std::size_t zones_per_block = 1024;

/// Shapes held close together. Any number of threads may read while one drops shapes that no other reads.
class ZoneShapes {
public:
    void add(const MultiPolygon& shape);
    [[nodiscard]] std::size_t size() const { return size_; }
    [[nodiscard]] std::size_t bytes() const { return bytes_; } ///< of all that were added
    [[nodiscard]] bool empty(std::size_t zone) const;          ///< it has no parts
    [[nodiscard]] Box bounds(std::size_t zone) const;
    /// Into `out`, whose room is used again.
    void read(std::size_t zone, MultiPolygon& out) const;
    /// It will not be read again. Once for each.
    void drop(std::size_t zone);

private:
    /// Ends count from the block's start: of rings in `points`, of parts in `rings`, of zones in `parts`. A part's
    /// first ring is its outer one.
    struct Block {
        std::vector<Point> points;
        std::vector<std::uint32_t> rings, parts, zones;
        std::size_t dropped{0};

        void add(const Ring& ring);
        void fit();
    };
    std::vector<Block> blocks_;
    std::size_t size_{0}, bytes_{0};
};

} // namespace didban
