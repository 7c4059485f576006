#include "didban/gdal/gdal_data_access.h"
#include "fuzz/fuzz_input.h"
#include "pipelines/city/city_data.h"

// The register of a city with one parcel.
int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size)
{
    using namespace didban;
    return fuzz::read_or_refuse([&] {
        static const GdalDataAccess data;
        static const std::string cadastre =
            fuzz::as_file("cadastre.geojson", R"({"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"parcel_id":"1-1-1-1"},"geometry":{"type":"Polygon","coordinates":
[[[45.0,38.5],[45.001,38.5],[45.001,38.501],[45.0,38.501],[45.0,38.5]]]}}]})");
        fuzz::as_file("permits.csv", fuzz::text_of(bytes, size));
        static const City city = read_city(fuzz::as_file(
            "city.toml", "[city]\nname = \"x\"\ncrs = \"EPSG:32638\"\n[cadastre]\n"
                         "source = \"cadastre.geojson\"\nfields = { id = \"parcel_id\" }\n"
                         "[permits]\nsource = \"permits.csv\"\ncalendar = \"auto\"\nfields = { id = \"permit_no\", "
                         "parcel = \"parcel_id\", issued = \"issued\" }\n"));
        (void)load_city_data(data, city, RunOptions{});
    });
}
