// parcels_bench PARCELS.gpkg: reads its parcels as a city's cadastre (column parcel_id) and indexes their boxes, three
// times; prints the best as one JSON object. "ogr": the same features through OGR alone, shapes made, nothing kept.
#include "didban/city/city.h"
#include "didban/gdal/gdal_data_access.h"
#include "didban/gdal/process_settings.h"
#include "didban/geo/box_index.h"
#include "pipelines/city/read_parcels.h"

#include <gdal_priv.h>
#include <ogrsf_frmts.h>
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <limits>

using namespace didban;

namespace {

struct Cost {
    double wall_s{std::numeric_limits<double>::infinity()}, cpu_s{wall_s};
};

template <class Work>
void take_better(Cost& best, Work work)
{
    const auto start = std::chrono::steady_clock::now();
    const std::clock_t cpu = std::clock();
    work();
    best.cpu_s = std::min(best.cpu_s, static_cast<double>(std::clock() - cpu) / CLOCKS_PER_SEC);
    best.wall_s =
        std::min(best.wall_s, std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
}

} // namespace

int main(int argc, char** argv)
try {
    if (argc < 2) {
        std::fprintf(stderr, "usage: parcels_bench PARCELS.gpkg\n");
        return 2;
    }
    set_gdal_for_this_process();
    const GdalDataAccess data;
    City city;
    city.cadastre.emplace();
    city.cadastre->source = argv[1];
    city.cadastre->fields["id"] = "parcel_id";
    const Crs crs =
        data.open_features({.source = argv[1], .layer = {}, .fields = {}, .encoding = {}, .area = {}})->crs();
    Cost load, index, ogr;
    std::size_t parcels = 0, found = 0;
    for (int i = 0; i < 3; ++i) {
        take_better(ogr, [&] {
            const GDALDatasetUniquePtr file(GDALDataset::Open(argv[1], GDAL_OF_VECTOR));
            for (const auto& feature : *file->GetLayer(0))
                found += feature->GetGeometryRef() != nullptr ? 1 : 0;
        });
        ParcelTable table;
        take_better(load, [&] {
            ProblemTally tally("parcels");
            table = read_parcels(data, city, crs, {}, tally);
        });
        parcels = table.parcels.size();
        take_better(index, [&] {
            std::vector<Box> boxes;
            boxes.reserve(parcels);
            for (const Parcel& parcel : table.parcels)
                boxes.push_back(bounds(parcel.shape));
            found += BoxIndex(boxes).meeting(boxes.front()).size();
        });
    }
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    std::printf("{\"parcels\": %zu, \"load_s\": %.2f, \"load_cpu_s\": %.2f, \"index_s\": %.2f, \"index_cpu_s\": %.2f, "
                "\"ogr_s\": %.2f, \"ogr_cpu_s\": %.2f, \"peak_mb\": %.0f}\n",
                parcels, load.wall_s, load.cpu_s, index.wall_s, index.cpu_s, ogr.wall_s, ogr.cpu_s,
                static_cast<double>(usage.ru_maxrss) / 1024);
    return found > 0 ? 0 : 1;
} catch (const std::exception& e) {
    std::fprintf(stderr, "%s\n", e.what());
    return 1;
}
