#include "pipelines/parcel/one_parcel.h"

#include "didban/base/renovation_code.h"
#include "didban/base/text.h"
#include "pipelines/city/load_permits.h"
#include "pipelines/city/read_parcels.h"
#include "pipelines/run/map_tiles.h"

#include <algorithm>
#include <filesystem>
#include <future>
#include <set>
#include <unordered_set>

namespace didban {

namespace {

using Keys = std::set<std::string>;
using Hashes = std::unordered_set<std::uint64_t>;

/// The rows of a cadastre by their codes: which of them a few keys concern.
class CadastreCodes {
public:
    explicit CadastreCodes(std::vector<ParcelCodes> rows) : rows_(std::move(rows)) {}

    /// Every row of every parcel that has, or had, one of the keys; in the table's order.
    [[nodiscard]] std::vector<const ParcelCodes*> rows_of(const Keys& keys) const
    {
        Hashes asked;
        for (const std::string& key : keys)
            asked.insert(hash_of_key(key));
        Hashes parcels = asked;
        for (const ParcelCodes& row : rows_)
            if (std::any_of(row.old_keys.begin(), row.old_keys.end(),
                            [&](std::uint64_t old) { return asked.count(old) > 0; }))
                parcels.insert(row.key);
        std::vector<const ParcelCodes*> found;
        for (const ParcelCodes& row : rows_)
            if (parcels.count(row.key) > 0)
                found.push_back(&row);
        return found;
    }

    /// All keys, those of today and earlier ones, ascending.
    [[nodiscard]] std::vector<std::uint64_t> all() const
    {
        std::vector<std::uint64_t> keys;
        keys.reserve(rows_.size());
        for (const ParcelCodes& row : rows_) {
            keys.push_back(row.key);
            keys.insert(keys.end(), row.old_keys.begin(), row.old_keys.end());
        }
        std::sort(keys.begin(), keys.end());
        return keys;
    }

private:
    std::vector<ParcelCodes> rows_;
};

/// Reads parcels of one cadastre by their keys.
class FewParcels {
public:
    FewParcels(const DataAccess& data, const City& city, const Crs& crs, const RunOptions& run)
        : data_(data), city_(city), crs_(crs), codes_(read_parcel_codes(data, city, run))
    {
    }

    [[nodiscard]] const CadastreCodes& codes() const { return codes_; }

    /// A city of the parcels that the keys concern, without permits; nullopt where only the whole cadastre can tell.
    [[nodiscard]] std::optional<CityData> operator()(const Keys& keys) const
    {
        const auto rows = codes_.rows_of(keys);
        if (rows.empty())
            return std::nullopt;
        std::vector<std::string> ids;
        for (const ParcelCodes* row : rows)
            ids.push_back(row->id);
        std::sort(ids.begin(), ids.end());
        ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
        auto table = read_parcels_of(data_, city_, crs_, ids, rows.size());
        if (!table)
            return std::nullopt;
        CityData few;
        few.city = city_;
        few.crs = crs_;
        few.parcels = std::move(table->parcels);
        few.unplaced = std::move(table->unplaced);
        few.deed_areas_m2 = std::move(table->deed_areas_m2);
        few.land_records = std::move(table->land_records);
        return few;
    }

private:
    const DataAccess& data_;
    const City& city_;
    const Crs& crs_;
    CadastreCodes codes_;
};

void add_keys_of(const Permit& permit, Keys& keys)
{
    if (!permit.parcel_key.empty())
        keys.insert(permit.parcel_key);
    keys.insert(permit.other_keys.begin(), permit.other_keys.end());
}

/// The permits that lie on a place are a parcel's only where their codes fit none, so those codes concern it.
Keys keys_of_permits_on(const Box& place, const std::vector<Permit>& permits)
{
    Keys keys;
    for (const Permit& permit : permits) {
        Box box = bounds(permit.footprint);
        if (box.empty() && permit.place)
            box.include(*permit.place);
        if (!box.empty() && box.meets(place))
            add_keys_of(permit, keys);
    }
    return keys;
}

/// What a city holds that concerns one parcel; nullopt where only the whole city can tell.
std::optional<CityData> load_few(const DataAccess& data, const City& city, const Crs& crs, std::string_view id,
                                 const RunOptions& run)
{
    const FewParcels read(data, city, crs, run);
    Keys keys{std::string(id), parcel_key(id)};
    const auto rows = read.codes().rows_of(keys);
    auto few = read(keys);
    if (!few)
        return std::nullopt;
    const ParcelBook places(*few, PlanData());
    const auto found = places.find(id);
    if (!found)
        return std::nullopt;
    const Parcel& parcel = places.parcel(*found);
    keys.insert(parcel.key);
    keys.insert(parcel.old_keys.begin(), parcel.old_keys.end());
    if (city.permits) {
        const std::vector<std::uint64_t> known = read.codes().all();
        const auto in_cadastre = [&](const std::string& key) {
            return std::binary_search(known.begin(), known.end(), hash_of_key(key));
        };
        if (!load_permits(data, run, in_cadastre, *few))
            return std::nullopt;
        keys.merge(keys_of_permits_on(bounds(parcel.shape), few->permits));
    }
    if (read.codes().rows_of(keys) == rows)
        return few;
    auto all = read(keys);
    if (!all)
        return std::nullopt;
    all->permits = std::move(few->permits);
    all->permits_known = few->permits_known;
    return all;
}

bool finds_rows_by_id(const City& city)
{
    const std::filesystem::path source = city.cadastre ? city.cadastre->source : std::string();
    std::error_code ignored;
    return text::matching_key(source.extension().string()) == ".gpkg" &&
           std::filesystem::is_regular_file(source, ignored);
}

} // namespace

std::shared_ptr<const ParcelBook> load_for_parcel(const DataAccess& data, const std::string& city_path,
                                                  std::string_view id, const RunOptions& run)
{
    const City city = read_city(city_path);
    if (!finds_rows_by_id(city))
        return ParcelBook::load(data, city_path, run);
    const Crs crs = working_crs(city);
    const ThreadLimit limit(run.threads);
    auto plan = std::async(limit.threads() < 2 ? std::launch::deferred : std::launch::async,
                           [&] { return load_plan(data, city, crs, run); });
    auto found = load_few(data, city, crs, id, run); // where both fail, its error is the one that is told
    if (!found)
        found = load_city_data(data, city, run);
    return ParcelBook::from(std::move(*found), plan.get());
}

} // namespace didban
