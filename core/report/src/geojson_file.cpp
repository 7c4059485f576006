#include "geojson_file.h"

#include "json_text.h"

#include <cmath>

namespace didban {

namespace {

constexpr int degree_decimals = 7;

/// A closed ring as JSON; "" when fewer than three different positions are left after rounding.
std::string ring_text(const Ring& ring)
{
    std::vector<std::string> positions;
    for (const Point& p : ring) {
        std::string at = "[";
        at += json_text::number(p.x, degree_decimals);
        at += ',';
        at += json_text::number(p.y, degree_decimals);
        at += ']';
        if (positions.empty() || at != positions.back())
            positions.push_back(std::move(at));
    }
    if (positions.size() > 1 && positions.front() == positions.back())
        positions.pop_back();
    if (positions.size() < 3)
        return "";
    std::string out = "[";
    for (const std::string& at : positions)
        out += at + ",";
    return out + positions.front() + "]";
}

std::string polygon_text(const Polygon& polygon)
{
    const std::string outer = ring_text(polygon.outer);
    if (outer.empty())
        return "";
    std::string out = "[" + outer;
    for (const Ring& hole : polygon.holes)
        if (const std::string inner = ring_text(hole); !inner.empty())
            out += "," + inner;
    return out + "]";
}

std::string geometry_text(const MultiPolygon& lonlat)
{
    std::vector<std::string> polygons;
    for (const Polygon& p : lonlat.parts)
        if (std::string text = polygon_text(p); !text.empty())
            polygons.push_back(std::move(text));
    if (polygons.empty())
        return "null";
    if (polygons.size() == 1)
        return R"({"type":"Polygon","coordinates":)" + polygons.front() + "}";
    std::string out = R"({"type":"MultiPolygon","coordinates":[)";
    for (std::size_t i = 0; i < polygons.size(); ++i)
        out += (i > 0 ? "," : "") + polygons[i];
    return out + "]}";
}

} // namespace

GeoJsonFile::GeoJsonFile(const std::string& path, const Crs& crs) : file_(path)
{
    if (crs.known())
        to_lonlat_.emplace(crs, Crs::wgs84());
    file_.write("{\"type\":\"FeatureCollection\",\"features\":[");
}

void GeoJsonFile::write(const std::string& properties, const MultiPolygon& shape)
{
    MultiPolygon lonlat = to_lonlat_ ? (*to_lonlat_)(shape) : shape;
    normalise_orientation(lonlat);
    file_.write(first_ ? "\n" : ",\n");
    first_ = false;
    file_.write(R"({"type":"Feature","properties":)" + properties + R"(,"geometry":)" + geometry_text(lonlat) + "}");
}

void GeoJsonFile::finish()
{
    file_.write("\n]}\n");
    file_.finish();
}

} // namespace didban
