#include "pipelines/check/check_imagery.h"

#include "didban/base/error.h"
#include "pipelines/imagery/band_names.h"
#include "pipelines/imagery/band_order.h"
#include "pipelines/imagery/look.h"
#include "pipelines/imagery/physical_image.h"
#include "pipelines/imagery/scene_sampler.h"

#include <algorithm>
#include <cmath>

namespace didban {

namespace {

/// Extent of a raster in another CRS: corners and points along the edges.
std::optional<Box> extent(const RasterInfo& info, const Crs& working)
{
    constexpr int steps = 8;
    Box box;
    try {
        const Transform transform(info.crs, working);
        const auto add = [&](double column, double row) {
            box.include(transform(info.transform->to_crs(column, row)));
        };
        for (int i = 0; i <= steps; ++i) {
            const double column = static_cast<double>(info.width) * i / steps;
            const double row = static_cast<double>(info.height) * i / steps;
            add(column, 0);
            add(column, static_cast<double>(info.height));
            add(0, row);
            add(static_cast<double>(info.width), row);
        }
    } catch (const Error&) {
        return std::nullopt;
    }
    return box;
}

std::optional<Box> check_scene(const DataAccess& data, const Scene& scene, const Crs& working, ProblemTally& tally)
{
    std::unique_ptr<RasterSource> raster;
    try {
        raster = data.open_raster(scene.path);
    } catch (const Error& e) {
        tally.add("imagery.unreadable", scene.id + ": " + e.what());
        return std::nullopt;
    }
    const RasterInfo& info = raster->info();
    if (!scene.bands.empty() && static_cast<int>(scene.bands.size()) != info.bands)
        tally.add("imagery.bands", scene.id + ": " + std::to_string(scene.bands.size()) + " named, " +
                                       std::to_string(info.bands) + " in " + info.name);
    try {
        if (const std::string note = open_physical(data, files_of(scene)).note; !note.empty())
            tally.add("imagery.scaled", note);
    } catch (const Error& e) {
        tally.add("imagery.bands", scene.id + ": " + e.what());
    }
    if (!scene.mask.empty() && scene.mask != "SCL") {
        try {
            (void)data.open_raster(scene.mask);
        } catch (const Error& e) {
            tally.add("imagery.mask_unreadable", scene.id + ": " + e.what());
        }
    }
    if (!info.transform || !info.crs.known()) {
        tally.add("imagery.crs_missing", scene.id);
        return std::nullopt;
    }
    if (info.crs.web_mercator())
        tally.add("imagery.web_mercator", scene.id);
    return extent(info, working);
}

/// Pixels of both scenes at the same places, from windows spread over the earlier one; empty without any.
struct CommonPixels {
    std::vector<std::string> names; ///< of the bands
    std::vector<std::vector<float>> before, after;
};

CommonPixels common_pixels(const DataAccess& data, const SceneFiles& before, const SceneFiles& after)
{
    constexpr std::int64_t edge = 96;
    const OpenScene b = open_scene(data, before, 1), a = open_scene(data, after, 1);
    const std::vector<std::string> before_names = band_names(before, b.image->info());
    std::vector<std::string> after_names = band_names(after, a.image->info());
    if (before.bands.empty() && after.bands.empty() && before_names.size() == after_names.size() &&
        std::find_first_of(before_names.begin(), before_names.end(), after_names.begin(), after_names.end()) ==
            before_names.end())
        after_names = before_names; // a run then takes them by their place
    CommonPixels out;
    std::vector<int> before_bands, after_bands;
    for (std::size_t k = 0; k < before_names.size(); ++k) {
        const auto at = std::find(after_names.begin(), after_names.end(), before_names[k]);
        if (at == after_names.end() || before_names[k] == "scl")
            continue;
        out.names.push_back(before_names[k]);
        before_bands.push_back(static_cast<int>(k) + 1);
        after_bands.push_back(static_cast<int>(at - after_names.begin()) + 1);
    }
    out.before.resize(out.names.size());
    out.after.resize(out.names.size());
    SceneSampler one(b, b.grid), other(a, b.grid);
    for (int i = 0; i < 16 && !out.names.empty(); ++i) {
        const PixelWindow window =
            PixelWindow{std::max<std::int64_t>(0, b.grid.width - edge) * (i % 4) / 3,
                        std::max<std::int64_t>(0, b.grid.height - edge) * (i / 4) / 3, edge, edge}
                .cut_to(b.image->info().extent());
        const auto x = one.sample(before_bands, window, {}), y = other.sample(after_bands, window, {});
        for (std::size_t p = 0; p < window.pixels(); ++p) {
            const auto seen = [p](const Raster<float>& band) { return !std::isnan(band.pixels()[p]); };
            if (!std::all_of(x.begin(), x.end(), seen) || !std::all_of(y.begin(), y.end(), seen))
                continue;
            for (std::size_t k = 0; k < out.names.size(); ++k) {
                out.before[k].push_back(x[k].pixels()[p]);
                out.after[k].push_back(y[k].pixels()[p]);
            }
        }
    }
    return out;
}

/// What a run would refuse of the bands of two scenes that follow each other, and what it would assume.
void check_bands(const DataAccess& data, const Scene& before, const Scene& after, ProblemTally& tally)
{
    const SceneFiles b = files_of(before), a = files_of(after);
    const std::string both = before.id + " and " + after.id;
    try {
        const bool assumed = order_assumed(data, b) || order_assumed(data, a);
        const CommonPixels pixels = common_pixels(data, b, a);
        if (pixels.names.empty()) {
            tally.add("imagery.no_common_band", both);
            return;
        }
        if (!assumed)
            return;
        const OrderDoubts doubts =
            pixels.before.front().empty() ? OrderDoubts{} : order_doubts(pixels.names, pixels.before, pixels.after);
        if (doubts.between_dates.empty())
            tally.add("imagery.bands_assumed", both + (doubts.infrared.empty() ? "" : ": " + doubts.infrared));
        else
            tally.add("imagery.bands_contradicted", both + ": " + doubts.between_dates);
    } catch (const Error& e) {
        tally.add("imagery.bands", both + ": " + e.what());
    }
}

void check_dates(const City& city, ProblemTally& tally)
{
    for (const std::string& id : city.undated)
        tally.add("imagery.undated", id);
    for (const std::string& id : city.labels)
        tally.add("imagery.label", id);
    if (city.scenes.empty())
        tally.add("imagery.none", "");
    const auto optical = std::count_if(city.scenes.begin(), city.scenes.end(),
                                       [](const Scene& s) { return s.kind == SceneKind::Optical; });
    if (optical == 1)
        tally.add("imagery.single_epoch", city.scenes.front().id);
    for (std::size_t i = 1; i < city.scenes.size(); ++i)
        if (city.scenes[i].acquired == city.scenes[i - 1].acquired && city.scenes[i].kind == city.scenes[i - 1].kind)
            tally.add("imagery.same_time", city.scenes[i - 1].id + " and " + city.scenes[i].id);
}

} // namespace

std::vector<SceneExtent> check_imagery(const DataAccess& data, const City& city, const Crs& working,
                                       ProblemTally& tally)
{
    check_dates(city, tally);
    std::vector<SceneExtent> scenes;
    for (const Scene& scene : city.scenes)
        scenes.push_back({&scene, check_scene(data, scene, working, tally)});
    const SceneExtent* before = nullptr;
    for (const SceneExtent& scene : scenes) {
        if (!scene.box || scene.scene->kind != SceneKind::Optical)
            continue;
        if (before != nullptr && !before->box->meets(*scene.box))
            tally.add("imagery.apart", before->scene->id + " and " + scene.scene->id);
        else if (before != nullptr)
            check_bands(data, *before->scene, *scene.scene, tally);
        before = &scene;
    }
    return scenes;
}

void check_cover(const std::vector<SceneExtent>& scenes, const std::vector<Parcel>& parcels, ProblemTally& tally)
{
    std::vector<Box> boxes;
    boxes.reserve(parcels.size());
    for (const Parcel& parcel : parcels)
        boxes.push_back(bounds(parcel.shape));
    for (const SceneExtent& scene : scenes) {
        if (!scene.box)
            continue;
        const auto met =
            std::count_if(boxes.begin(), boxes.end(), [&](const Box& box) { return scene.box->meets(box); });
        if (met == 0)
            tally.add("imagery.outside_cadastre", scene.scene->id);
        else if (met < static_cast<std::ptrdiff_t>(boxes.size()))
            tally.add("imagery.partial_cover", scene.scene->id + ": " +
                                                   std::to_string(boxes.size() - static_cast<std::size_t>(met)) +
                                                   " of " + std::to_string(boxes.size()) + " parcels outside");
    }
}

} // namespace didban
