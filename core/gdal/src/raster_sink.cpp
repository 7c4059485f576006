#include "raster_sink.h"

#include "dataset_handle.h"
#include "didban/base/error.h"
#include "didban/base/output_path.h"
#include "didban/ports/encode_pixels.h"
#include "error_scope.h"
#include "open_raster.h"
#include "overviews.h"
#include "raster_types.h"

#include <cpl_conv.h>
#include <cpl_string.h>
#include <cpl_vsi.h>
#include <ogr_spatialref.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

namespace didban::gdal {

namespace {

constexpr int cog_block = 512; ///< pixels, of tiles and of the coarsest overview

[[noreturn]] void fail(const std::string& path, const std::string& why)
{
    throw Error(ErrorKind::OutputFailed, "cannot write " + path + ": " +
                                             (why.empty() ? "the disk or the folder refused it" : why) +
                                             "; check the folder, its permissions and the free space");
}

CPLStringList option_list(const std::vector<std::string>& options)
{
    CPLStringList list;
    for (const std::string& option : options)
        list.AddString(option.c_str());
    return list;
}

/// While in scope, this thread's masks are made inside the TIFF instead of beside it.
class InternalMask {
public:
    InternalMask() { CPLSetThreadLocalConfigOption("GDAL_TIFF_INTERNAL_MASK", "YES"); }
    ~InternalMask() { CPLSetThreadLocalConfigOption("GDAL_TIFF_INTERNAL_MASK", nullptr); }
    InternalMask(const InternalMask&) = delete;
    InternalMask& operator=(const InternalMask&) = delete;
};

CPLStringList creation_options(const RasterSpec& spec)
{
    const bool real = spec.type == PixelType::Float32 || spec.type == PixelType::Float64;
    std::vector<std::string> options{"COMPRESS=DEFLATE", "BIGTIFF=IF_SAFER",
                                     "NUM_THREADS=" + std::to_string(std::max(1, spec.threads))};
    if (spec.cloud_optimized) {
        // Probabilities are noise: a predictor or level 6 makes them larger or three times as dear.
        options.insert(options.end(),
                       {"BLOCKSIZE=" + std::to_string(cog_block), "PREDICTOR=NO", "LEVEL=1", "OVERVIEWS=AUTO"});
    } else {
        options.insert(options.end(), {"TILED=YES", "BLOCKXSIZE=512", "BLOCKYSIZE=512", "INTERLEAVE=BAND",
                                       "ZLEVEL=1", // imagery is noise: level 6 takes four times as long for 5 % less
                                       real ? "PREDICTOR=3" : "PREDICTOR=2"});
    }
    return option_list(options);
}

/// A result with the pixels of `made`, which stands at `made_path`, in the file's own order. False when GDAL has made
/// none.
bool copy(GDALDataset& made, const std::string& made_path, const std::string& path, const RasterSpec& spec)
{
    GDALDriver* driver = GetGDALDriverManager()->GetDriverByName(spec.cloud_optimized ? "COG" : "GTiff");
    const CPLStringList options = creation_options(spec);
    std::optional<Overviews> overviews;
    if (spec.cloud_optimized && (made.GetRasterBand(1)->GetMaskFlags() & GMF_PER_DATASET) == 0)
        overviews.emplace(made, made_path, cog_block);
    const InternalMask internal;
    const DatasetHandle result(
        driver->CreateCopy(path.c_str(), &made, FALSE, const_cast<char**>(options.List()), nullptr, nullptr));
    return result != nullptr;
}

/// Pixels arrive in any order, so they are first kept in an uncompressed scratch file, and finish() copies them in the
/// file's own order. That is what makes a result's bytes independent of how a run was tiled. What is made for work is
/// that scratch file.
class GdalRasterSink final : public RasterSink {
public:
    GdalRasterSink(RasterUse use, const std::string& path, const RasterSpec& spec) : use_(use), path_(path), spec_(spec)
    {
        check_output_file(path);
        const auto limit = static_cast<std::int64_t>(std::numeric_limits<int>::max());
        if (spec.width <= 0 || spec.height <= 0 || spec.width > limit || spec.height > limit || spec.bands < 1)
            throw Error(ErrorKind::Internal, path + ": a raster of " + std::to_string(spec.width) + " × " +
                                                 std::to_string(spec.height) + " pixels cannot be created");
        const ErrorScope errors;
        GDALDriver* driver = GetGDALDriverManager()->GetDriverByName("GTiff");
        const CPLStringList options = option_list(
            {"TILED=YES", "BLOCKXSIZE=512", "BLOCKYSIZE=512", "SPARSE_OK=TRUE", "INTERLEAVE=BAND", "BIGTIFF=IF_SAFER"});
        scratch_.reset(driver->Create(scratch_path().c_str(), static_cast<int>(spec.width),
                                      static_cast<int>(spec.height), spec.bands, to_gdal(spec.type),
                                      const_cast<char**>(options.List())));
        if (!scratch_)
            fail(path_, errors.message());
        describe();
        if (errors.failed())
            abandon(errors.message());
    }
    GdalRasterSink(const GdalRasterSink&) = delete;
    GdalRasterSink& operator=(const GdalRasterSink&) = delete;
    ~GdalRasterSink() override
    {
        const ErrorScope quiet;
        scratch_.reset();
        VSIUnlink(scratch_path().c_str());
        VSIUnlink(part_path().c_str());
    }

