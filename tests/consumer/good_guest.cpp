// A host with its own settings of GDAL finds them as they were after it has opened a service.
#include <cpl_conv.h>
#include <didban/base/error.h>
#include <didban/parcel_service.h>
#include <gdal.h>
#include <iostream>
#include <string>

int main(int argc, char** argv)
{
    if (argc != 2)
        return 2;
    GDALAllRegister();
    GDALDeregisterDriver(GDALGetDriverByName("WMS"));
    GDALSetCacheMax64(1024LL << 20);
    const int drivers = GDALGetDriverCount();
    const auto setting = [](const char* name) { return std::string(CPLGetConfigOption(name, "(none)")); };
    const auto service = didban::ParcelService::open(argv[1]);
    int faults = 0;
    for (const char* name : {"GDAL_CACHEMAX", "OGR_SQLITE_CACHE", "OGR_GEOJSON_DATE_AS_STRING"})
        if (setting(name) != "(none)") {
            std::cout << name << " was set to " << setting(name) << '\n';
            ++faults;
        }
    if (GDALGetCacheMax64() != 1024LL << 20 || GDALGetDriverCount() != drivers) {
        std::cout << "the cache or the drivers are not the host's any more\n";
        ++faults;
    }
    try {
        (void)didban::ParcelService::open("/no/such/city");
        ++faults;
    } catch (const didban::Error& e) { // caught across the border of the library
        std::cout << e.what() << '\n';
    }
    return faults == 0 && !service.ids().empty() ? 0 : 1;
}
