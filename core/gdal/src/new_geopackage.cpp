#include "new_geopackage.h"

#include "didban/base/error.h"
#include "feature_sink.h"

#include <cerrno>
#include <filesystem>
#include <system_error>
#include <unistd.h>

namespace didban::gdal {

void make_geopackage(const std::string& path, const std::vector<LayerSpec>& layers)
{
    namespace fs = std::filesystem;
    fs::path target = path;
    if (fs::is_symlink(target)) // to a file that is still to be made
        target = target.parent_path() / fs::read_symlink(target);
    const std::string own =
        (target.parent_path() / ("." + target.filename().string() + "-" + std::to_string(::getpid()))).string() +
        ".gpkg";
    const auto sink = create_features(own, "GPKG");
    for (const LayerSpec& layer : layers)
        sink->begin_layer(layer);
    sink->finish();
    int failed = ::link(own.c_str(), target.c_str()) == 0 ? 0 : errno;
    if (failed == EPERM || failed == ENOTSUP || failed == ENOSYS) // a file system without links
        failed = fs::exists(target) || ::rename(own.c_str(), target.c_str()) == 0 ? 0 : errno;
    ::unlink(own.c_str());
    if (failed != 0 && failed != EEXIST)
        throw Error(ErrorKind::OutputFailed, path + ": cannot be made (" + std::generic_category().message(failed) +
                                                 "); check space and permissions");
}

} // namespace didban::gdal
