#include "didban/gdal/process_settings.h"

#include <cpl_conv.h>
#include <cpl_json.h>
#include <cpl_vsi.h>
#include <gdal.h>

namespace didban {

namespace {

void set_unless_given(const char* option, const char* value)
{
    if (CPLGetConfigOption(option, nullptr) == nullptr)
        CPLSetConfigOption(option, value);
}

} // namespace

void set_gdal_for_this_process()
{
    CPLSetConfigOption("GDAL_CACHEMAX", "64"); // MB; tiles are read once, a large cache only costs page faults
    CPLSetConfigOption("OGR_SQLITE_CACHE", "32");
    set_unless_given("GDAL_HTTP_MAX_RETRY", "4");
    set_unless_given("GDAL_HTTP_RETRY_DELAY", "0.5");
    CPLSetConfigOption("CPL_VSIL_NETWORK_STATS_ENABLED", "YES");
}

void keep_more_gdal_tiles()
{
    GDALSetCacheMax64(GIntBig{128} << 20);
}

NetworkUse network_use()
{
    NetworkUse use;
    char* text = VSINetworkStatsGetAsSerializedJSON(nullptr);
    CPLJSONDocument statistics;
    if (text != nullptr && statistics.LoadMemory(text)) {
        const CPLJSONObject methods = statistics.GetRoot().GetObj("methods");
        if (methods.IsValid())
            for (const CPLJSONObject& method : methods.GetChildren()) {
                use.requests += method.GetLong("count", 0);
                use.bytes += method.GetLong("downloaded_bytes", 0);
            }
    }
    VSIFree(text);
    return use;
}

} // namespace didban
