#include "parcel/map_canvas.h"

#include "didban/base/number_text.h"
#include "html_text.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace didban {

namespace {

constexpr double least_name = 90; ///< units: shorter pieces have no room for a name

std::string tenths(double x)
{
    return text::fixed(x, 1);
}

/// Cuts a piece to the part inside the map, a margin off (Liang and Barsky 1984). False: nothing is left.
bool clip(Point& a, Point& b)
{
    constexpr double margin = 12;
    const double dx = b.x - a.x, dy = b.y - a.y;
    double from = 0, to = 1;
    const auto bound = [&](double step, double room) {
        if (step == 0)
            return room >= 0;
        const double t = room / step;
        if (step < 0)
            from = std::max(from, t);
        else
            to = std::min(to, t);
        return from < to;
    };
    if (!bound(-dx, a.x - margin) || !bound(dx, MapCanvas::width - margin - a.x) || !bound(-dy, a.y - margin) ||
        !bound(dy, MapCanvas::height - margin - a.y))
        return false;
    b = {a.x + to * dx, a.y + to * dy};
    a = {a.x + from * dx, a.y + from * dy};
    return true;
}

} // namespace

MapCanvas::MapCanvas(const Box& parcel, Language language) : direction_(language == Language::Fa ? "rtl" : "ltr")
{
    const double cx = (parcel.x0 + parcel.x1) / 2, cy = (parcel.y0 + parcel.y1) / 2;
    const double reach = std::max({parcel.x1 - parcel.x0, (parcel.y1 - parcel.y0) * width / height, 20.0}) * 1.6;
    scale_ = width / (2 * reach);
    x0_ = cx - reach;
    y1_ = cy + reach * height / width;
    view_ = {cx - reach, cy - reach * height / width, cx + reach, cy + reach * height / width};
}

void MapCanvas::path(const MultiPolygon& shape, const std::string& style)
{
    std::string d;
    for (const Polygon& part : shape.parts) {
        d += ring(part.outer);
        for (const Ring& hole : part.holes)
            d += ring(hole);
    }
    if (!d.empty())
        svg_ += "<path d=\"" + d + "\" " + style + "/>";
}

void MapCanvas::line(const LineString& points, double metres, const std::string& colour)
{
    std::string d;
    for (const Point& p : points)
        d += (d.empty() ? "M" : "L") + at(p);
    svg_ += "<path d=\"" + d + "\" fill=\"none\" stroke=\"" + colour + "\" stroke-width=\"" + tenths(metres * scale_) +
            "\" stroke-linejoin=\"round\"/>";
}

void MapCanvas::name_along(const LineString& points, const std::string& name)
{
    double longest = least_name;
    double x = 0, y = 0, angle = 0;
    for (std::size_t i = 0; i + 1 < points.size(); ++i) {
        Point a = pixel(points[i]), b = pixel(points[i + 1]);
        if (!clip(a, b))
            continue;
        const double length = std::hypot(b.x - a.x, b.y - a.y);
        if (length <= longest)
            continue;
        longest = length;
        x = (a.x + b.x) / 2;
        y = (a.y + b.y) / 2;
        angle = std::atan2(b.y - a.y, b.x - a.x) * 180 / std::numbers::pi;
    }
    if (longest <= least_name)
        return;
    if (angle > 90 || angle <= -90)
        angle += angle > 0 ? -180 : 180;
    label({x, y}, name, angle, 13);
}

void MapCanvas::label_at(const Point& p, const std::string& text)
{
    label(pixel(p), text, 0, 15);
}

std::string MapCanvas::finish(const std::string& title) const
{
    return "<svg class=\"map\" viewBox=\"0 0 640 480\" role=\"img\" aria-label=\"" + html::escape(title) +
           "\" direction=\"ltr\" overflow=\"hidden\"><rect width=\"640\" height=\"480\" fill=\"#f4f1ea\"/>" + svg_ +
           "</svg>";
}

std::string MapCanvas::at(const Point& p) const
{
    const Point q = pixel(p);
    return tenths(q.x) + " " + tenths(q.y);
}

void MapCanvas::label(const Point& p, const std::string& text, double angle, int size)
{
    svg_ += "<text transform=\"translate(" + tenths(p.x) + " " + tenths(p.y) + ") rotate(" + tenths(angle) +
            ")\" text-anchor=\"middle\" dominant-baseline=\"central\" font-size=\"" + std::to_string(size) +
            "\" fill=\"#1d2730\" stroke=\"#fff\" stroke-width=\"3\" paint-order=\"stroke\" direction=\"" + direction_ +
            "\">" + html::escape(text) + "</text>";
}

std::string MapCanvas::ring(const Ring& r) const
{
    std::string d;
    for (const Point& p : r)
        d += (d.empty() ? "M" : "L") + at(p);
    return d + "Z";
}

} // namespace didban
