#pragma once
#include "didban/geo/polygon.h"
#include "didban/report/language.h"

#include <string>

namespace didban {

/// A drawing of ground in a metric CRS as the inside of an SVG of 640 by 480 units, a parcel in its middle.
class MapCanvas {
public:
    static constexpr double width = 640, height = 480;

    MapCanvas(const Box& parcel, Language language);
    [[nodiscard]] const Box& view() const { return view_; }
    /// Units per metre.
    [[nodiscard]] double scale() const { return scale_; }
    void path(const MultiPolygon& shape, const std::string& style);
    void line(const LineString& points, double metres, const std::string& colour);
    void raw(const std::string& element) { svg_ += element; }
    /// A name along the longest piece of a line that the map shows.
    void name_along(const LineString& points, const std::string& name);
    void label_at(const Point& p, const std::string& text);
    [[nodiscard]] std::string finish(const std::string& title) const;

private:
    [[nodiscard]] Point pixel(const Point& p) const { return {(p.x - x0_) * scale_, (y1_ - p.y) * scale_}; }
    [[nodiscard]] std::string at(const Point& p) const;
    void label(const Point& p, const std::string& text, double angle, int size);
    [[nodiscard]] std::string ring(const Ring& r) const;

    const char* direction_; ///< of the text
    double scale_{1}, x0_{}, y1_{};
    Box view_;
    std::string svg_;
};

} // namespace didban
