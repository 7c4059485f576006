#include "location_map.h"

#include "parcel_words.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace didban {

namespace {

constexpr double width = 640, height = 480;

class Canvas {
public:
    explicit Canvas(const Box& parcel)
    {
        const double cx = (parcel.x0 + parcel.x1) / 2, cy = (parcel.y0 + parcel.y1) / 2;
        const double reach = std::max({parcel.x1 - parcel.x0, (parcel.y1 - parcel.y0) * width / height, 20.0}) * 1.6;
        scale_ = width / (2 * reach);
        x0_ = cx - reach;
        y1_ = cy + reach * height / width;
        view_ = {cx - reach, cy - reach * height / width, cx + reach, cy + reach * height / width};
    }
    [[nodiscard]] const Box& view() const { return view_; }
    [[nodiscard]] double scale() const { return scale_; }
    void path(const MultiPolygon& shape, const char* style)
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
    void line(const LineString& points, double metres, const char* colour)
    {
        std::string d;
        for (const Point& p : points)
            d += (d.empty() ? "M" : "L") + at(p);
        char style[160];
        std::snprintf(style, sizeof style,
                      "fill=\"none\" stroke=\"%s\" stroke-width=\"%.1f\" stroke-linejoin=\"round\"", colour,
                      metres * scale_);
        svg_ += "<path d=\"" + d + "\" " + style + "/>";
    }
    void raw(const std::string& element) { svg_ += element; }
    [[nodiscard]] std::string finish(const std::string& title) const
    {
        return "<svg viewBox=\"0 0 640 480\" role=\"img\" aria-label=\"" + title +
               "\" direction=\"ltr\"><rect width=\"640\" height=\"480\" fill=\"#f4f1ea\"/>" + svg_ + "</svg>";
    }

private:
    [[nodiscard]] std::string at(const Point& p) const
    {
        char text[48];
        std::snprintf(text, sizeof text, "%.1f %.1f", (p.x - x0_) * scale_, (y1_ - p.y) * scale_);
        return text;
    }
    [[nodiscard]] std::string ring(const Ring& r) const
    {
        std::string d;
        for (const Point& p : r)
            d += (d.empty() ? "M" : "L") + at(p);
        return d + "Z";
    }
    double scale_{1}, x0_{}, y1_{};
    Box view_;
    std::string svg_;
};

} // namespace

std::string location_map(const ParcelBook& book, const ParcelFile& file, Language l)
{
    const Parcel& parcel = book.parcel(file.parcel);
    Canvas canvas(bounds(parcel.shape));
    const Box view = canvas.view();
    for (const PlanStreet& s : book.plan().streets_near(view))
        for (const LineString& line : s.lines) {
            if (s.plan_width_m && s.plan_width_m > s.width_m)
                canvas.line(line, *s.plan_width_m, "#f0d9b8");
            canvas.line(line, s.width_m.value_or(s.plan_width_m.value_or(2)), "#ffffff");
        }
    for (const std::uint32_t i : book.near(view))
        if (i != file.parcel)
            canvas.path(book.parcel(i).shape,
                        "fill=\"#e3ddd0\" stroke=\"#a59c88\" stroke-width=\"1\" fill-rule=\"evenodd\"");
    canvas.path(parcel.shape, "fill=\"#7fb2d9\" stroke=\"#12466f\" stroke-width=\"3\" fill-rule=\"evenodd\"");
    canvas.path(book.plan().taken_by_widening(parcel), "fill=\"#d96b4a\" fill-opacity=\"0.8\" fill-rule=\"evenodd\"");
    const MultiPolygon frame{{{{{view.x0, view.y0}, {view.x1, view.y0}, {view.x1, view.y1}, {view.x0, view.y1}}, {}}}};
    for (const OverlayHit& hit : book.plan().overlays_meeting(frame, file.on))
        canvas.path(hit.overlay->shape, "fill=\"#8a2d6b\" fill-opacity=\"0.12\" stroke=\"#8a2d6b\" "
                                        "stroke-width=\"1.5\" stroke-dasharray=\"6 4\" fill-rule=\"evenodd\"");
    const double bar = std::pow(10, std::floor(std::log10(200 / canvas.scale())));
    const double length = bar * canvas.scale();
    char marks[600];
    std::snprintf(marks, sizeof marks,
                  "<path d=\"M20 460h%.1f\" stroke=\"#222\" stroke-width=\"4\"/><text x=\"20\" y=\"450\" "
                  "font-size=\"14\">%s</text>"
                  "<path d=\"M612 60l-9 -8l9 -32l9 32z\" fill=\"#222\"/><text x=\"612\" y=\"76\" font-size=\"14\" "
                  "text-anchor=\"middle\">%s</text>",
                  length, (parcel_words::number(bar, 0, l) + parcel_words::say(l, " m", " متر")).c_str(),
                  l == Language::Fa ? "شمال" : "N");
    canvas.raw(marks);
    return canvas.finish(parcel_words::say(l, "Location map", "نقشه موقعیت"));
}

} // namespace didban
