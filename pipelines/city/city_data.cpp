#include "pipelines/city/city_data.h"

#include "didban/base/error.h"
#include "didban/land/parcel_keys.h"
#include "pipelines/city/load_permits.h"
#include "pipelines/city/read_parcels.h"

#include <string_view>
#include <unordered_set>

namespace didban {

namespace {

std::unordered_set<std::string_view> earlier_keys(const std::vector<Parcel>& parcels)
{
    std::unordered_set<std::string_view> keys;
    for (const Parcel& parcel : parcels)
        keys.insert(parcel.old_keys.begin(), parcel.old_keys.end());
    return keys;
}

void load_permits_of(const DataAccess& data, const RunOptions& run, CityData& out)
{
    const ParcelKeys keys(out.parcels);
    std::unordered_set<std::string_view> others = earlier_keys(out.parcels);
    for (const Parcel& parcel : out.unplaced)
        others.insert(parcel.key);
    load_permits(
        data, run, [&](const std::string& key) { return keys.find(key) || others.count(key) > 0; }, out);
}

} // namespace

Crs working_crs(const City& city)
{
    const auto refuse = [&](const std::string& why) {
        throw Error(ErrorKind::Configuration, city.where("city.crs") + ": crs = \"" + city.crs + "\" " + why +
                                                  "; write a projected CRS in metres, for example EPSG:32638 (UTM 38N, "
                                                  "Khoy) or EPSG:32639 (UTM 39N, Isfahan)");
    };
    Crs crs;
    try {
        crs = Crs::parse(city.crs);
    } catch (const Error& e) {
        refuse(std::string("is not known (") + e.what() + ")");
    }
    if (!crs.projected())
        refuse("is geographic: its units are degrees");
    if (crs.web_mercator())
        refuse("is Web Mercator, in which areas are wrong");
    if (!crs.metres())
        refuse("is not in metres");
    return crs;
}

CityData load_city_data(const DataAccess& data, const City& city, const RunOptions& run)
{
    CityData out;
    out.city = city;
    out.crs = working_crs(city);
    if (!city.cadastre)
        throw Error(ErrorKind::Configuration,
                    city.file +
                        ": has no [cadastre]; write [cadastre] with source = \"…\" and fields = { id = \"…\" }");
    ProblemTally parcels("[cadastre]");
    ParcelTable table = read_parcels(data, city, out.crs, run, parcels);
    out.parcels = std::move(table.parcels);
    out.unplaced = std::move(table.unplaced);
    out.deed_areas_m2 = std::move(table.deed_areas_m2);
    out.land_records = std::move(table.land_records);
    parcels.append_to(out.problems);
    if (city.permits)
        load_permits_of(data, run, out);
    return out;
}

} // namespace didban
