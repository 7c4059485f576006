#include "didban/gdal/gdal_data_access.h"
#include "didban/gdal/gml_access.h"
#include "fuzz/fuzz_input.h"
#include "pipelines/land_use/import_land_use.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size)
{
    using namespace didban;
    return fuzz::read_or_refuse([&] {
        static const GdalDataAccess data;
        static const GdalGmlAccess gml;
        static const test::TemporaryFolder out;
        (void)import_land_use(gml, data, fuzz::as_file("plan.gml", fuzz::text_of(bytes, size)), LandUseOptions{},
                              (out / "plan.gpkg").string(), RunOptions{});
    });
}
