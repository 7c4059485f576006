#include "didban/report/table_format.h"

#include "didban/base/error.h"

#include <string_view>

namespace didban {

std::string table_format(const std::string& path)
{
    const std::string_view name(path);
    if (name.ends_with(".gpkg"))
        return "GPKG";
    if (name.ends_with(".geojson") || name.ends_with(".json"))
        return "GeoJSON";
    if (name.ends_with(".csv"))
        return "CSV";
    if (name.ends_with(".fgb"))
        return "FlatGeobuf";
    if (name.ends_with(".parquet"))
        return "Parquet";
    throw Error(ErrorKind::Usage, path + ": the name must end in .gpkg, .geojson, .csv, .fgb or .parquet");
}

} // namespace didban
