#include "didban/land/crs_signs.h"

#include "didban/base/error.h"
#include "didban/base/number_text.h"

#include <algorithm>
#include <cmath>

namespace didban {

namespace {

// Iran's UTM zones on WGS 84, and the same on ED50(ED77).
constexpr int first_zone = 38;
constexpr int last_zone = 41;

constexpr double ed77_tolerance_m = 25;
// ED50(ED77) to WGS 84, EPSG operation 1514 (position vector, 1 m).
constexpr const char* ed77_shift =
    " +ellps=intl +towgs84=-110.33,-97.73,-119.85,0.3423,1.1634,0.2715,0.063 +units=m +no_defs +type=crs";

std::string numbers(const Box& box)
{
    const auto plain = [](double x) { return text::significant(x, 10); };
    return "x " + plain(box.x0) + " to " + plain(box.x1) + ", y " + plain(box.y0) + " to " + plain(box.y1);
}

bool is_utm(const Crs& crs)
{
    return crs.name().find("UTM") != std::string::npos;
}

/// The box of the corners and the centre in another CRS; empty when they cannot be transformed.
Box moved(const Box& box, const Crs& from, const Crs& to)
{
    Box out;
    try {
        const Transform transform(from, to);
        for (const Point corner : {Point{box.x0, box.y0}, Point{box.x1, box.y0}, Point{box.x1, box.y1},
                                   Point{box.x0, box.y1}, Point{(box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2}}) {
            const Point p = transform(corner);
            if (!std::isfinite(p.x) || !std::isfinite(p.y))
                return {};
            out.include(p);
        }
    } catch (const Error&) {
        return {};
    }
    return out;
}

bool meets_any(const Box& box, const std::vector<Box>& images)
{
    return !box.empty() &&
           std::any_of(images.begin(), images.end(), [&](const Box& image) { return image.meets(box); });
}

} // namespace

std::optional<CrsSign> impossible_numbers(const Box& stored, const Crs& declared)
{
    if (stored.empty())
        return std::nullopt;
    const bool as_degrees = stored.x0 >= -180 && stored.x1 <= 180 && stored.y0 >= -90 && stored.y1 <= 90;
    if (declared.projected() && as_degrees)
        return CrsSign{"cadastre.crs_degrees", numbers(stored) + " declared as " + declared.name()};
    if (!declared.projected() && (stored.x0 < -360 || stored.x1 > 360 || stored.y0 < -180 || stored.y1 > 180))
        return CrsSign{"cadastre.crs_metres", numbers(stored) + " declared as " + declared.name()};
    return std::nullopt;
}

std::optional<CrsSign> misplaced(const Box& stored, const Crs& declared, const std::vector<Box>& images,
                                 const Crs& working)
{
    if (stored.empty())
        return std::nullopt;
    const Box swapped{stored.y0, stored.x0, stored.y1, stored.x1};
    // UTM eastings stay below 1,000 km; Iran's northings begin at 2,700 km.
    if (is_utm(declared) && stored.x0 > 1e6 && stored.y1 < 1e6)
        return CrsSign{"cadastre.crs_axes_swapped", numbers(stored) + " in " + declared.name()};
    if (images.empty() || meets_any(moved(stored, declared, working), images))
        return std::nullopt;
    if (meets_any(moved(swapped, declared, working), images))
        return CrsSign{"cadastre.crs_axes_swapped",
                       numbers(stored) + " in " + declared.name() + " meet the images with x and y exchanged"};
    if (declared.projected())
        for (int zone = first_zone; zone <= last_zone; ++zone)
            for (const int base : {32600, 2020}) { // EPSG:32638 to 32641, EPSG:2058 to 2061
                const Crs other = Crs::parse("EPSG:" + std::to_string(base + zone));
                if (!(other == declared) && meets_any(moved(stored, other, working), images))
                    return CrsSign{"cadastre.crs_wrong_zone", "declared as " + declared.name() + ", fits in " +
                                                                  other.name() + " (" + other.authority_code() + ")"};
            }
    if (is_utm(declared) && (stored.x1 < 1e5 || stored.y1 < 1e6))
        return CrsSign{"cadastre.crs_truncated", numbers(stored) + " in " + declared.name()};
    return CrsSign{"cadastre.crs_elsewhere", numbers(stored) + " in " + declared.name()};
}

bool declared_ed77(const Crs& declared)
{
    const std::string code = declared.authority_code();
    return code == "EPSG:4154" || code == "EPSG:2058" || code == "EPSG:2059" || code == "EPSG:2060" ||
           code == "EPSG:2061" || declared.name().find("ED77") != std::string::npos;
}

std::optional<Ed77Suggestion> suggest_ed77(double offset_x_m, double offset_y_m, double longitude_deg,
                                           double latitude_deg)
{
    const int zone = std::clamp(static_cast<int>(std::floor((longitude_deg + 180) / 6)) + 1, 1, 60);
    const Crs ed77 = Crs::parse("+proj=utm +zone=" + std::to_string(zone) + ed77_shift);
    const Crs wgs84 = Crs::parse("EPSG:" + std::to_string((latitude_deg < 0 ? 32700 : 32600) + zone));
    // The same numbers read on the old datum and on the new one.
    const Point same = Transform(Crs::wgs84(), wgs84)({longitude_deg, latitude_deg});
    const Point truly = Transform(ed77, wgs84)(same);
    Ed77Suggestion suggestion{true, truly.x - same.x, truly.y - same.y, 0};
    suggestion.distance_m = std::hypot(offset_x_m - suggestion.expected_x_m, offset_y_m - suggestion.expected_y_m);
    if (suggestion.distance_m <= ed77_tolerance_m)
        return suggestion;
    suggestion = {false, -suggestion.expected_x_m, -suggestion.expected_y_m, 0};
    suggestion.distance_m = std::hypot(offset_x_m - suggestion.expected_x_m, offset_y_m - suggestion.expected_y_m);
    return suggestion.distance_m <= ed77_tolerance_m ? std::optional(suggestion) : std::nullopt;
}

} // namespace didban
