#include "pipelines/simulate/simulate.h"

#include "didban/base/error.h"
#include "didban/base/output_path.h"
#include "didban/report/simulated_city.h"
#include "didban/report/text_file.h"
#include "pipelines/run/result_folder.h"
#include "pipelines/simulate/writers.h"

#include <cmath>

namespace didban {

namespace {

struct PlaceFacts {
    const char *name, *name_fa, *crs;
    double longitude, latitude;
};

PlaceFacts place_named(const std::string& name)
{
    if (name == "khoy")
        return {"Khoy (simulated)", "خوی (شبیه‌سازی‌شده)", "EPSG:32638", 44.95, 38.55};
    if (name == "isfahan")
        return {"Isfahan (simulated)", "اصفهان (شبیه‌سازی‌شده)", "EPSG:32639", 51.668, 32.654};
    throw Error(ErrorKind::Usage, "city \"" + name + "\" is not known; write khoy or isfahan");
}

void check(const SimulateOptions& options)
{
    if (options.out.empty())
        throw Error(ErrorKind::Usage, "the folder to write into is missing; add -o DIR");
    if (options.city.parcels < 1 || options.city.parcels > 5'000'000)
        throw Error(ErrorKind::Usage, "--parcels must lie between 1 and 5,000,000");
    if (options.city.epochs < 2 || options.city.epochs > 60)
        throw Error(ErrorKind::Usage, "--epochs must lie between 2 and 60: a period needs a before and an after");
    if (!(options.city.gsd >= 0.1 && options.city.gsd <= 10))
        throw Error(ErrorKind::Usage, "--gsd must lie between 0.1 and 10 metres per pixel");
}

/// Of every block with plots, in row order.
std::vector<BlockShift> shifts(const simulate_files::Target& target, const RunOptions& run)
{
    std::vector<BlockShift> all;
    simulate_files::each_block(target, run, "registration", [&](const simulate::Block& block) {
        if (!block.plots.empty())
            all.push_back({block.plots.front().code.text(), block.plots.back().code.text(), block.cadastre_offset.x,
                           block.cadastre_offset.y});
    });
    return all;
}

} // namespace

SimulateReport simulate_city(const DataAccess& data, const SimulateOptions& options, const RunOptions& run)
{
    using namespace simulate_files;
    check(options);
    const PlaceFacts place = place_named(options.place);
    simulate::CityOptions city_options = options.city;
    city_options.longitude = place.longitude;
    city_options.latitude = place.latitude;
    const Crs crs = Crs::parse(options.crs.empty() ? place.crs : options.crs);
    if (!crs.metres())
        throw Error(ErrorKind::Usage,
                    "CRS " + options.crs + " is not projected in metres; write for example EPSG:32638");
    const Point centre = Transform(Crs::wgs84(), crs)({place.longitude, place.latitude});

    const ResultFolder folder(options.out);
    make_output_folder(options.out + "/truth");
    make_output_folder(options.out + "/imagery");

    const std::vector<simulate::SceneSetup> scenes = simulate::make_scenes(city_options);
    std::vector<int> days;
    for (const simulate::SceneSetup& scene : scenes)
        days.push_back(scene.day);
    const simulate::City city(city_options, days);
    const Target target{
        city, scenes, simulate::image_grid(city), crs, {std::round(centre.x), std::round(centre.y)}, options.out + "/"};

    SimulateReport report;
    report.scenes = scenes;
    report.width = target.grid.width;
    report.height = target.grid.height;
    run.log.info("city of " + std::to_string(city_options.parcels) + " parcels, " + std::to_string(scenes.size()) +
                 " epochs of " + std::to_string(report.width) + " x " + std::to_string(report.height) + " pixels");
    write_imagery(data, target, run);
    write_cadastre(data, target, run, report);
    write_permits(data, target, run, report);
    if (options.buildings)
        write_buildings(data, target, run);
    write_plan(data, target, run);
    write_truth(data, target, run, report);
    const SimulatedCity told{place.name,
                             place.name_fa,
                             crs,
                             target.origin,
                             city.options(),
                             scenes,
                             options.buildings ? std::optional(Date::from_day_number(survey_day(city))) : std::nullopt};
    write_text_file(target.folder + "truth/registration.json", simulated_registration(told, shifts(target, run)));
    write_text_file(target.folder + "rules.toml", simulated_rules());
    write_text_file(target.folder + "city.toml", simulated_city(told));
    return report;
}

namespace simulate_files {

MultiPolygon Target::shape(const Ring& local, const Point& moved_by) const
{
    Ring ring;
    for (const Point& p : local)
        ring.push_back(to_crs({p.x + moved_by.x, p.y + moved_by.y}));
    return {{Polygon{std::move(ring), {}}}};
}

void each_block(const Target& target, const RunOptions& run, const char* step,
                const std::function<void(const simulate::Block&)>& f)
{
    const simulate::Layout& layout = target.city.layout();
    for (int j = 0; j < layout.rows(); ++j) {
        if (run.stop.stop_requested())
            throw Error(ErrorKind::Interrupted, "simulate was interrupted");
        for (int i = 0; i < layout.columns(); ++i)
            f(target.city.block({i, j}));
        run.log.progress(step, j + 1, layout.rows());
    }
}

std::string old_code(const simulate::Plot& plot)
{
    if (plot.code.part[0] != 2)
        return "";
    RenovationCode code = plot.code;
    code.part[0] = 1;
    code.part[1] += 500;
    return code.text();
}

std::string district_name(const simulate::Plot& plot)
{
    return std::to_string(plot.code.part[0]);
}

} // namespace simulate_files

} // namespace didban
