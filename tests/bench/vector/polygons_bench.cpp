// polygons_bench MASK.tif [OUT.gpkg]: the polygons of a mask in memory, by components() and by GDALPolygonize on
// the same pixels, both 8-connected, the best of three; one JSON object. With OUT.gpkg it writes them there instead, in
// the mask's coordinates, with a spatial index and one column: what gdal_polygonize.py does.
#include "didban/gdal/gdal_data_access.h"
#include "didban/gdal/process_settings.h"
#include "didban/objects/components.h"

#include <gdal_alg.h>
#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <limits>

using namespace didban;

namespace {

struct Mask {
    std::int64_t width{}, height{};
    std::vector<std::uint8_t> pixels;
    GeoTransform transform;
    Crs crs;
};

Mask read_mask(const GdalDataAccess& data, const char* path)
{
    const auto raster = data.open_raster(path);
    const RasterInfo& info = raster->info();
    Mask mask{info.width, info.height, {}, info.transform.value_or(GeoTransform{}), info.crs};
    mask.pixels.reserve(static_cast<std::size_t>(info.width * info.height));
    const auto reader = raster->open();
    constexpr std::int64_t rows_at_once = 512;
    std::vector<float> rows;
    for (std::int64_t y = 0; y < info.height; y += rows_at_once) {
        const PixelWindow window{0, y, info.width, std::min(rows_at_once, info.height - y)};
        rows.resize(window.pixels());
        reader->read(1, window, rows);
        for (const float value : rows)
            mask.pixels.push_back(value > 0 ? 1 : 0);
    }
    return mask;
}

double cpu_now()
{
    return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

/// What both ways must agree on.
struct Drawn {
    std::size_t polygons{};
    double pixels{};
    double cpu_s{std::numeric_limits<double>::infinity()};
};

Drawn by_components(const Mask& mask)
{
    const double start = cpu_now();
    const auto all = components(mask.pixels, mask.width, mask.height);
    Drawn drawn{all.size(), 0, cpu_now() - start};
    for (const Component& one : all)
        drawn.pixels += planar_area(one.outline);
    return drawn;
}

Drawn by_gdal(Mask& mask)
{
    const GDALDatasetUniquePtr image(GetGDALDriverManager()->GetDriverByName("MEM")->Create(
        "", static_cast<int>(mask.width), static_cast<int>(mask.height), 0, GDT_Byte, nullptr));
    char pointer[64]{};
    pointer[CPLPrintPointer(pointer, mask.pixels.data(), sizeof pointer - 1)] = '\0';
    CPLStringList where;
    where.SetNameValue("DATAPOINTER", pointer);
    image->AddBand(GDT_Byte, where.List());
    const GDALDatasetUniquePtr vectors(
        GetGDALDriverManager()->GetDriverByName("Memory")->Create("", 0, 0, 0, GDT_Unknown, nullptr));
    OGRLayer* const layer = vectors->CreateLayer("polygons", nullptr, wkbPolygon, nullptr);
    OGRFieldDefn field("DN", OFTInteger);
    layer->CreateField(&field);
    GDALRasterBand* const band = image->GetRasterBand(1);
    CPLStringList options;
    options.SetNameValue("8CONNECTED", "8");
    const double start = cpu_now();
    if (GDALPolygonize(band, band, OGRLayer::ToHandle(layer), 0, options.List(), nullptr, nullptr) != CE_None)
        return {};
    Drawn drawn{static_cast<std::size_t>(layer->GetFeatureCount()), 0, cpu_now() - start};
    for (const auto& feature : *layer)
        drawn.pixels += feature->GetGeometryRef()->toPolygon()->get_Area();
    return drawn;
}

void keep_better(Drawn& best, const Drawn& next)
{
    if (next.cpu_s < best.cpu_s)
        best = next;
}

void write(const GdalDataAccess& data, const Mask& mask, const char* path)
{
    const auto sink = data.create_features(path, "GPKG");
    sink->begin_layer({"polygons", mask.crs, {{"DN", FieldType::Integer}}, LayerSpec::Kind::MultiPolygon});
    Feature feature;
    feature.values = {std::int64_t{1}};
    feature.geometry.null = false;
    for (const Component& one : components(mask.pixels, mask.width, mask.height)) {
        feature.fid = one.number;
        feature.geometry.polygons = to_crs(one.outline, mask.transform);
        sink->write(feature);
    }
    sink->finish();
}

} // namespace

int main(int argc, char** argv)
try {
    if (argc < 2) {
        std::fprintf(stderr, "usage: polygons_bench MASK.tif [OUT.gpkg]\n");
        return 2;
    }
    set_gdal_for_this_process();
    const GdalDataAccess data;
    Mask mask = read_mask(data, argv[1]);
    if (argc > 2) {
        write(data, mask, argv[2]);
        return 0;
    }
    Drawn ours, gdal;
    for (int i = 0; i < 3; ++i) {
        keep_better(ours, by_components(mask));
        keep_better(gdal, by_gdal(mask));
    }
    std::printf("{\"components\": %zu, \"pixels\": %.0f, \"cpu_s\": %.3f, \"gdal_polygons\": %zu, \"gdal_pixels\": "
                "%.0f, \"gdal_cpu_s\": %.3f}\n",
                ours.polygons, ours.pixels, ours.cpu_s, gdal.polygons, gdal.pixels, gdal.cpu_s);
    return ours.pixels == gdal.pixels ? 0 : 1;
} catch (const std::exception& e) {
    std::fprintf(stderr, "%s\n", e.what());
    return 1;
}
