#include "route_sketch.h"

#include "didban/base/number_text.h"
#include "html_text.h"
#include "parcel/say.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace didban {

namespace {

constexpr double width = 640, height = 260, margin = 28;
constexpr double metres_per_degree = 111'195; ///< of latitude, mean

struct Plane {
    double lon0, lat0, east; ///< metres per degree of longitude
    double x0{}, y0{}, scale{1};

    explicit Plane(const VisitRoute& route)
        : lon0(*route.front()->longitude), lat0(*route.front()->latitude),
          east(metres_per_degree * std::cos(lat0 * std::numbers::pi / 180))
    {
        double left = 0, right = 0, low = 0, high = 0;
        for (const Visit* v : route) {
            left = std::min(left, x(*v)), right = std::max(right, x(*v));
            low = std::min(low, y(*v)), high = std::max(high, y(*v));
        }
        constexpr double least_m = 100;
        scale = std::min((width - 2 * margin) / std::max(right - left, least_m),
                         (height - 2 * margin) / std::max(high - low, least_m));
        x0 = (left + right) / 2;
        y0 = (low + high) / 2;
    }
    [[nodiscard]] double x(const Visit& v) const { return (*v.longitude - lon0) * east; }
    [[nodiscard]] double y(const Visit& v) const { return (*v.latitude - lat0) * metres_per_degree; }
    [[nodiscard]] std::string at(const Visit& v, char between) const
    {
        return text::fixed(width / 2 + (x(v) - x0) * scale, 1) + between +
               text::fixed(height / 2 - (y(v) - y0) * scale, 1);
    }
};

/// 1, 2 or 5 times a power of ten, at most `most`.
double round_length(double most)
{
    const double power = std::pow(10, std::floor(std::log10(most)));
    return (most >= 5 * power ? 5 : most >= 2 * power ? 2 : 1) * power;
}

} // namespace

std::string route_sketch(const VisitRoute& route, Language language)
{
    const Plane plane(route);
    std::string line, stops;
    for (const Visit* v : route) {
        line += (line.empty() ? "" : " ") + plane.at(*v, ',');
        stops += "<g transform=\"translate(" + plane.at(*v, ' ') + ")\"><circle r=\"10\" fill=\"" +
                 (v->control ? "#fff" : "#0f4c75") + "\" stroke=\"#0f4c75\" stroke-width=\"2\"/><text y=\"4\" fill=\"" +
                 (v->control ? "#0f4c75" : "#fff") + "\" text-anchor=\"middle\" font-size=\"11\" font-weight=\"700\">" +
                 parcel_words::number(v->stop, 0, language) + "</text></g>";
    }
    const double bar = round_length(150 / plane.scale);
    const std::string metres = parcel_words::number(bar, 0, language) + parcel_words::say(language, " m", " متر");
    return "<svg viewBox=\"0 0 640 260\" role=\"img\" aria-label=\"" +
           html::escape(parcel_words::say(language, "Sketch of the route", "کروکی مسیر")) + "\"><polyline points=\"" +
           line + "\" fill=\"none\" stroke=\"#7a98ad\" stroke-width=\"2\" stroke-dasharray=\"5 4\"/>" + stops +
           "<path d=\"M12 236v8h" + text::fixed(bar * plane.scale, 1) +
           "v-8\" fill=\"none\" stroke=\"#52606d\"/><text x=\"12\" y=\"230\" font-size=\"11\" fill=\"#52606d\" "
           "direction=\"" +
           (language == Language::Fa ? "rtl\" text-anchor=\"end" : "ltr") + "\">" + html::escape(metres) +
           "</text><text x=\"618\" y=\"24\" font-size=\"12\" fill=\"#52606d\" text-anchor=\"middle\">" +
           html::escape(parcel_words::say(language, "N ↑", "ش ↑")) + "</text></svg>";
}

} // namespace didban
