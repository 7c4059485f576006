#pragma once
#include "didban/land/parcel.h"
#include "pipelines/plan/plan_data.h"

#include <string>
#include <vector>

namespace didban {

/// A line that a plot is measured from: a point on it and its unit normal into the plot.
struct MeasuringLine {
    Point at, inward;
    /// How far the shape reaches behind the line, metres; 0 when nothing does.
    [[nodiscard]] double depth_of(const MultiPolygon& shape) const;
};

/// One edge of a plot by what it faces.
struct PlotSide {
    enum class Kind { Front, Rear, Side } kind{Kind::Side};
    Point a, b;          ///< counter-clockwise along the plot
    std::string label;   ///< "north", "south", "east", "west": where it looks
    std::string street;  ///< street_id of a front
    MeasuringLine edge;  ///< as the cadastre has it
    MeasuringLine front; ///< of a front: where the plot begins after widening; else the edge
    [[nodiscard]] double length() const;
};

/// The edges of a plot. A front faces a street; the rear is opposite the street that governs (`governing_street`, the
/// widest one: facts.passages.front()); all else is a side. Empty when no edge faces a street: nobody can say then
/// which side is the front. `parcel` runs counter-clockwise in the plan's CRS, metres. Pure.
[[nodiscard]] std::vector<PlotSide> plot_sides(const Parcel& parcel, const PlanData& plan,
                                               const std::string& governing_street);

/// A corner of the plot between two streets, where it lies after widening.
struct PlotCorner {
    Point at;
    double angle{};      ///< inside the plot, radians, below π
    Point before, after; ///< unit vectors from it along the fronts that run into it and out of it
    /// The triangle that a cut of this length takes.
    [[nodiscard]] MultiPolygon cut_of(double length_m) const;
};
[[nodiscard]] std::vector<PlotCorner> corners_of(const std::vector<PlotSide>& sides);

/// The longest front on each street, by street id.
[[nodiscard]] std::vector<const PlotSide*> main_fronts(const std::vector<PlotSide>& sides);

} // namespace didban
