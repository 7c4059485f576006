#include "pipelines/check/check_imagery.h"

#include "didban/base/error.h"

#include <algorithm>

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

void check_dates(const City& city, ProblemTally& tally)
{
    for (const std::string& id : city.undated)
        tally.add("imagery.undated", id);
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
