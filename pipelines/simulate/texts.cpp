#include "didban/simulate/limits.h"
#include "pipelines/simulate/writers.h"

#include <nlohmann/json.hpp>

#include <cmath>
#include <cstdio>

namespace didban::simulate_files {

namespace {

using simulate::Zone;

std::string plain(double value)
{
    if (value >= 1e8)
        return "inf";
    char text[32];
    std::snprintf(text, sizeof text, "%g", value);
    return text;
}

std::string rule(const std::string& id, const std::string& article, const std::string& applies,
                 const std::string& effect)
{
    return "[[rule]]\nid = \"" + id +
           "\"\nlevel = \"DETAILED\"\nstatus = \"APPROVED\"\nsource = { document = \"detailed plan (invented)\", "
           "article = \"" +
           article + "\" }\nvalid_from = \"1394/01/01\"\napplies = { " + applies + " }\neffect = { " + effect +
           " }\n\n";
}

std::string zone_rules(Zone zone)
{
    const std::string name_of(name(zone)), in_zone = "zone = [\"" + name_of + "\"]";
    std::string text;
    for (const simulate::PassageLimit& row : simulate::passage_limits(zone)) {
        const std::string band = plain(row.low) + ", " + plain(row.high),
                          applies = in_zone + ", passage_width_m = [" + band + "]";
        const std::string id = name_of + "-passage-" + plain(row.low);
        text += rule(id + "-floors", "4-1", applies,
                     "quantity = \"floors\", combinator = \"RESTRICT_MAX\", value = " + std::to_string(row.floors) +
                         ", unit = \"floors\", base = \"pilotis\"");
        text += rule(id + "-coverage", "4-1", applies,
                     "quantity = \"coverage\", combinator = \"RESTRICT_MAX\", value = " + plain(row.coverage) +
                         ", unit = \"share\"");
    }
    for (const simulate::AreaLimit& row : simulate::area_limits(zone))
        text += rule(name_of + "-area-" + plain(row.low) + "-floors", "4-2",
                     in_zone + ", plot_area_m2 = [" + plain(row.low) + ", " + plain(row.high) + "]",
                     "quantity = \"floors\", combinator = \"RESTRICT_MAX\", value = " + std::to_string(row.floors) +
                         ", unit = \"floors\", base = \"pilotis\"");
    text += rule(name_of + "-depth", "4-3", in_zone,
                 "quantity = \"depth\", combinator = \"RESTRICT_MAX\", value = { product = [\"depth_m\"], factor = " +
                     plain(simulate::depth_share) + ", plus = " + plain(simulate::depth_plus_m) + " }, unit = \"m\"");
    return text;
}

} // namespace

std::string rules_text()
{
    std::string text =
        "# Rules of a simulated city: an invented plan whose tables follow a published joint rule.\n\n[plan]\nid = "
        "\"simulated-detailed-plan\"\n"
        "title = \"Detailed plan of a simulated city (invented)\"\nlevel = \"DETAILED\"\nrecorded = \"1394/01/01\"\n\n";
    for (const Zone zone : {Zone::R1, Zone::R2, Zone::R3, Zone::C})
        text += zone_rules(zone);
    text += rule("garden-coverage", "5-1", "zone = [\"garden\"]",
                 "quantity = \"coverage\", combinator = \"RESTRICT_MAX\", value = " + plain(simulate::garden_coverage) +
                     ", unit = \"share\"");
    text += rule("garden-floors", "5-1", "zone = [\"garden\"]",
                 "quantity = \"floors\", combinator = \"RESTRICT_MAX\", value = 1, unit = \"floors\"");
    text += rule("farmland-coverage", "6-1", "zone = [\"farmland\"]",
                 "quantity = \"coverage\", combinator = \"RESTRICT_MAX\", value = 0, unit = \"share\"");
    text += rule("heritage-inquiry", "7-1", "overlay = \"heritage\"",
                 "quantity = \"heritage_work\", combinator = \"REQUIRE_INQUIRY\", body = \"cultural heritage office\"");
    return text;
}

std::string city_text(const Target& target, const std::string& name, const std::string& name_fa)
{
    const simulate::CityOptions& options = target.city.options();
    const auto number = [](double v) {
        char text[32];
        std::snprintf(text, sizeof text, "%.2f", v);
        return std::string(text);
    };
    std::string text =
        "# A simulated city: every parcel, permit and building is invented. Made by: didban simulate --seed " +
        std::to_string(options.seed) + " --parcels " + std::to_string(options.parcels) + " --preset " +
        options.preset.name + "\n\n[city]\nname = \"" + name + "\"\nname_fa = \"" + name_fa + "\"\ncrs = \"" +
        (target.crs.authority_code().empty() ? target.crs.wkt() : target.crs.authority_code()) +
        "\"\nledger = \"ledger.gpkg\"\ncalendar = \"jalali\"\n\n[imagery]\n";
    for (const simulate::SceneSetup& scene : target.scenes) {
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
    return text;
}

std::string buildings_text(const Target& target)
{
    return "\n[buildings]\nsource = \"buildings.gpkg\"\nlayer = \"buildings\"\nas_of = " +
           Date::from_day_number(survey_day(target.city)).iso() + "\nfields = { id = \"building_id\" }\n";
}

std::string registration_text(const Target& target, const RunOptions& run)
{
    const auto rounded = [](double v, double unit) { return std::round(v / unit) * unit; };
    nlohmann::ordered_json out;
    out["reference"] = target.scenes[target.scenes.size() - 2].id;
    out["note"] = "where content stands relative to the reference epoch, pixels right and down; warp adds sum of a * "
                  "sin(kx * x + ky * y + phase), x and y in metres east and north of the city's origin";
    out["origin"] = {target.origin.x, target.origin.y};
    for (const simulate::SceneSetup& scene : target.scenes) {
        nlohmann::ordered_json waves = nlohmann::ordered_json::array();
        for (const auto& w : scene.warp.waves)
            waves.push_back({{"kx", w.kx}, {"ky", w.ky}, {"phase", w.phase}, {"ax_px", w.ax}, {"ay_px", w.ay}});
        out["scenes"].push_back({{"id", scene.id},
                                 {"shift_x_px", rounded(scene.shift_x_px, 1e-6)},
                                 {"shift_y_px", rounded(scene.shift_y_px, 1e-6)},
                                 {"warp", waves},
                                 {"off_nadir", scene.off_nadir},
                                 {"lean_azimuth", scene.view_azimuth},
                                 {"gain", scene.gain},
                                 {"offset", scene.offset},
                                 {"haze", scene.haze},
                                 {"cloud_cover", scene.cloud_cover}});
    }
    nlohmann::ordered_json blocks = nlohmann::ordered_json::array();
    each_block(target, run, "registration", [&](const simulate::Block& block) {
        if (!block.plots.empty())
            blocks.push_back({{"first_parcel", block.plots.front().code.text()},
                              {"last_parcel", block.plots.back().code.text()},
                              {"east_m", rounded(block.cadastre_offset.x, 1e-4)},
                              {"north_m", rounded(block.cadastre_offset.y, 1e-4)}});
    });
    out["cadastre_offsets"] = blocks;
    return out.dump(1) + "\n";
}

} // namespace didban::simulate_files
