#include "didban/gdal/process_settings.h"

#include <cpl_conv.h>

namespace didban {

void set_gdal_for_this_process()
{
    CPLSetConfigOption("GDAL_CACHEMAX", "64"); // MB; tiles are read once, a large cache only costs page faults
    CPLSetConfigOption("OGR_SQLITE_CACHE", "32");
}

} // namespace didban
