#include "raster_source.h"

#include "didban/base/error.h"
#include "error_scope.h"
#include "open_raster.h"
#include "raster_reader.h"
#include "raster_types.h"

#include <cpl_string.h>

#include <algorithm>
#include <cmath>

namespace didban::gdal {

namespace {

std::string band_name(GDALRasterBand& band)
{
    if (const std::string text = band.GetDescription(); !text.empty())
        return text;
    switch (band.GetColorInterpretation()) {
    case GCI_RedBand:
        return "red";
    case GCI_GreenBand:
        return "green";
    case GCI_BlueBand:
        return "blue";
    default:
        return "";
    }
}

std::optional<GeoTransform> transform_of(GDALDataset& dataset, const std::string& path)
{
    GeoTransform t;
    if (dataset.GetGeoTransform(t.c.data()) != CE_None)
        return std::nullopt;
    const std::array<double, 6> none{0, 1, 0, 0, 0, 1}, none_up{0, 1, 0, 0, 0, -1};
    if (dataset.GetSpatialRef() == nullptr && (t.c == none || t.c == none_up))
        return std::nullopt;
    if (t.determinant() == 0 || !std::isfinite(t.determinant()))
        throw Error(ErrorKind::UnreadableInput,
                    path + ": its georeference maps all pixels onto a line; write a correct one, "
                           "for example with gdal_edit.py -a_ullr");
    return t;
}

Scaling scaling_of(GDALRasterBand& band)
{
    int has_scale = 0, has_offset = 0;
    const double scale = band.GetScale(&has_scale), offset = band.GetOffset(&has_offset);
    return {has_scale == 0 || scale == 0 || !std::isfinite(scale) ? 1 : scale,
            has_offset == 0 || !std::isfinite(offset) ? 0 : offset};
}

class GdalRasterSource final : public RasterSource {
public:
    explicit GdalRasterSource(const std::string& path)
    {
        const DatasetHandle dataset = open_raster_dataset(path);
        const ErrorScope errors;
        info_.name = path;
        info_.width = dataset->GetRasterXSize();
        info_.height = dataset->GetRasterYSize();
        alpha_ = alpha_band(*dataset);
        info_.bands = dataset->GetRasterCount() - (alpha_ > 0 ? 1 : 0);
        for (int b = 1; b <= info_.bands; ++b)
            info_.band_names.push_back(band_name(*dataset->GetRasterBand(b)));
        GDALRasterBand& first = *dataset->GetRasterBand(1);
        for (int b = 2; b <= info_.bands; ++b)
            (void)from_gdal(*dataset->GetRasterBand(b), path);
        info_.type = from_gdal(first, path);
        info_.transform = transform_of(*dataset, path);
        info_.crs = crs_of(*dataset, path);
        int has_nodata = 0;
        const double nodata = first.GetNoDataValue(&has_nodata);
        if (has_nodata != 0)
            info_.nodata = nodata;
        describe_values(*dataset);
        info_.has_mask = alpha_ > 0 || (first.GetMaskFlags() & (GMF_ALL_VALID | GMF_NODATA)) == 0;
    }
    const RasterInfo& info() const override { return info_; }
    std::unique_ptr<RasterReader> open() const override
    {
        return std::make_unique<GdalRasterReader>(info_, alpha_, scaling_, open_raster_dataset(info_.name));
    }

private:
    /// Scaled values are real numbers, whatever type they are stored in, and none of them is the no-data value.
    void describe_values(GDALDataset& dataset)
    {
        for (int b = 1; b <= info_.bands; ++b)
            scaling_.push_back(scaling_of(*dataset.GetRasterBand(b)));
        if (std::all_of(scaling_.begin(), scaling_.end(), [](const Scaling& s) { return s.identity(); })) {
            scaling_.clear();
            return;
        }
        info_.type = PixelType::Float32;
        info_.nodata.reset();
    }

    RasterInfo info_;
    std::vector<Scaling> scaling_;
    int alpha_{0};
};

} // namespace

std::unique_ptr<RasterSource> open_raster(const std::string& path)
{
    return std::make_unique<GdalRasterSource>(path);
}

} // namespace didban::gdal
