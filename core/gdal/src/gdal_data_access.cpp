#include "didban/gdal/gdal_data_access.h"

#include "didban/base/error.h"
#include "feature_sink.h"
#include "feature_source.h"
#include "postgres_tables.h"
#include "raster_sink.h"
#include "raster_source.h"
#include "sqlite_tables.h"

#include <gdal_priv.h>

#include <filesystem>
#include <mutex>

namespace didban {

GdalDataAccess::GdalDataAccess()
{
    static std::once_flag once;
    std::call_once(once, [] {
        if (GDALGetDriverCount() == 0) // a host that has chosen its drivers keeps its choice
            GDALAllRegister();
    });
}

std::unique_ptr<RasterSource> GdalDataAccess::open_raster(const std::string& path) const
{
    return gdal::open_raster(path);
}

std::unique_ptr<RasterSink> GdalDataAccess::create_raster(const std::string& path, const RasterSpec& spec) const
{
    return gdal::create_raster(RasterUse::Result, path, spec);
}

std::unique_ptr<RasterSink> GdalDataAccess::create_raster_for(RasterUse use, const std::string& path,
                                                              const RasterSpec& spec) const
{
    return gdal::create_raster(use, path, spec);
}

void GdalDataAccess::move_raster(const std::string& from, const std::string& to) const
{
    std::error_code failed;
    std::filesystem::rename(from, to, failed);
    if (failed)
        throw Error(ErrorKind::OutputFailed,
                    "cannot move " + from + " to " + to + ": " + failed.message() + "; check the folder");
}

void GdalDataAccess::remove_raster(const std::string& path) const noexcept
{
    std::error_code ignored;
    std::filesystem::remove(path, ignored);
}

void GdalDataAccess::publish_raster(const std::string& made, const std::string& out, int threads) const
{
    gdal::publish_raster(made, out, threads);
}

std::unique_ptr<FeatureSource> GdalDataAccess::open_features(const FeatureQuery& query) const
{
    return gdal::open_features(query);
}

std::vector<std::string> GdalDataAccess::layers(const std::string& source) const
{
    return gdal::layers(source);
}

std::unique_ptr<FeatureSink> GdalDataAccess::create_features(const std::string& path, const std::string& format) const
{
    return gdal::create_features(path, format);
}

bool GdalDataAccess::can_write(const std::string& format) const
{
    return gdal::can_write_features(format);
}

std::unique_ptr<TableTransaction> GdalDataAccess::open_tables(const std::string& path, TableAccess access,
                                                              const std::vector<LayerSpec>& layers,
                                                              const Patience& patience) const
{
    if (path.rfind("PG:", 0) == 0)
        return gdal::open_postgres_tables(path, access, patience);
    return gdal::open_sqlite_tables(path, access, layers, patience);
}

} // namespace didban