    void write(int band, const PixelWindow& window, std::span<const float> pixels) override
    {
        if (window.empty())
            return;
        if (band < 1 || band > spec_.bands || window.cut_to({0, 0, spec_.width, spec_.height}) != window ||
            pixels.size() != window.pixels() || !scratch_)
            throw Error(ErrorKind::Internal, path_ + ": a window was written that does not fit the raster");
        if (spec_.type == PixelType::Float32 && (!spec_.nodata || std::isnan(*spec_.nodata)))
            return write_encoded(band, window, pixels.data(), GDT_Float32);
        encoded_.assign(pixels.begin(), pixels.end());
        if (!spec_.nodata && spec_.type != PixelType::Float32 && spec_.type != PixelType::Float64)
            mask_missing(window);
        encode_pixels(encoded_, spec_.type, spec_.nodata, path_);
        write_encoded(band, window, encoded_.data(), GDT_Float64);
    }

    void finish() override
    {
        const ErrorScope errors;
        scratch_->FlushCache();
        if (errors.failed())
            abandon(errors.message());
        const bool result = use_ == RasterUse::Result;
        if (result)
            copy_in_order(errors);
        scratch_.reset();
        if (errors.failed())
            abandon(errors.message());
        const std::string made = result ? part_path() : scratch_path();
        if (result)
            VSIUnlink(scratch_path().c_str());
        if (VSIRename(made.c_str(), path_.c_str()) != 0)
            abandon("the finished file could not be given its name");
    }

private:
    std::string scratch_path() const { return path_ + ".scratch.part"; }
    std::string part_path() const { return path_ + ".part"; }

    void write_encoded(int band, const PixelWindow& window, const void* pixels, GDALDataType type)
    {
        const ErrorScope errors;
        const int width = static_cast<int>(window.width), height = static_cast<int>(window.height);
        if (scratch_->GetRasterBand(band)->RasterIO(GF_Write, static_cast<int>(window.x0), static_cast<int>(window.y0),
                                                    width, height, const_cast<void*>(pixels), width, height, type, 0, 0,
                                                    nullptr) != CE_None)
            abandon(errors.message());
    }

    void copy_in_order(const ErrorScope& errors)
    {
        if (!copy(*scratch_, scratch_path(), part_path(), spec_) || errors.failed())
            abandon(errors.message());
    }

    /// Without a number for missing pixels, an internal mask marks them; it comes into being with the first one.
    void mask_missing(const PixelWindow& window)
    {
        if (std::none_of(encoded_.begin(), encoded_.end(), [](double v) { return std::isnan(v); }))
            return;
        const ErrorScope errors;
        GDALRasterBand* mask = scratch_->GetRasterBand(1)->GetMaskBand();
        if (!masked_) {
            const InternalMask internal;
            if (scratch_->CreateMaskBand(GMF_PER_DATASET) != CE_None)
                abandon(errors.message());
            mask = scratch_->GetRasterBand(1)->GetMaskBand();
            if (mask->Fill(255) != CE_None)
                abandon(errors.message());
            masked_ = true;
        }
        const int x = static_cast<int>(window.x0), y = static_cast<int>(window.y0);
        const int width = static_cast<int>(window.width), height = static_cast<int>(window.height);
        mask_.resize(encoded_.size());
        const auto transfer = [&](GDALRWFlag direction) {
            if (mask->RasterIO(direction, x, y, width, height, mask_.data(), width, height, GDT_Byte, 0, 0, nullptr) !=
                CE_None)
                abandon(errors.message());
        };
        transfer(GF_Read);
        for (std::size_t i = 0; i < encoded_.size(); ++i)
            if (std::isnan(encoded_[i])) {
                mask_[i] = 0;
                encoded_[i] = 0;
            }
        transfer(GF_Write);
    }

    void describe()
    {
        if (spec_.transform) {
            auto c = spec_.transform->c;
            scratch_->SetGeoTransform(c.data());
        }
        if (spec_.crs.known()) {
            OGRSpatialReference srs;
            srs.importFromWkt(spec_.crs.wkt().c_str());
            srs.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
            scratch_->SetSpatialRef(&srs);
        }
        for (int b = 1; b <= spec_.bands; ++b) {
            GDALRasterBand& band = *scratch_->GetRasterBand(b);
            if (spec_.nodata)
                band.SetNoDataValue(*spec_.nodata);
            if (const auto i = static_cast<std::size_t>(b - 1);
                i < spec_.band_names.size() && !spec_.band_names[i].empty())
                band.SetDescription(spec_.band_names[i].c_str());
        }
    }

    [[noreturn]] void abandon(const std::string& why)
    {
        const std::string text = why;
        scratch_.reset();
        VSIUnlink(scratch_path().c_str());
        VSIUnlink(part_path().c_str());
        fail(path_, text);
    }

    RasterUse use_;
    std::string path_;
    RasterSpec spec_;
    DatasetHandle scratch_;
    std::vector<double> encoded_;
    std::vector<unsigned char> mask_;
    bool masked_{false};
};

} // namespace

std::unique_ptr<RasterSink> create_raster(RasterUse use, const std::string& path, const RasterSpec& spec)
{
    return std::make_unique<GdalRasterSink>(use, path, spec);
}

void publish_raster(const std::string& made, const std::string& path, int threads)
{
    check_output_file(path);
    const ErrorScope errors;
    const DatasetHandle work = open_raster_dataset(made);
    RasterSpec spec;
    spec.type = from_gdal(*work->GetRasterBand(1), made);
    spec.cloud_optimized = true;
    spec.threads = threads;
    const std::string part = path + ".part";
    const bool whole = copy(*work, made, part, spec) && !errors.failed();
    if (whole && VSIRename(part.c_str(), path.c_str()) == 0)
        return;
    const std::string why = whole ? "the finished file could not be given its name" : errors.message();
    VSIUnlink(part.c_str());
    fail(path, why);
}

} // namespace didban::gdal
