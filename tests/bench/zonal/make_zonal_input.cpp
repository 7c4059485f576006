// Writes the input of the zonal benchmark into a folder: scene.tif, EDGE × EDGE × 4 bands uint16, and parcels.gpkg, N ×
// N slightly skewed parcels of six corners that fill it.
//   make_zonal_input FOLDER [EDGE=10000] [N=320]
// then: time didban zonal FOLDER/scene.tif FOLDER/parcels.gpkg -o FOLDER/out.csv --stats count,sum,mean --threads 1
#include "didban/gdal/gdal_data_access.h"
#include "didban/grid/tiles.h"

#include <cstdlib>
#include <random>
#include <string>

namespace {

using namespace didban;

void write_scene(const DataAccess& data, const std::string& path, std::int64_t edge, const Crs& crs)
{
    RasterSpec spec;
    spec.width = spec.height = edge;
    spec.bands = 4;
    spec.type = PixelType::UInt16;
    spec.transform = GeoTransform::north_up_at(500000, 4266000, 0.5);
    spec.crs = crs;
    const auto sink = data.create_raster(path, spec);
    std::mt19937 random(1);
    for (const PixelWindow& tile : split(edge, edge, 1024)) {
        std::vector<float> pixels(tile.pixels());
        for (int band = 1; band <= spec.bands; ++band) {
            for (auto& p : pixels)
                p = static_cast<float>(1000 * band + static_cast<int>(random() % 256));
            sink->write(band, tile, pixels);
        }
    }
    sink->finish();
}

void write_parcels(const DataAccess& data, const std::string& path, std::int64_t edge, int per_side, const Crs& crs)
{
    const auto sink = data.create_features(path, "GPKG");
    sink->begin_layer({"parcels", crs, {{"parcel_id", FieldType::Text}}, LayerSpec::Kind::MultiPolygon});
    const double step = 0.5 * static_cast<double>(edge) / per_side;
    for (int row = 0; row < per_side; ++row)
        for (int col = 0; col < per_side; ++col) {
            const double x = 500000 + col * step, y = 4266000 - row * step;
            Feature f;
            f.values = {std::to_string(row) + "-" + std::to_string(col)};
            f.geometry.null = false;
            f.geometry.polygons = {{Polygon{{{x + 0.3, y - 0.3},
                                             {x + 0.7, y - 0.93 * step},
                                             {x + 0.8 * step, y - step + 0.3},
                                             {x + step - 0.4, y - 0.6 * step},
                                             {x + 0.9 * step, y - 0.7},
                                             {x + 0.5 * step, y - 0.2}},
                                            {}}}};
            sink->write(f);
        }
    sink->finish();
}

} // namespace

int main(int argc, char** argv)
{
    if (argc < 2)
        return 2;
    const std::string folder = argv[1];
    const std::int64_t edge = argc > 2 ? std::atoll(argv[2]) : 10000;
    const int per_side = argc > 3 ? std::atoi(argv[3]) : 320;
    const GdalDataAccess data;
    const Crs crs = Crs::parse("EPSG:32638");
    write_scene(data, folder + "/scene.tif", edge, crs);
    write_parcels(data, folder + "/parcels.gpkg", edge, per_side, crs);
}
