#pragma once
#include "didban/geo/box_index.h"
#include "pipelines/plan/plan_data.h"

#include <vector>

namespace didban {

/// One straight piece of a street's centre line.
struct StreetPiece {
    std::uint32_t street{}; ///< index into PlanData::streets
    Point a, b;
};

/// An edge of a parcel that faces a street.
struct FacingEdge {
    std::uint32_t street{};
    Point a, b;                            ///< in the parcel's counter-clockwise order
    double distance_m{};                   ///< of its middle from the centre line
    std::size_t ring_edge{}, ring_edges{}; ///< position in the outer ring and the number of its edges
    std::size_t part{};
};

/// All centre lines cut into pieces, with a spatial index.
class StreetNet {
public:
    StreetNet() = default;
    explicit StreetNet(const std::vector<PlanStreet>& streets);
    /// Edges of the outer rings that run along a street (within 35°), have it on their outer side and lie no farther
    /// from the centre line than half the wider of its widths and 3 m. A street of unknown width counts as 20 m wide
    /// here. Each edge faces one street at most.
    [[nodiscard]] std::vector<FacingEdge> facing_edges(const MultiPolygon& shape, const Box& box) const
    {
        return facing_edges(shape, near(box));
    }
    /// The same among pieces that are known to be near.
    [[nodiscard]] std::vector<FacingEdge> facing_edges(const MultiPolygon& shape,
                                                       const std::vector<std::uint32_t>& candidates) const;
    /// Pieces no farther from the box than the half width of their street.
    [[nodiscard]] std::vector<std::uint32_t> near(const Box& box) const;
    [[nodiscard]] const StreetPiece& piece(std::uint32_t i) const { return pieces_[i]; }

private:
    std::vector<StreetPiece> pieces_;
    std::vector<double> half_width_m_; ///< per street
    double widest_m_{0};               ///< largest half width
    BoxIndex index_;
};

/// Passages from facing edges, widest first, and what they say of the parcel: passage width, frontage, depth, corner,
/// side.
void add_frontage(const std::vector<PlanStreet>& streets, const std::vector<FacingEdge>& edges,
                  const MultiPolygon& shape, ParcelFacts& facts);

/// The wider of the existing and the plan width; empty when neither is known.
[[nodiscard]] std::optional<double> governing_width(const PlanStreet& street);

} // namespace didban
