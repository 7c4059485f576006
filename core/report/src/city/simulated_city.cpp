#include "didban/report/simulated_city.h"

#include "json_values.h"

#include <algorithm>
#include <cmath>

namespace didban {

std::string simulated_city(const SimulatedCity& city)
{
    const simulate::CityOptions& options = city.options;
    const auto number = [](double v) { return text::fixed(v, 2); };
    std::string text =
        "# A simulated city: every parcel, permit and building is invented. Made by: didban simulate --seed " +
        std::to_string(options.seed) + " --parcels " + std::to_string(options.parcels) + " --preset " +
        options.preset.name + "\n\n[city]\nname = \"" + city.name + "\"\nname_fa = \"" + city.name_fa + "\"\ncrs = \"" +
        (city.crs.authority_code().empty() ? city.crs.wkt() : city.crs.authority_code()) +
        "\"\nledger = \"ledger.gpkg\"\ncalendar = \"jalali\"\n\n[imagery]\n";
    for (const simulate::SceneSetup& scene : city.scenes) {
        const std::string file = "imagery/" + scene.id;
        text += "[[imagery.scene]]\nid = \"" + scene.id + "\"\nacquired = " + scene.acquired.iso() + "\npath = \"" +
                file + ".tif\"\nbands = [\"blue\", \"green\", \"red\", \"nir\"]\nkind = \"optical\"\nmask = \"" + file +
                "_mask.tif\"\nsun_azimuth = " + number(scene.sun.azimuth) +
                "\nsun_elevation = " + number(scene.sun.elevation) + "\noff_nadir = " + number(scene.off_nadir) +
                "\nview_azimuth = " + number(scene.view_azimuth) + "\n\n";
        if (options.dsm)
            text += "[[imagery.scene]]\nid = \"" + scene.id + "-dsm\"\nacquired = " + scene.acquired.iso() +
                    "\npath = \"" + file + "_dsm.tif\"\nbands = [\"surface\"]\nkind = \"dsm\"\n\n";
    }
    text += "[cadastre]\nsource = \"cadastre.gpkg\"\nlayer = \"parcels\"\naccuracy_m = " +
            number(std::max(0.1, options.preset.cadastre_sigma_m)) +
            "\nfields = { id = \"parcel_id\", district = \"district\", old_code = \"old_code\" }\n\n[permits]\nsource "
            "= \"permits.csv\"\ncalendar = \"jalali\"\nfields = { id = \"permit_no\", parcel = \"parcel_id\", issued = "
            "\"issued\", "
            "valid_to = \"valid_to\", started = \"started\", completed = \"completed\", floors = \"floors\", height_m "
            "= \"height_m\", footprint_m2 = \"footprint_m2\", total_area_m2 = \"total_area_m2\", use = \"use\", kind = "
            "\"kind\", "
            "status = \"status\", other_parcels = \"other_parcels\" }\n\n[plan]\nsource = \"plan.gpkg\"\nrules = "
            "\"rules.toml\"\n\n[detect]\ndetector = \"auto\"\nmin_area_m2 = 30\nmemory_mb = "
            "2048\n\n[report]\nlanguages = [\"fa\", \"en\"]\n";
    if (city.buildings_as_of)
        text += "\n[buildings]\nsource = \"buildings.gpkg\"\nlayer = \"buildings\"\nas_of = " +
                city.buildings_as_of->iso() + "\nfields = { id = \"building_id\" }\n";
    return text;
}

std::string simulated_registration(const SimulatedCity& city, const std::vector<BlockShift>& blocks)
{
    const auto to_step = [](double v, double unit) { return std::round(v / unit) * unit; };
    Json out;
    out["reference"] = city.scenes[city.scenes.size() - 2].id;
    out["note"] = "where content stands relative to the reference epoch, pixels right and down; warp adds sum of a * "
                  "sin(kx * x + ky * y + phase), x and y in metres east and north of the city's origin";
    out["origin"] = {city.origin.x, city.origin.y};
    for (const simulate::SceneSetup& scene : city.scenes) {
        Json waves = Json::array();
        for (const auto& w : scene.warp.waves)
            waves.push_back({{"kx", w.kx}, {"ky", w.ky}, {"phase", w.phase}, {"ax_px", w.ax}, {"ay_px", w.ay}});
        out["scenes"].push_back({{"id", scene.id},
                                 {"shift_x_px", to_step(scene.shift_x_px, 1e-6)},
                                 {"shift_y_px", to_step(scene.shift_y_px, 1e-6)},
                                 {"warp", waves},
                                 {"off_nadir", scene.off_nadir},
                                 {"lean_azimuth", scene.view_azimuth},
                                 {"gain", scene.gain},
                                 {"offset", scene.offset},
                                 {"haze", scene.haze},
                                 {"cloud_cover", scene.cloud_cover}});
    }
    Json offsets = Json::array();
    for (const BlockShift& block : blocks)
        offsets.push_back({{"first_parcel", block.first_parcel},
                           {"last_parcel", block.last_parcel},
                           {"east_m", to_step(block.east_m, 1e-4)},
                           {"north_m", to_step(block.north_m, 1e-4)}});
    out["cadastre_offsets"] = std::move(offsets);
    return out.dump(1) + "\n";
}

std::string simulated_summary(const std::string& folder, std::uint64_t seed, const std::string& preset,
                              const SimulateReport& report)
{
    Json out;
    out["city"] = folder + "/city.toml";
    out["seed"] = seed;
    out["preset"] = preset;
    out["parcels"] = report.parcels;
    out["permits"] = report.permits;
    out["width"] = report.width;
    out["height"] = report.height;
    out["verdicts"] = report.verdicts;
    out["violations"] = report.violations;
    out["distractors"] = report.distractors;
    out["stories"] = report.stories;
    out["dirty_records"] = report.dirt;
    for (const auto& scene : report.scenes)
        out["scenes"].push_back({{"id", scene.id},
                                 {"sun_elevation", scene.sun.elevation},
                                 {"off_nadir", scene.off_nadir},
                                 {"shift_x_px", scene.shift_x_px},
                                 {"shift_y_px", scene.shift_y_px},
                                 {"cloud_cover", scene.cloud_cover}});
    return out.dump(1) + "\n";
}

} // namespace didban
