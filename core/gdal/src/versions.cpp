#include "didban/gdal/versions.h"

#include <gdal.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>

namespace didban {

namespace {

std::string dotted(int major, int minor, int patch)
{
    return std::to_string(major) + "." + std::to_string(minor) + "." + std::to_string(patch);
}

} // namespace

std::vector<std::pair<std::string, std::string>> gdal_versions()
{
    int major = 0, minor = 0, patch = 0;
    std::vector<std::pair<std::string, std::string>> out{{"gdal", GDALVersionInfo("RELEASE_NAME")}};
    if (OGRGetGEOSVersion(&major, &minor, &patch))
        out.emplace_back("geos", dotted(major, minor, patch));
    OSRGetPROJVersion(&major, &minor, &patch);
    out.emplace_back("proj", dotted(major, minor, patch));
    return out;
}

} // namespace didban
