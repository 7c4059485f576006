#include "table_text.h"

#include <ogrsf_frmts.h>

#include <set>

namespace didban::gdal {

namespace {

std::string shapefile_item(OGRLayer& layer, const char* item)
{
    const char* const value = layer.GetMetadataItem(item, "SHAPEFILE");
    return value == nullptr ? std::string{} : std::string(value);
}

TableText shapefile_text(OGRLayer& layer, const std::string& option)
{
    if (!option.empty())
        return {TextDecoder(option, "option"), true};
    if (const std::string cpg = shapefile_item(layer, "CPG_VALUE"); !cpg.empty())
        return {TextDecoder(cpg, ".cpg"), true};
    const std::string byte = shapefile_item(layer, "LDID_VALUE");
    const std::string from_byte =
        byte == "126" ? "Windows-1256" : shapefile_item(layer, "ENCODING_FROM_LDID"); // OGR does not know 126
    const bool says_nothing = byte.empty() || byte == "0" || byte == "87"; // 87: "the code page of this computer"
    if (!says_nothing && !from_byte.empty())
        return {TextDecoder(from_byte, "DBF language byte"), true};
    return {TextDecoder("", "guess"), true};
}

/// Formats whose text is UTF-8 by definition or recoded by the server; an encoding asked for helps only where that
/// promise is broken.
bool promises_utf8(const std::string& driver)
{
    static const std::set<std::string> drivers{
        "GPKG", "SQLite", "PostgreSQL", "GeoJSON", "GeoJSONSeq", "TopoJSON", "FlatGeobuf", "XLSX", "ODS", "GML", "KML"};
    return drivers.count(driver) > 0;
}

} // namespace

TableText table_text(GDALDataset& dataset, OGRLayer& layer, const std::string& option)
{
    const std::string driver = dataset.GetDriverName();
    if (driver == "ESRI Shapefile")
        return shapefile_text(layer, option);
    if (promises_utf8(driver))
        return {TextDecoder(option, option.empty() ? "format" : "option", true), false};
    const bool utf16 = option.size() >= 5 && (option.substr(0, 3) == "UTF" || option.substr(0, 3) == "utf") &&
                       option.find("16") != std::string::npos;
    return {TextDecoder(utf16 ? "" : option, option.empty() ? "guess" : "option"), false};
}

} // namespace didban::gdal
