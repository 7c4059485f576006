#include "pipelines/sweep/read_standing.h"

#include "didban/base/error.h"
#include "didban/base/number_text.h"
#include "didban/geo/overlap_area.h"
#include "didban/geo/perimeter.h"
#include "didban/objects/building_map.h"
#include "didban/objects/outline_error.h"
#include "pipelines/city/load_for_run.h"
#include "pipelines/detect/trace_changes.h"
#include "pipelines/ground/standing_buildings.h"
#include "pipelines/imagery/open_scene.h"
#include "pipelines/run/map_tiles.h"
#include "pipelines/zonal/zonal.h"

#include <tbb/blocked_range.h>
#include <tbb/parallel_for.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <tuple>

namespace didban {

namespace {

constexpr double built_probability = 0.5;
constexpr double seen_share = 0.5; ///< of a parcel, for a raster to speak about it
constexpr double same_share = 0.9; ///< of an outline, on a larger one: the same building twice

bool is_raster(const std::string& path)
{
    std::string end = std::filesystem::path(path).extension().string();
    std::transform(end.begin(), end.end(), end.begin(), [](unsigned char c) { return std::tolower(c); });
    return end == ".tif" || end == ".tiff" || end == ".vrt" || end == ".img";
}

bool gone(const Footprint& f, const Date& on)
{
    // A map of a later day, without days of building, still says what stands there; one of the day before as well.
    return stood(f, std::nullopt, on) == Stood::No;
}

std::vector<Footprint> outlines(const DataAccess& data, const CityData& city, const SweepCityOptions& options,
                                const Date& on, const RunOptions& run, std::vector<MultiPolygon>& left_out,
                                report::RunRecord& record)
{
    const bool own = !options.standing.empty();
    ProblemTally tally(own ? options.standing : "[buildings]");
    std::vector<Footprint> unusable;
    std::vector<Footprint> all =
        own ? read_buildings_of(data, options.standing, options.layer, city.crs, run, tally, &unusable)
            : read_buildings(data, city.city, city.crs, run, tally, &unusable);
    note_problems(tally, run, record);
    for (Footprint& f : unusable)
        if (!gone(f, on))
            left_out.push_back(std::move(f.shape));
    all = standing_on(std::move(all), on, own ? options.standing : "[buildings]", record);
    if (!own && city.city.buildings_as_of && *city.city.buildings_as_of > on)
        record.warnings.push_back("the building footprints show " + city.city.buildings_as_of->iso() + ", after " +
                                  on.iso() + ": what was built between is on them");
    return all;
}

/// Outlines of the pixels that hold a building, and which parcels the raster speaks about.
std::vector<Footprint> traced(const DataAccess& data, const CityData& city, const SweepCityOptions& options,
                              const RunOptions& run, Standing& out)
{
    const auto raster = data.open_raster(options.standing);
    const RasterInfo& info = raster->info();
    const auto refuse = [&](const std::string& why) {
        throw Error(ErrorKind::IncompatibleInput, options.standing + ": " + why);
    };
    if (!info.transform || !info.crs.known())
        refuse("has no georeference, so where its buildings stand is unknown; give it one with gdal_translate -a_ullr "
               "and -a_srs");
    if (info.bands != 1)
        refuse("holds " + std::to_string(info.bands) +
               " bands, and which of them is the probability of a building is not "
               "said; take that one out with gdal_translate -b");
    const double gsd = ground_size(info, 0);
    const auto least = static_cast<std::int64_t>(std::ceil(city.city.min_area_m2 / (gsd * gsd) / 2));
    const detect::FootprintMaker maker(info, gsd, options.accuracy_m / gsd);
    const Transform to_working(info.crs, city.crs), to_raster(city.crs, info.crs);
    std::vector<Footprint> all;
    for (const Component& c : detect::trace_changes(*raster, 1, built_probability, 1, {}, run)) {
        if (c.planes.front().mean() > 1)
            refuse("holds values up to " + text::significant(c.planes.front().mean(), 4) +
                   " and more, but a probability or a mask of buildings lies between 0 and 1; bring it there, for "
                   "example with gdal_translate -ot Float32 -scale 0 255 0 1");
        if (c.pixels < least) {
            ++out.small;
            out.left_out.push_back(to_working(to_crs(c.outline, *info.transform)));
            continue;
        }
        ChangeObject object;
        maker.fill(c.outline, object);
        Footprint building;
        building.shape = to_working(object.outline);
        building.id = std::to_string(c.number);
        all.push_back(std::move(building));
    }
    std::vector<MultiPolygon> zones;
    for (const Parcel& p : city.parcels)
        zones.push_back(to_raster(p.shape));
    const ZoneTable table = zone_statistics(*raster, zones, parse_statistics("count"), run, {1});
    for (std::size_t i = 0; i < zones.size(); ++i) {
        const double whole = planar_area(zones[i]), shown = table.at(i, 0, 0) * info.transform->pixel_area();
        out.seen[i] = whole > 0 && std::isfinite(shown) && shown >= seen_share * whole;
    }
    return all;
}

std::vector<Box> boxes_of(const std::vector<Footprint>& buildings)
{
    std::vector<Box> boxes;
    for (const Footprint& f : buildings)
        boxes.push_back(bounds(f.shape));
    return boxes;
}

/// Leaves out outlines that lie on a larger one; a tenth of them may lie beside it.
std::size_t drop_doubles(std::vector<Footprint>& all, std::vector<MultiPolygon>& left_out, const RunOptions& run)
{
    const BoxIndex index(boxes_of(all));
    std::vector<double> areas;
    for (const Footprint& f : all)
        areas.push_back(planar_area(f.shape));
    std::vector<char> twice(all.size(), 0);
    const ThreadLimit limit(run.threads);
    tbb::parallel_for(tbb::blocked_range<std::size_t>(0, all.size(), 64), [&](const auto& range) {
        for (std::size_t i = range.begin(); i < range.end(); ++i)
            for (const std::uint32_t j : index.meeting(bounds(all[i].shape))) {
                const bool first = std::make_tuple(areas[j], i) > std::make_tuple(areas[i], std::size_t{j});
                if (j != i && first && overlap_area(all[i].shape, all[j].shape) >= same_share * areas[i])
                    twice[i] = 1;
            }
    });
    std::size_t kept = 0;
    for (std::size_t i = 0; i < all.size(); ++i)
        if (twice[i] == 0) {
            if (kept != i)
                all[kept] = std::move(all[i]);
            ++kept;
        } else {
            left_out.push_back(std::move(all[i].shape));
        }
    const std::size_t dropped = all.size() - kept;
    all.resize(kept);
    return dropped;
}

} // namespace

std::vector<Footprint> standing_on(std::vector<Footprint> all, const Date& on, const std::string& source,
                                   report::RunRecord& record)
{
    const std::size_t read = all.size();
    std::erase_if(all, [&](const Footprint& f) { return gone(f, on); });
    if (all.size() < read)
        record.warnings.push_back(source + ": " + std::to_string(read - all.size()) + " buildings did not stand on " +
                                  on.iso() + " by their own days and are left out");
    return all;
}

Standing read_standing(const DataAccess& data, const CityData& city, const SweepCityOptions& options, const Date& on,
                       const RunOptions& run, report::RunRecord& record)
{
    Standing out;
    out.seen.assign(city.parcels.size(), false);
    const bool raster = is_raster(options.standing);
    if (!options.layer.empty() && (raster || options.standing.empty()))
        throw Error(ErrorKind::Usage, "--layer " + options.layer + " names a layer of the outlines of --standing; " +
                                          (raster ? options.standing + " is a raster" : "that is not given") +
                                          ": leave --layer out");
    out.buildings =
        raster ? traced(data, city, options, run, out) : outlines(data, city, options, on, run, out.left_out, record);
    if (const std::size_t doubles = drop_doubles(out.buildings, out.left_out, run); doubles > 0)
        record.warnings.push_back(std::to_string(doubles) +
                                  " outlines lie on a larger one by nine tenths or more and are taken as the same "
                                  "building");
    if (!raster) {
        const BoxIndex index(boxes_of(out.buildings));
        for (std::size_t i = 0; i < city.parcels.size(); ++i)
            out.seen[i] = !index.meeting(bounds(city.parcels[i].shape).grown(BuildingMap::reach_m)).empty();
    }
    const GeodesicArea area(city.crs);
    for (const Footprint& f : out.buildings) {
        ChangeObject o;
        o.number = static_cast<std::int64_t>(out.objects.size()) + 1;
        o.outline = f.shape;
        o.area_m2 = area(f.shape);
        o.area_sigma_m2 = outline_area_sigma_m2(options.accuracy_m, perimeter(f.shape));
        o.probability = 1;
        out.objects.push_back(std::move(o));
    }
    return out;
}

} // namespace didban
