#pragma once
#include "didban/geo/crs.h"
#include "didban/report/text_file.h"

#include <optional>

namespace didban {

/// Streams a FeatureCollection after RFC 7946: WGS 84 longitude and latitude with 7 decimals (about 1 cm), outer rings
/// counter-clockwise, one feature a line.
class GeoJsonFile {
public:
    /// Without a known CRS (images without georeference) coordinates stay as they are: metres from the image's
    /// north-west corner.
    GeoJsonFile(const std::string& path, const Crs& crs);
    /// `properties` is a JSON object. Shapes that vanish at 7 decimals are written as null geometry.
    void write(const std::string& properties, const MultiPolygon& shape);
    void finish();

private:
    TextFile file_;
    std::optional<Transform> to_lonlat_;
    bool first_{true};
};

} // namespace didban
