#include "pipelines/city/city_data.h"

#include "didban/base/error.h"
#include "didban/land/parcel_keys.h"
#include "pipelines/city/read_parcels.h"
#include "pipelines/city/read_permits.h"

#include <algorithm>
#include <string_view>
#include <unordered_set>

namespace didban {

namespace {

// Permits that fit no parcel and have no place cannot explain anything; beyond these first ones they are counted, not
// kept.
constexpr std::size_t most_lost_permits = 100'000;

// Text of a permit outside the object itself: keys, words, bookkeeping of the allocator.
constexpr std::size_t permit_text_bytes = 160;

/// Permits that may be held under the memory limit: half of it, the rest is for parcels and pixels.
std::size_t most_permits(const RunOptions& run)
{
    return static_cast<std::size_t>(run.memory_mb) * (1U << 20U) / 2 / (sizeof(Permit) + permit_text_bytes);
}

std::unordered_set<std::string_view> earlier_keys(const std::vector<Parcel>& parcels)
{
    std::unordered_set<std::string_view> keys;
    for (const Parcel& parcel : parcels)
        keys.insert(parcel.old_keys.begin(), parcel.old_keys.end());
    return keys;
}

void load_permits(const DataAccess& data, const RunOptions& run, CityData& out)
{
    ProblemTally tally("[permits]");
    const ParcelKeys keys(out.parcels);
    std::unordered_set<std::string_view> others = earlier_keys(out.parcels);
    for (const Parcel& parcel : out.unplaced)
        others.insert(parcel.key);
    std::size_t lost = 0;
    read_permits(data, out.city, out.crs, run, tally, [&](Permit&& permit) {
        if (!permit_fits(permit, [&](const std::string& key) { return keys.find(key) || others.count(key) > 0; })) {
            if (!permit.parcel_key.empty())
                tally.add("permit.parcel.not_in_cadastre", permit.parcel + " (permit " + permit.id + ")");
            const bool placed = permit.place || !permit.footprint.empty();
            if (!placed && ++lost > most_lost_permits)
                return;
        }
        if (out.permits.size() == most_permits(run))
            throw Error(ErrorKind::Usage, "[permits]: more than " + std::to_string(out.permits.size()) +
                                              " permits do not fit in --memory " + std::to_string(run.memory_mb) +
                                              "; raise it, or give a source with the permits of recent years only");
        out.permits.push_back(std::move(permit));
    });
    join_reissued(out.permits);
    out.permits.shrink_to_fit();
    out.permits_known = true;
    tally.append_to(out.problems);
}

} // namespace

bool permit_fits(const Permit& permit, const std::function<bool(const std::string&)>& known)
{
    return (!permit.parcel_key.empty() && known(permit.parcel_key)) ||
           std::any_of(permit.other_keys.begin(), permit.other_keys.end(), known);
}

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
        load_permits(data, run, out);
    return out;
}

} // namespace didban
