#include "raster_types.h"

#include "didban/base/error.h"
#include "didban/base/memory_left.h"

#include <cpl_conv.h>
#include <cpl_string.h>
#include <ogr_spatialref.h>

namespace didban::gdal {

GDALDataType to_gdal(PixelType type)
{
    switch (type) {
    case PixelType::Byte:
        return GDT_Byte;
    case PixelType::UInt16:
        return GDT_UInt16;
    case PixelType::Int16:
        return GDT_Int16;
    case PixelType::UInt32:
        return GDT_UInt32;
    case PixelType::Int32:
        return GDT_Int32;
    case PixelType::Float64:
        return GDT_Float64;
    case PixelType::Float32:
        break;
    }
    return GDT_Float32;
}

bool is_signed_byte(GDALRasterBand& band)
{
    const char* kind = band.GetMetadataItem("PIXELTYPE", "IMAGE_STRUCTURE");
    return band.GetRasterDataType() == GDT_Byte && kind != nullptr && EQUAL(kind, "SIGNEDBYTE");
}

PixelType from_gdal(GDALRasterBand& band, const std::string& name)
{
    switch (band.GetRasterDataType()) {
    case GDT_Byte:
        return is_signed_byte(band) ? PixelType::Int16 : PixelType::Byte;
    case GDT_UInt16:
        return PixelType::UInt16;
    case GDT_Int16:
        return PixelType::Int16;
    case GDT_UInt32:
        return PixelType::UInt32;
    case GDT_Int32:
        return PixelType::Int32;
    case GDT_Float32:
        return PixelType::Float32;
    case GDT_Float64:
    case GDT_Int64:
    case GDT_UInt64:
        return PixelType::Float64;
    default:
        throw Error(ErrorKind::UnreadableInput,
                    name + ": band " + std::to_string(band.GetBand()) + " has pixels of type " +
                        GDALGetDataTypeName(band.GetRasterDataType()) +
                        ", which cannot be used; for complex radar data write the intensity to a raster of its own");
    }
}

Crs crs_of(GDALDataset& dataset, const std::string& name)
{
    const OGRSpatialReference* srs = dataset.GetSpatialRef();
    if (srs == nullptr || srs->IsEmpty() || srs->IsLocal()) {
        throw_if_out_of_memory(); // GDAL then finds none
        return {};
    }
    const char* const options[] = {"FORMAT=WKT2_2019", nullptr};
    char* text = nullptr;
    srs->exportToWkt(&text, options);
    const std::string wkt = text == nullptr ? "" : text;
    CPLFree(text);
    if (wkt.empty()) {
        throw_if_out_of_memory();
        return {};
    }
    try {
        return Crs::parse(wkt);
    } catch (const Error&) {
        throw Error(ErrorKind::UnreadableInput,
                    name + ": its coordinate reference system is not usable; assign one, for example with "
                           "gdal_edit.py -a_srs EPSG:32639");
    }
}

} // namespace didban::gdal
