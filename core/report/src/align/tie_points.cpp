#include "didban/report/tie_points.h"

#include "didban/base/error.h"
#include "didban/base/number_text.h"
#include "didban/report/text_file.h"

#include <nlohmann/json.hpp>

#include <filesystem>
#include <optional>

namespace didban {

namespace {

std::string as_csv(const std::vector<TiePoint>& points)
{
    std::string text = "col_px,row_px,shift_x_px,shift_y_px,score,distinctness,outcome\n";
    for (const TiePoint& p : points)
        text += text::fixed(p.col, 1) + "," + text::fixed(p.row, 1) + "," + text::fixed(p.shift.x, 3) + "," +
                text::fixed(p.shift.y, 3) + "," + text::fixed(p.score, 3) + "," + text::fixed(p.distinctness, 3) + "," +
                std::string(name_of(p.outcome)) + "\n";
    return text;
}

std::string as_geojson(const RasterInfo& reference, const std::vector<TiePoint>& points)
{
    if (!reference.transform || !reference.crs.known())
        throw Error(ErrorKind::Usage,
                    reference.name +
                        " has no georeference, so its tie points have no place on earth; write them as .csv");
    const Transform to_lonlat(reference.crs, Crs::wgs84());
    nlohmann::ordered_json features = nlohmann::ordered_json::array();
    for (const TiePoint& p : points) {
        const Point crs = reference.transform->to_crs(p.col, p.row);
        const Point lonlat = to_lonlat(crs);
        features.push_back({{"type", "Feature"},
                            {"geometry", {{"type", "Point"}, {"coordinates", {lonlat.x, lonlat.y}}}},
                            {"properties",
                             {{"col_px", p.col},
                              {"row_px", p.row},
                              {"shift_x_px", p.shift.x},
                              {"shift_y_px", p.shift.y},
                              {"score", p.score},
                              {"distinctness", p.distinctness},
                              {"outcome", name_of(p.outcome)}}}});
    }
    return nlohmann::ordered_json{{"type", "FeatureCollection"}, {"features", features}}.dump(1) + "\n";
}

} // namespace

void write_tie_points(const DataAccess& data, const std::string& reference, const std::vector<TiePoint>& points,
                      const std::string& path)
{
    const std::string ending = std::filesystem::path(path).extension().string();
    if (ending == ".csv")
        write_text_file(path, as_csv(points));
    else if (ending == ".geojson" || ending == ".json")
        write_text_file(path, as_geojson(data.open_raster(reference)->info(), points));
    else
        throw Error(ErrorKind::Usage, "--tie-points " + path + ": end the name in .csv or .geojson");
}

} // namespace didban
