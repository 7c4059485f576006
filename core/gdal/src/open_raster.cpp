#include "open_raster.h"

#include "didban/base/error.h"
#include "didban/base/redact.h"
#include "error_scope.h"
#include "open_input.h"

#include <cpl_string.h>
#include <cpl_vsi.h>

#include <array>
#include <cstdlib>

namespace didban::gdal {

namespace {

[[noreturn]] void refuse(const std::string& text)
{
    throw Error(ErrorKind::UnreadableInput, redact(text));
}

bool exists(const std::string& path)
{
    VSIStatBufL status;
    return VSIStatExL(path.c_str(), &status, VSI_STAT_EXISTS_FLAG) == 0;
}

/// A plain file path, as against "PG:…", "NETCDF:…" or a /vsi… name.
bool plain_file(const std::string& path)
{
    return path.find(':') == std::string::npos && path.rfind("/vsi", 0) != 0;
}

std::string subdatasets(GDALDataset& dataset)
{
    std::string names;
    char** const entries = dataset.GetMetadata("SUBDATASETS");
    for (int i = 0; entries != nullptr && entries[i] != nullptr; ++i) {
        const std::string entry = entries[i];
        if (const auto at = entry.find("_NAME="); at != std::string::npos)
            names += (names.empty() ? "" : ", ") + entry.substr(at + 6);
    }
    return names;
}

/// Blocks of a TIFF say where they lie in the file; those of the first and last rows must end before the file does.
void refuse_truncated(GDALDataset& dataset, const std::string& path)
{
    const auto* driver = dataset.GetDriver();
    VSIStatBufL status;
    if (driver == nullptr || !EQUAL(driver->GetDescription(), "GTiff") || VSIStatL(path.c_str(), &status) != 0)
        return;
    const auto file_size = static_cast<unsigned long long>(status.st_size);
    for (int b = 1; b <= dataset.GetRasterCount(); ++b) {
        GDALRasterBand& band = *dataset.GetRasterBand(b);
        int block_width = 1, block_height = 1;
        band.GetBlockSize(&block_width, &block_height);
        const int last_column = (dataset.GetRasterXSize() - 1) / block_width;
        const int last_row = (dataset.GetRasterYSize() - 1) / block_height;
        for (const auto& [column, row] : std::array{std::pair{0, 0}, std::pair{last_column, last_row}}) {
            const std::string place = std::to_string(column) + "_" + std::to_string(row);
            const char* text = band.GetMetadataItem(("BLOCK_OFFSET_" + place).c_str(), "TIFF");
            const auto offset = text == nullptr ? 0ULL : std::strtoull(text, nullptr, 10);
            text = band.GetMetadataItem(("BLOCK_SIZE_" + place).c_str(), "TIFF");
            const auto size = text == nullptr ? 0ULL : std::strtoull(text, nullptr, 10);
            if (offset + size > file_size)
                refuse(path + " is cut short: its pixels should reach byte " + std::to_string(offset + size) +
                       ", the file ends at " + std::to_string(file_size) + "; copy or download it again");
        }
    }
}

void refuse_without_transform(GDALDataset& dataset, const std::string& path)
{
    std::array<double, 6> unused{};
    if (dataset.GetGeoTransform(unused.data()) == CE_None)
        return;
    const std::string remedy = "; rectify it first, for example with gdalwarp -t_srs EPSG:32639";
    if (const int points = dataset.GetGCPCount(); points > 0)
        refuse(path + " is placed by " + std::to_string(points) + " ground control points, not by a grid" + remedy);
    if (char** const rpc = dataset.GetMetadata("RPC"); rpc != nullptr && *rpc != nullptr)
        refuse(path + " is placed by rational polynomial coefficients (RPC), not by a grid" + remedy +
               " -rpc and a terrain model");
}

} // namespace

DatasetHandle open_raster_dataset(const std::string& path)
{
    const ErrorScope errors;
    DatasetHandle dataset = open_input(path, InputKind::Raster);
    if (!dataset) {
        if (plain_file(path) && !exists(path))
            refuse(path + ": no such file; check the path");
        refuse(path + " is not a raster that can be opened (" + errors.message() +
               "); give a GeoTIFF, PNG, JPEG or another format that gdalinfo reads");
    }
    if (dataset->GetRasterCount() == 0) {
        const std::string parts = subdatasets(*dataset);
        refuse(path + (parts.empty() ? " holds no raster band; name a raster"
                                     : " holds several rasters; name one of: " + parts));
    }
    if (dataset->GetRasterXSize() <= 0 || dataset->GetRasterYSize() <= 0)
        refuse(path + " has no pixels");
    refuse_without_transform(*dataset, path);
    refuse_truncated(*dataset, path);
    return dataset;
}

} // namespace didban::gdal
