#include "didban/gdal/allowed_drivers.h"

#include "didban/base/error.h"
#include "didban/base/text.h"

#include <cpl_string.h>
#include <gdal_priv.h>

#include <algorithm>
#include <array>
#include <mutex>

namespace didban {

namespace {

constexpr std::array raster_formats{
    "GTiff",     "COG",   "PNG",       "JPEG",     "JP2OpenJPEG", "JP2KAK",   "JP2ECW",  "ECW",
    "MrSID",     "HFA",   "ENVI",      "EHdr",     "AAIGrid",     "NITF",     "SRTMHGT", "GRASSASCIIGrid",
    "USGSDEM",   "DTED",  "GIF",       "BMP",      "WEBP",        "HEIF",     "netCDF",  "HDF4",
    "HDF4Image", "HDF5",  "HDF5Image", "GRIB",     "BAG",         "ERS",      "RMF",     "RST",
    "SAGA",      "XYZ",   "PCIDSK",    "GPKG",     "MBTiles",     "Zarr",     "KEA",     "SENTINEL2",
    "SAFE",      "DIMAP", "TSX",       "COSAR",    "RS2",         "SAR_CEOS", "CEOS",    "JAXAPALSAR",
    "GSAG",      "GSBG",  "GS7BG",     "SIGDEM",   "ISCE",        "ROI_PAC",  "PNM",     "BT",
    "LCP",       "NTv2",  "GSC",       "PCRaster", "ILWIS",       "SGI"};
constexpr std::array vector_formats{"GPKG",      "ESRI Shapefile",
                                    "GeoJSON",   "GeoJSONSeq",
                                    "ESRIJSON",  "TopoJSON",
                                    "CSV",       "FlatGeobuf",
                                    "SQLite",    "XLSX",
                                    "XLS",       "ODS",
                                    "GML",       "LIBKML",
                                    "KML",       "GPX",
                                    "DXF",       "DGN",
                                    "CAD",       "MapInfo File",
                                    "FileGDB",   "OpenFileGDB",
                                    "Parquet",   "Arrow",
                                    "PGDUMP",    "OSM",
                                    "LVBAG",     "MVT",
                                    "MBTiles",   "JML",
                                    "MapML",     "OGR_GMT",
                                    "S57",       "TIGER",
                                    "EDIGEO",    "VFK",
                                    "VDV",       "Selafin",
                                    "WAsP",      "SXF",
                                    "AVCBin",    "AVCE00",
                                    "OGR_SDTS",  "Interlis 1",
                                    "Interlis 2"};

/// Sources that are no files say by their first word whose they are.
struct Prefix {
    const char *prefix, *driver;
};
constexpr std::array databases{Prefix{"PG:", "PostgreSQL"},
                               Prefix{"postgresql://", "PostgreSQL"},
                               Prefix{"postgres://", "PostgreSQL"},
                               Prefix{"MYSQL:", "MySQL"},
                               Prefix{"MSSQL:", "MSSQLSpatial"},
                               Prefix{"OCI:", "OCI"},
                               Prefix{"ODBC:", "ODBC"},
                               Prefix{"PGEO:", "PGeo"},
                               Prefix{"HANA:", "HANA"},
                               Prefix{"MongoDBv3:", "MongoDBv3"},
                               Prefix{"mongodb:", "MongoDBv3"},
                               Prefix{"mongodb+srv:", "MongoDBv3"}};

std::mutex extra_mutex;
std::vector<std::string>& extra()
{
    static std::vector<std::string> names;
    return names;
}

void add_widened(std::vector<std::string>& names)
{
    const std::lock_guard lock(extra_mutex);
    names.insert(names.end(), extra().begin(), extra().end());
}

bool ends_in_vrt(const std::string& source)
{
    return source.size() > 4 && EQUAL(source.c_str() + source.size() - 4, ".vrt") && source[0] != '<';
}

} // namespace

void allow_driver(const std::string& name)
{
    const auto* const driver = GetGDALDriverManager()->GetDriverByName(name.c_str());
    if (driver == nullptr) {
        const int count = GetGDALDriverManager()->GetDriverCount();
        std::vector<std::string> known;
        known.reserve(static_cast<std::size_t>(count));
        for (int i = 0; i < count; ++i)
            known.emplace_back(GetGDALDriverManager()->GetDriver(i)->GetDescription());
        const std::string near = text::nearest(name, known);
        throw Error(ErrorKind::Usage, "--allow-driver " + name + ": this GDAL has no such driver" +
                                          (near.empty() ? "" : "; did you mean \"" + near + "\"?") +
                                          " `gdalinfo --formats` and `ogrinfo --formats` list them");
    }
    const std::lock_guard lock(extra_mutex);
    extra().emplace_back(driver->GetDescription());
}

std::vector<std::string> allowed_raster_drivers(const std::string& source)
{
    std::vector<std::string> names(raster_formats.begin(), raster_formats.end());
    if (ends_in_vrt(source))
        names.emplace_back("VRT");
    add_widened(names);
    return names;
}

std::vector<std::string> allowed_vector_drivers(const std::string& source)
{
    std::vector<std::string> names;
    for (const auto& [prefix, driver] : databases)
        if (STARTS_WITH_CI(source.c_str(), prefix))
            names.emplace_back(driver);
    if (names.empty())
        names.assign(vector_formats.begin(), vector_formats.end());
    if (ends_in_vrt(source))
        names.emplace_back("OGR_VRT");
    add_widened(names);
    return names;
}

} // namespace didban
