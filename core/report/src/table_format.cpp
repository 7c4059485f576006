#include "didban/report/table_format.h"

#include "didban/base/error.h"

#include <array>
#include <string_view>
#include <utility>

namespace didban {

namespace {

constexpr std::array<std::pair<std::string_view, const char*>, 6> formats{{{".gpkg", "GPKG"},
                                                                           {".geojson", "GeoJSON"},
                                                                           {".json", "GeoJSON"},
                                                                           {".csv", "CSV"},
                                                                           {".fgb", "FlatGeobuf"},
                                                                           {".parquet", "Parquet"}}};

const char* known_format(std::string_view path)
{
    for (const auto& [ending, format] : formats)
        if (path.ends_with(ending))
            return format;
    return nullptr;
}

} // namespace

std::string table_format(const std::string& path)
{
    if (const char* const format = known_format(path))
        return format;
    throw Error(ErrorKind::Usage, path + ": the name must end in .gpkg, .geojson, .csv, .fgb or .parquet");
}

bool names_table(const std::string& path)
{
    return known_format(path) != nullptr && !path.ends_with(".json");
}

} // namespace didban
