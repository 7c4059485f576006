#include "parcel/location_map.h"

#include "didban/base/number_text.h"
#include "html_text.h"
#include "parcel/fact_words.h"
#include "parcel/map_canvas.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace didban {

namespace words = parcel_words;

namespace {

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

/// A bar of so many metres, so many units long, and an arrow to the north.
std::string scale_bar(double metres, double units, Language l)
{
    const auto tenths = [](double x) { return text::fixed(x, 1); };
    return "<path d=\"M14 470h" + tenths(units + 4) + "\" stroke=\"#fff\" stroke-width=\"9\"/><path d=\"M16 470h" +
           tenths(units) + "\" stroke=\"#1d2730\" stroke-width=\"4\"/><text x=\"" +
           tenths(16 + std::max(units / 2, 16.0)) + "\" y=\"458\" text-anchor=\"middle\" direction=\"" +
           words::say(l, "ltr", "rtl") +
           "\" font-size=\"14\" fill=\"#1d2730\" stroke=\"#fff\" stroke-width=\"3\" paint-order=\"stroke\">" +
           words::number(metres, 0, l) + words::say(l, " m", " متر") +
           "</text><circle cx=\"610\" cy=\"36\" r=\"24\" fill=\"#fff\" fill-opacity=\"0.9\"/><path d=\"M610 16l7 "
           "20l-7 -5l-7 5z\" fill=\"#1d2730\"/><text x=\"610\" y=\"52\" font-size=\"12\" text-anchor=\"middle\" "
           "fill=\"#1d2730\">" +
           words::say(l, "N", "شمال") + "</text>";
}

} // namespace

Box map_view(const Box& parcel)
{
    return MapCanvas(parcel, Language::En).view();
}

std::string location_map(const ParcelFile& file, const ParcelSurroundings& around, Language l)
{
    const Parcel& parcel = *file.parcel;
    MapCanvas canvas(bounds(parcel.shape), l);
    using Street = ParcelSurroundings::Street;
    const auto widened = [](const Street& s) { return s.plan_width_m && s.width_m && *s.plan_width_m > *s.width_m; };
    for (const MultiPolygon* shape : around.neighbours)
        canvas.path(*shape, "fill=\"#e6e1d6\" stroke=\"#a59c88\" stroke-width=\"1\" fill-rule=\"evenodd\"");
    bool widening = false; // drawn over the neighbours, of whom it takes ground too
    for (const Street& s : around.streets)
        for (const LineString& line : s.lines)
            if (widened(s)) {
                canvas.line(line, *s.plan_width_m, "#f0d3a4");
                widening = true;
            }
    for (const Street& s : around.streets)
        for (const LineString& line : s.lines)
            canvas.line(line, s.width_m.value_or(s.plan_width_m.value_or(2)), "#ffffff");
    canvas.path(parcel.shape, "fill=\"#8fbfe3\" stroke=\"#0f4c75\" stroke-width=\"3.5\" fill-rule=\"evenodd\"");
    canvas.path(around.taken, "fill=\"#c6472a\" fill-opacity=\"0.85\" fill-rule=\"evenodd\"");
    std::map<std::string, Label> kinds;
    for (const ParcelSurroundings::Overlay& overlay : around.overlays) {
        const Colour colour = colour_of(overlay.kind);
        canvas.path(*overlay.shape, "fill=\"" + std::string(colour.fill) + "\" fill-opacity=\"0.2\" stroke=\"" +
                                        colour.line +
                                        "\" stroke-width=\"2\" stroke-dasharray=\"7 4\" fill-rule=\"evenodd\"");
        kinds.emplace(overlay.kind, overlay.label);
    }
    for (const Street& s : around.streets) {
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
    canvas.raw(scale_bar(bar, bar * canvas.scale(), l));
    std::string legend =
        legend_entry("background:#8fbfe3;border-color:#0f4c75", words::say(l, "this parcel", "این ملک"));
    if (!around.taken.empty())
        legend += legend_entry("background:#c6472a;border-color:#8c2f1a",
                               words::say(l, "taken by widening", "کاهش در تعریض"));
    if (widening)
        legend += legend_entry("background:#f0d3a4;border-color:#c9a264",
                               words::say(l, "passage after widening", "گذر پس از تعریض"));
    for (const auto& [kind, label] : kinds)
        legend += legend_entry("background:" + std::string(colour_of(kind).fill) + "44;border:2px dashed " +
                                   colour_of(kind).line,
                               words::overlay_kind(kind, label, l));
    return html::element("figure", canvas.finish(words::say(l, "Location map of the parcel", "نقشه موقعیت ملک")) +
                                       html::element("figcaption", legend));
}

} // namespace didban
