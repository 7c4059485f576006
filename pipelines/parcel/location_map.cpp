#include "pipelines/parcel/location_map.h"

#include "pipelines/parcel/html_text.h"
#include "pipelines/parcel/parcel_words.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <numbers>
#include <set>

namespace didban {

namespace {

constexpr double width = 640, height = 480;

class Canvas {
public:
    Canvas(const Box& parcel, Language language) : direction_(language == Language::Fa ? "rtl" : "ltr")
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
    /// A name along the longest piece of a line that the map shows.
    void name_along(const LineString& points, const std::string& name)
    {
        double longest = 90; // pixels; shorter pieces have no room for a name
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
        if (longest <= 90)
            return;
        if (angle > 90 || angle <= -90)
            angle += angle > 0 ? -180 : 180;
        label({x, y}, name, angle, 13);
    }
    void label_at(const Point& p, const std::string& text) { label(pixel(p), text, 0, 15); }
    [[nodiscard]] std::string finish(const std::string& title) const
    {
        return "<svg class=\"map\" viewBox=\"0 0 640 480\" role=\"img\" aria-label=\"" + html::escape(title) +
               "\" direction=\"ltr\" overflow=\"hidden\"><rect width=\"640\" height=\"480\" fill=\"#f4f1ea\"/>" + svg_ +
               "</svg>";
    }

private:
    [[nodiscard]] Point pixel(const Point& p) const { return {(p.x - x0_) * scale_, (y1_ - p.y) * scale_}; }
    [[nodiscard]] std::string at(const Point& p) const
    {
        const Point q = pixel(p);
        char text[48];
        std::snprintf(text, sizeof text, "%.1f %.1f", q.x, q.y);
        return text;
    }
    /// Cuts a piece to the part inside the map, a margin off (Liang and Barsky 1984). False: nothing is left.
    static bool clip(Point& a, Point& b)
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
        if (!bound(-dx, a.x - margin) || !bound(dx, width - margin - a.x) || !bound(-dy, a.y - margin) ||
            !bound(dy, height - margin - a.y))
            return false;
        b = {a.x + to * dx, a.y + to * dy};
        a = {a.x + from * dx, a.y + from * dy};
        return true;
    }
    void label(const Point& p, const std::string& text, double angle, int size)
    {
        char start[280];
        std::snprintf(start, sizeof start,
                      "<text transform=\"translate(%.1f %.1f) rotate(%.1f)\" text-anchor=\"middle\" "
                      "dominant-baseline=\"central\" font-size=\"%d\" fill=\"#1d2730\" stroke=\"#fff\" "
                      "stroke-width=\"3\" paint-order=\"stroke\" direction=\"%s\">",
                      p.x, p.y, angle, size, direction_);
        svg_ += start + html::escape(text) + "</text>";
    }
    [[nodiscard]] std::string ring(const Ring& r) const
    {
        std::string d;
        for (const Point& p : r)
            d += (d.empty() ? "M" : "L") + at(p);
        return d + "Z";
    }
    const char* direction_; ///< of the text
    double scale_{1}, x0_{}, y1_{};
    Box view_;
    std::string svg_;
};

struct Colour {
    const char *line, *fill;
};

Colour colour_of(const std::string& kind)
{
    if (kind == "river" || kind == "qanat")
        return {"#0b6e99", "#2b9fd0"};
    if (kind == "garden" || kind == "farmland")
        return {"#2f7d32", "#6bb26e"};
    if (kind == "utility" || kind == "airport")
        return {"#9a5b00", "#d99a3c"};
    return kind == "forbidden" ? Colour{"#8c1d18", "#d65a52"} : Colour{"#7b2a63", "#b0609a"};
}

std::string legend_entry(const std::string& style, const std::string& text)
{
    return "<span class=\"key\"><i style=\"" + style + "\"></i>" + html::escape(text) + "</span>";
}

} // namespace

