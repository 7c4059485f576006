#pragma once
#include "didban/simulate/quad.h"
#include "didban/simulate/random.h"

#include <string_view>
#include <vector>

namespace didban::simulate {

/// What a block of the street lattice is used for.
enum class BlockKind { OldFabric, Residential, Commercial, Public, VacantTract, Gardens, Farmland, Outskirts };

/// Plan zone of a block: "R1", "R2", "R3", "C", "garden", "farmland", "public".
enum class Zone { R1, R2, R3, C, Garden, Farmland, Public };
[[nodiscard]] std::string_view name(Zone zone);

/// Column and row of a block; (0, 0) is the south-west one. Outside columns() × rows() lie the outskirts, without
/// parcels.
struct BlockAt {
    int i{}, j{};
    friend constexpr auto operator<=>(const BlockAt&, const BlockAt&) = default;
};

struct Circle {
    Point centre;
    double radius{};
};

/// Streets and blocks: a lattice whose nodes are moved by a smooth field and a small jitter, so that blocks are
/// irregular and turned. A pure function of the seed; any number of threads may read it. Metres, x east, y north, (0,
/// 0) in the middle of the city.
class Layout {
public:
    static constexpr double pitch_x = 116, pitch_y = 62; ///< metres between street lines
    Layout(std::uint64_t seed, int columns, int rows);

    [[nodiscard]] std::uint64_t seed() const { return seed_; }
    [[nodiscard]] int columns() const { return columns_; }
    [[nodiscard]] int rows() const { return rows_; }
    [[nodiscard]] bool in_city(BlockAt b) const { return b.i >= 0 && b.j >= 0 && b.i < columns_ && b.j < rows_; }

    /// Crossing of north-south line i and east-west line j.
    [[nodiscard]] Point node(int i, int j) const;
    [[nodiscard]] double line_width_x(int i) const; ///< north-south street line, metres between the plots on both sides
    [[nodiscard]] double line_width_y(int j) const; ///< east-west street line
    /// Metres that the plan takes off the plots on each side of the piece of east-west line j east of node i; 0 = width
    /// kept.
    [[nodiscard]] double widening(int i, int j) const;
    [[nodiscard]] int river_line() const { return river_; }          ///< north-south line that is a river, -1 = none
    static constexpr double river_half_width = 6, river_buffer = 25; ///< metres; the buffer is measured from the bank

    [[nodiscard]] BlockKind kind(BlockAt b) const;
    [[nodiscard]] Zone zone(BlockAt b) const;
    [[nodiscard]] Quad cell(BlockAt b) const;  ///< between the four street centre lines
    [[nodiscard]] Quad lot(BlockAt b) const;   ///< the cell without its halves of the streets
    [[nodiscard]] Circle monument() const;     ///< ground and buffer of the listed monument
    static constexpr double qanat_radius = 15; ///< metres
    /// True when a qanat shaft with its buffer lies in the block; `at` is set.
    [[nodiscard]] bool qanat(BlockAt b, Point& at) const;

    /// Blocks, outskirts included, whose cells may meet a box, by row.
    [[nodiscard]] std::vector<BlockAt> meeting(const Box& area) const;
    [[nodiscard]] Box extent() const; ///< all cells of the city
    /// Whether a block counts as part of Art. 100 land (city or harim); the outermost ring of farmland does not.
    [[nodiscard]] bool within_harim(BlockAt b) const;

private:
    std::uint64_t seed_;
    int columns_, rows_, river_;
    std::array<double, 6> phase_{};
    double turn_{};
    [[nodiscard]] double from_centre(BlockAt b) const; ///< 0 in the middle, 1 at the edge
};

} // namespace didban::simulate
