#include "pipelines/imagery/open_scene.h"

#include "didban/align/pixel_map.h"
#include "didban/base/error.h"
#include "didban/base/number_text.h"
#include "pipelines/imagery/band_names.h"
#include "pipelines/imagery/mask_files.h"
#include "pipelines/imagery/physical_image.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace didban {

namespace {

WorkingGrid grid_of(const RasterInfo& info, double gsd)
{
    const GeoTransform plain{{0, gsd, 0, 0, 0, -gsd}};
    return {info.width, info.height, info.transform.value_or(plain), info.crs};
}

void open_mask(const DataAccess& data, const SceneFiles& files, double gsd, OpenScene& scene)
{
    if (files.mask.empty())
        return;
    std::string path = files.mask;
    if (files.mask == "SCL") {
        const auto band = std::find(scene.bands.begin(), scene.bands.end(), "scl");
        if (band != scene.bands.end()) {
            scene.class_band = static_cast<int>(band - scene.bands.begin()) + 1;
            return;
        }
        path = class_raster_beside(files.path);
        if (path.empty())
            throw Error(
                ErrorKind::Configuration,
                files.path +
                    ": mask = \"SCL\" needs a band named \"scl\" in it or a file of the "
                    "same name with SCL in place of the product's beside it; name the band or give a mask raster");
        scene.mask_is_classes = true;
    }
    scene.mask = data.open_raster(path);
    scene.mask_is_classes = scene.mask_is_classes || holds_scene_classes(*scene.mask);
    const RasterInfo& info = scene.mask->info();
    scene.mask_grid = grid_of(info, gsd);
    if (!info.transform) {
        if (info.width != scene.grid.width || info.height != scene.grid.height)
            throw Error(ErrorKind::IncompatibleInput,
                        path + " is a mask of " + std::to_string(info.width) + " × " + std::to_string(info.height) +
                            " pixels without georeference for " + files.path + " of " +
                            std::to_string(scene.grid.width) + " × " + std::to_string(scene.grid.height) +
                            "; give it the image's size or a georeference");
        scene.mask_grid.transform = scene.grid.transform;
        scene.mask_grid.crs = scene.grid.crs;
    } else if (!info.crs.known()) {
        scene.mask_grid.crs = scene.grid.crs;
    }
}

std::string describe(const OpenScene& scene)
{
    const WorkingGrid& g = scene.grid;
    Box box;
    for (const auto& [c, r] :
         std::array{std::pair{0.0, 0.0}, std::pair{1.0, 0.0}, std::pair{0.0, 1.0}, std::pair{1.0, 1.0}})
        box.include(g.transform.to_crs(c * static_cast<double>(g.width), r * static_cast<double>(g.height)));
    std::string system;
    if (g.crs.known()) {
        try {
            const Transform to_lonlat(g.crs, Crs::wgs84());
            Box lonlat;
            for (const Point& p :
                 {Point{box.x0, box.y0}, Point{box.x1, box.y0}, Point{box.x0, box.y1}, Point{box.x1, box.y1}})
                lonlat.include(to_lonlat(p));
            box = lonlat;
            system = " (lon/lat)";
        } catch (const Error&) {
            system = " in " + g.crs.name();
        }
    }
    const auto span = [](double from, double to) { return text::plain(from) + "…" + text::plain(to); };
    return scene.image->info().name + " covers " + span(box.x0, box.x1) + ", " + span(box.y0, box.y1) + system;
}

/// Whether any of 65 × 65 points spread over the reference falls into the target.
bool overlap_anywhere(const WorkingGrid& reference, const WorkingGrid& target)
{
    const PixelMap map(reference, target);
    constexpr int steps = 64;
    for (int r = 0; r <= steps; ++r)
        for (int c = 0; c <= steps; ++c) {
            const Point p = map(static_cast<double>(reference.width) * c / steps,
                                static_cast<double>(reference.height) * r / steps);
            if (p.x >= 0 && p.y >= 0 && p.x <= static_cast<double>(target.width) &&
                p.y <= static_cast<double>(target.height))
                return true;
        }
    // A target smaller than the steps: does its centre fall into the reference?
    const Point p =
        PixelMap(target, reference)(static_cast<double>(target.width) / 2, static_cast<double>(target.height) / 2);
    return p.x >= 0 && p.y >= 0 && p.x <= static_cast<double>(reference.width) &&
           p.y <= static_cast<double>(reference.height);
}

} // namespace

