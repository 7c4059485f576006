#pragma once
#include "didban/geo/box_index.h"

#include <optional>
#include <vector>

namespace didban {

/// Building footprints as they stood on one day. Immutable; any number of threads may ask.
class BuildingMap {
public:
    /// A map speaks about the ground within this distance of its footprints, metres: one of a single district says
    /// nothing about the others.
    static constexpr double reach_m = 150;

    /// Valid shapes in one projected CRS, metres. `undated`: footprints of which it is not known whether they stood on
    /// that day.
    BuildingMap(std::vector<MultiPolygon> standing, std::vector<MultiPolygon> undated);

    /// Share of a shape's planar area on standing footprints, overlaps counted once, 0 to 1. nullopt = the map does not
    /// say: none of its footprints lies within reach, an undated one meets the shape, or the shape has no area.
    [[nodiscard]] std::optional<double> share(const MultiPolygon& shape) const;
    [[nodiscard]] const std::vector<MultiPolygon>& standing() const { return standing_; }
    /// Numbers of the standing footprints whose boxes meet an area, ascending.
    [[nodiscard]] std::vector<std::uint32_t> near(const Box& area) const { return standing_index_.meeting(area); }

private:
    std::vector<MultiPolygon> standing_, undated_;
    BoxIndex standing_index_, undated_index_;
    [[nodiscard]] bool covers(const MultiPolygon& shape) const;
};

} // namespace didban