std::string location_map(const ParcelBook& book, const ParcelFile& file, Language l)
{
    namespace words = parcel_words;
    const Parcel& parcel = book.parcel(file.parcel);
    Canvas canvas(bounds(parcel.shape), l);
    const Box view = canvas.view();
    const std::vector<PlanStreet> streets = book.plan().streets_near(view);
    const auto widened = [](const PlanStreet& s) {
        return s.plan_width_m && s.width_m && *s.plan_width_m > *s.width_m;
    };
    bool widening = false;
    for (const PlanStreet& s : streets)
        for (const LineString& line : s.lines)
            if (widened(s)) {
                canvas.line(line, *s.plan_width_m, "#f0d3a4");
                widening = true;
            }
    for (const PlanStreet& s : streets)
        for (const LineString& line : s.lines)
            canvas.line(line, s.width_m.value_or(s.plan_width_m.value_or(2)), "#ffffff");
    for (const std::uint32_t i : book.near(view))
        if (i != file.parcel)
            canvas.path(book.parcel(i).shape,
                        "fill=\"#e6e1d6\" stroke=\"#a59c88\" stroke-width=\"1\" fill-rule=\"evenodd\"");
    canvas.path(parcel.shape, "fill=\"#8fbfe3\" stroke=\"#0f4c75\" stroke-width=\"3.5\" fill-rule=\"evenodd\"");
    const MultiPolygon taken = book.plan().taken_by_widening(parcel);
    canvas.path(taken, "fill=\"#c6472a\" fill-opacity=\"0.85\" fill-rule=\"evenodd\"");
    const MultiPolygon frame{{{{{view.x0, view.y0}, {view.x1, view.y0}, {view.x1, view.y1}, {view.x0, view.y1}}, {}}}};
    std::set<std::string> kinds;
    for (const OverlayHit& hit : book.plan().overlays_meeting(frame, file.on)) {
        const Colour colour = colour_of(hit.overlay->overlay.kind);
        canvas.path(hit.overlay->shape,
                    ("fill=\"" + std::string(colour.fill) + "\" fill-opacity=\"0.2\" stroke=\"" + colour.line +
                     "\" stroke-width=\"2\" stroke-dasharray=\"7 4\" "
                     "fill-rule=\"evenodd\"")
                        .c_str());
        kinds.insert(hit.overlay->overlay.kind);
    }
    for (const PlanStreet& s : streets) {
        std::string name = s.name;
        if (const auto width = s.plan_width_m ? s.plan_width_m : s.width_m)
            name += (name.empty() ? "" : " · ") + words::number(*width, 1, l) + words::say(l, " m", " متر");
        if (!name.empty() && !s.lines.empty())
            canvas.name_along(s.lines.front(), name);
    }
    if (file.facts.area_m2)
        canvas.label_at(centroid(parcel.shape),
                        words::number(*file.facts.area_m2, 0, l) + words::say(l, " m²", " مترمربع"));
    const double bar = std::pow(10, std::floor(std::log10(200 / canvas.scale())));
    char marks[900];
    std::snprintf(marks, sizeof marks,
                  "<path d=\"M14 470h%.1f\" stroke=\"#fff\" stroke-width=\"9\"/>"
                  "<path d=\"M16 470h%.1f\" stroke=\"#1d2730\" stroke-width=\"4\"/>"
                  "<text x=\"%.1f\" y=\"458\" text-anchor=\"middle\" direction=\"%s\" font-size=\"14\" "
                  "fill=\"#1d2730\" stroke=\"#fff\" stroke-width=\"3\" "
                  "paint-order=\"stroke\">%s</text><circle cx=\"610\" cy=\"36\" r=\"24\" fill=\"#fff\" "
                  "fill-opacity=\"0.9\"/><path d=\"M610 16l7 20l-7 -5l-7 5z\" fill=\"#1d2730\"/><text x=\"610\" "
                  "y=\"52\" font-size=\"12\" text-anchor=\"middle\" fill=\"#1d2730\">%s</text>",
                  bar * canvas.scale() + 4, bar * canvas.scale(), 16 + std::max(bar * canvas.scale() / 2, 16.0),
                  l == Language::Fa ? "rtl" : "ltr", (words::number(bar, 0, l) + words::say(l, " m", " متر")).c_str(),
                  l == Language::Fa ? "شمال" : "N");
    canvas.raw(marks);
    std::string legend =
        legend_entry("background:#8fbfe3;border-color:#0f4c75", words::say(l, "this parcel", "این ملک"));
    if (!taken.empty())
        legend += legend_entry("background:#c6472a;border-color:#8c2f1a",
                               words::say(l, "taken by widening", "کاهش در تعریض"));
    if (widening)
        legend += legend_entry("background:#f0d3a4;border-color:#c9a264",
                               words::say(l, "passage after widening", "گذر پس از تعریض"));
    for (const std::string& kind : kinds)
        legend += legend_entry("background:" + std::string(colour_of(kind).fill) + "44;border:2px dashed " +
                                   colour_of(kind).line,
                               words::overlay_kind(kind, l));
    return html::element("figure", canvas.finish(words::say(l, "Location map of the parcel", "نقشه موقعیت ملک")) +
                                       html::element("figcaption", legend));
}

} // namespace didban