OpenScene open_scene(const DataAccess& data, const SceneFiles& files, double gsd)
{
    OpenScene scene;
    PhysicalImage physical = open_physical(data, files);
    scene.image = std::move(physical.raster);
    scene.scaling_note = std::move(physical.note);
    const RasterInfo& info = scene.image->info();
    scene.grid = grid_of(info, gsd);
    scene.georeferenced = info.transform.has_value();
    scene.bands = band_names(files, info);
    open_mask(data, files, gsd, scene);
    return scene;
}

bool unusable_scene_class(float scene_class)
{
    return !(scene_class == 2 || scene_class == 4 || scene_class == 5 || scene_class == 6 || scene_class == 7);
}

double ground_size(const RasterInfo& info, double given)
{
    if (given > 0)
        return given;
    if (!info.transform)
        return 1;
    if (!info.crs.known())
        return info.transform->pixel_size();
    const double col = static_cast<double>(info.width) / 2, row = static_cast<double>(info.height) / 2;
    MultiPolygon pixel{{{{info.transform->to_crs(col, row), info.transform->to_crs(col + 1, row),
                          info.transform->to_crs(col + 1, row + 1), info.transform->to_crs(col, row + 1)},
                         {}}}};
    normalise_orientation(pixel);
    return std::sqrt(GeodesicArea(info.crs)(pixel));
}

CommonBands all_common_bands(const OpenScene& reference, const OpenScene& target)
{
    CommonBands common;
    const auto number = [](const OpenScene& scene, const std::string& name) {
        const auto at = std::find(scene.bands.begin(), scene.bands.end(), name);
        return at == scene.bands.end() ? 0 : static_cast<int>(at - scene.bands.begin()) + 1;
    };
    const auto add = [&](int r, int t) {
        if (r > 0 && t > 0) {
            common.reference.push_back(r);
            common.target.push_back(t);
        }
    };
    for (const char* name : {"green", "pan", "red", "blue", "nir"})
        add(number(reference, name), number(target, name));
    const int last = std::min(reference.image->info().bands, target.image->info().bands);
    for (int b = last > 2 ? 2 : 1; b <= last && common.reference.empty(); ++b)
        if (b != reference.class_band && b != target.class_band)
            add(b, b);
    return common;
}

CommonBands common_bands(const OpenScene& reference, const OpenScene& target)
{
    CommonBands common = all_common_bands(reference, target);
    common.reference.resize(std::min<std::size_t>(1, common.reference.size()));
    common.target.resize(common.reference.size());
    return common;
}

void relate_grids(const OpenScene& reference, OpenScene& target, const Log& log)
{
    const std::string &one = reference.image->info().name, &two = target.image->info().name;
    const bool same_size = reference.grid.width == target.grid.width && reference.grid.height == target.grid.height;
    if (reference.georeferenced != target.georeferenced) {
        if (!same_size)
            throw Error(ErrorKind::IncompatibleInput,
                        (target.georeferenced ? one : two) + " has no georeference and another size than " +
                            (target.georeferenced ? two : one) +
                            "; give it one (gdal_translate -a_ullr -a_srs) or crop both alike");
        log.warn("only one of " + one + " and " + two +
                 " has a georeference; they have the same size and are taken to share one grid");
        const bool mask_follows = target.mask != nullptr && target.mask_grid.transform == target.grid.transform;
        target.grid = reference.grid;
        if (mask_follows) {
            target.mask_grid.transform = target.grid.transform;
            target.mask_grid.crs = target.grid.crs;
        }
    } else if (reference.georeferenced && reference.grid.crs.known() != target.grid.crs.known()) {
        log.warn((reference.grid.crs.known() ? two : one) + " names no coordinate reference system; that of " +
                 (reference.grid.crs.known() ? one : two) + " is taken");
    }
    if (!overlap_anywhere(reference.grid, target.grid))
        throw Error(ErrorKind::IncompatibleInput,
                    "the two images do not overlap: " + describe(reference) + ", " + describe(target) +
                        "; give two images of one place, and check both coordinate reference systems");
}

} // namespace didban
