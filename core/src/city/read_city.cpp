#include "didban/city/city.h"

#include "city_table.h"
#include "didban/base/detector_choice.h"
#include "didban/base/error.h"
#include "didban/base/read_text_file.h"
#include "didban/base/toml_depth.h"
#include "stac.h"

#include <algorithm>
#include <filesystem>
#include <set>
#include <tuple>

namespace didban {

namespace {

namespace fs = std::filesystem;

const std::vector<std::string> calendars{"jalali", "gregorian", "auto"};

Calendar to_calendar(const std::string& name)
{
    return name == "jalali" ? Calendar::Jalali : name == "gregorian" ? Calendar::Gregorian : Calendar::Auto;
}

SceneKind to_kind(const std::string& name)
{
    return name == "dsm" ? SceneKind::Dsm : name == "sar" ? SceneKind::Sar : SceneKind::Optical;
}

toml::table parse(const std::string& file)
{
    const std::string text = read_text_file(file, "name city.toml or the folder that holds it");
    check_toml_depth(text, file);
    try {
        return toml::parse(text, file);
    } catch (const toml::parse_error& e) {
        const auto line = e.source().begin.line;
        throw Error(ErrorKind::Configuration, file + (line > 0 ? ":" + std::to_string(line) : "") +
                                                  ": is no valid TOML: " + std::string(e.description()));
    }
}

void read_head(const CityTable& table, City& city)
{
    table.allow_only({"name", "name_fa", "crs", "ledger", "calendar"});
    city.name = table.text("name").value_or("");
    city.name_fa = table.text("name_fa").value_or("");
    city.crs = table.required_text("crs", "\"EPSG:32638\" (projected, metres)");
    city.ledger = table.source("ledger", false).value_or("");
    city.calendar = to_calendar(table.choice("calendar", {"jalali", "gregorian"}).value_or("jalali"));
}

Scene read_scene(const CityTable& table)
{
    table.allow_only({"id", "acquired", "path", "bands", "kind", "mask", "sun_azimuth", "sun_elevation", "off_nadir",
                      "view_azimuth"});
    Scene scene;
    scene.id = table.required_text("id", "\"2025-06-14\"");
    if (scene.id.find('/') != std::string::npos || scene.id.front() == '.')
        table.fail("id", "= \"" + scene.id + "\" becomes part of file names; leave out / and a leading dot");
    const auto acquired = table.instant("acquired");
    if (!acquired)
        table.fail("acquired", "is missing: scene \"" + scene.id +
                                   "\" is undated and is refused; write for example acquired = 2025-06-14T07:31:00Z");
    scene.acquired = *acquired;
    if (!table.has("path"))
        table.fail("path",
                   "is missing for scene \"" + scene.id + "\"; write for example path = \"imagery/2025-06-14.tif\"");
    scene.path = *table.source("path");
    scene.bands = table.texts("bands").value_or(std::vector<std::string>{});
    if (std::set<std::string>(scene.bands.begin(), scene.bands.end()).size() != scene.bands.size())
        table.fail("bands", "names a band twice");
    scene.kind = to_kind(table.choice("kind", {"optical", "dsm", "sar"}).value_or("optical"));
    if (table.text("mask") == "SCL")
        scene.mask = "SCL";
    else
        scene.mask = table.source("mask").value_or("");
    scene.sun_azimuth = table.number("sun_azimuth", 0, 360, "degrees");
    scene.sun_elevation = table.number("sun_elevation", -90, 90, "degrees");
    scene.off_nadir = table.number("off_nadir", 0, 90, "degrees");
    scene.view_azimuth = table.number("view_azimuth", 0, 360, "degrees");
    return scene;
}

void read_imagery(const CityTable& table, City& city)
{
    table.allow_only({"catalog", "scene"});
    if (const auto catalog = table.source("catalog")) {
        Catalogue found = read_stac(*catalog);
        city.scenes = std::move(found.scenes);
        city.undated = std::move(found.undated);
        city.labels = std::move(found.labels);
    }
    for (const CityTable& scene : table.tables("scene"))
        city.scenes.push_back(read_scene(scene));
    std::stable_sort(city.scenes.begin(), city.scenes.end(), [](const Scene& a, const Scene& b) {
        return std::tie(a.acquired, a.id) < std::tie(b.acquired, b.id);
    });
    std::set<std::string> ids;
    for (const Scene& scene : city.scenes)
        if (!ids.insert(scene.id).second)
            table.fail(table.has("scene") ? "scene" : "catalog",
                       "holds two scenes with the id \"" + scene.id + "\"; give each its own");
}

TableSource read_table(const CityTable& table, const std::vector<std::string>& fields,
                       const std::vector<std::string>& required)
{
    TableSource out;
    if (!table.has("source"))
        table.fail("source", "is missing; write a path or a data source such as \"PG:dbname=…\"");
    out.source = *table.source("source");
    out.layer = table.text("layer").value_or("");
    out.encoding = table.text("encoding").value_or("");
    out.crs = table.text("crs").value_or("");
    out.profile = table.text("profile").value_or("");
    out.calendar = to_calendar(table.choice("calendar", calendars).value_or("auto"));
    out.fields = table.text_map("fields", fields).value_or(std::map<std::string, std::string>{});
    for (const std::string& name : required)
        if (out.field(name).empty() && out.profile.empty())
            table.fail("fields", "does not say which column holds \"" + name + "\"; write for example fields = { " +
                                     name + " = \"column_name\", … }");
    return out;
}

/// [cadastre.words], [permits.words]: what the table's own words mean, of those that may have `meanings`.
std::map<std::string, std::map<std::string, std::string>>
read_words(const CityTable& table, const std::map<std::string, std::vector<std::string>>& meanings)
{
    std::vector<std::string> kinds;
    for (const auto& [of, known] : meanings)
        kinds.push_back(of);
    table.allow_only(kinds);
    std::map<std::string, std::map<std::string, std::string>> words;
    for (const auto& [of, known] : meanings)
        if (const auto mapped = table.table(of))
            words[of] = mapped->choices(known);
    return words;
}

void read_cadastre(const CityTable& table, City& city)
{
    table.allow_only({"source", "layer", "accuracy_m", "encoding", "crs", "profile", "fields", "words"});
    (void)table.choice("profile", {"ladm"});
    city.cadastre =
        read_table(table, {"id", "district", "old_code", "deed_area_m2", "address", "vacancy", "ownership"}, {"id"});
    city.cadastre_accuracy_m = table.number("accuracy_m", 0, 100, "metres").value_or(city.cadastre_accuracy_m);
    if (const auto words = table.table("words"))
        city.cadastre->words = read_words(*words, {{"vacancy", {"vacant", "built"}}});
}

void read_permits(const CityTable& table, City& city)
{
    table.allow_only({"source", "layer", "encoding", "crs", "calendar", "profile", "fields", "words"});
    (void)table.choice("profile", {"blds", "ladm"});
    city.permits =
        read_table(table,
                   {"id", "parcel", "issued", "valid_to", "extended_to", "started", "completed", "floors", "height_m",
                    "footprint_m2", "coverage", "total_area_m2", "use", "kind", "status", "other_parcels"},
                   {"id", "parcel"});
    if (const auto words = table.table("words"))
        city.permits->words = read_words(
            *words,
            {{"kind", {"new", "addition", "repair", "demolition", "plan_change", "duplicate", "wall"}},
             {"status", {"draft", "issued", "extended", "suspended", "revoked", "expired", "completed"}},
             {"use", {"residential", "commercial", "office", "industrial", "public", "garden", "farmland", "other"}}});
}

/// [plan], and below it [plan.zones] and its like for layers and columns that go by other names.
void read_plan(const CityTable& table, City& city)
{
    static const std::map<std::string, std::vector<std::string>> layers{
        {"zones",
         {"zone_id", "zone", "district", "use_approved", "use_permitted", "use_governing", "hilucs", "level",
          "valid_from", "valid_to"}},
        {"overlays", {"overlay_id", "kind", "degree", "name", "document", "article", "valid_from", "valid_to"}},
        {"streets", {"street_id", "name", "class", "width_m", "plan_width_m"}},
        {"jurisdiction", {"kind", "valid_from", "valid_to"}}};
    table.allow_only({"source", "rules", "crs", "zones", "overlays", "streets", "jurisdiction"});
    city.plan_source = table.source("source").value_or("");
    city.plan_rules = table.source("rules").value_or("");
    city.plan_crs = table.text("crs").value_or("");
    for (const auto& [name, fields] : layers) {
        const auto layer = table.table(name);
        if (!layer)
            continue;
        layer->allow_only({"source", "layer", "encoding", "crs", "fields"});
        if (!layer->has("source") && city.plan_source.empty())
            layer->fail("source", "is missing, and [plan] has none either; write a path or a data source");
        TableSource out;
        out.source = layer->source("source").value_or("");
        out.layer = layer->text("layer").value_or("");
        out.encoding = layer->text("encoding").value_or("");
        out.crs = layer->text("crs").value_or("");
        out.fields = layer->text_map("fields", fields).value_or(std::map<std::string, std::string>{});
        city.plan_layers.emplace(name, std::move(out));
    }
}

void read_buildings(const CityTable& table, City& city)
{
    table.allow_only({"source", "layer", "encoding", "crs", "fields", "as_of"});
    city.buildings = read_table(table, {"id", "built", "demolished", "floors", "height_m"}, {});
    if (const auto as_of = table.instant("as_of"))
        city.buildings_as_of = as_of->date_at();
}

void read_detect(const CityTable& table, City& city)
{
    table.allow_only({"detector", "model", "calibration", "min_area_m2", "memory_mb"});
    city.detector = table.choice("detector", detector_names()).value_or(city.detector);
    city.model = table.source("model").value_or("");
    city.calibration = table.source("calibration").value_or("");
    city.min_area_m2 = table.number("min_area_m2", 0, 1e6, "square metres").value_or(city.min_area_m2);
    city.memory_mb = static_cast<int>(table.number("memory_mb", 256, 1 << 22, "megabytes").value_or(city.memory_mb));
}

void read_report(const CityTable& table, City& city)
{
    table.allow_only({"languages", "imagery_mb", "formats"});
    city.languages = table.texts_of("languages", {"fa", "en"}).value_or(city.languages);
    city.imagery_mb = table.number("imagery_mb", 0, 200, "megabytes").value_or(city.imagery_mb);
    if (city.imagery_mb > 0 && city.imagery_mb < 1)
        table.fail("imagery_mb", "is less than 1 megabyte; write 0 for a report without imagery");
    city.report_formats =
        table.texts_of("formats", {layer_formats.begin(), layer_formats.end()}).value_or(city.report_formats);
}

Date read_day(const CityTable& table, const std::string& key, const std::string& text)
{
    const auto day = parse_record_date(text, Calendar::Auto);
    if (!day)
        table.fail(key, "holds \"" + text + "\", which is no day; write 1405/01/01 or 2026-03-21");
    return day->date;
}

/// A step of [[cases.step]]: a usual one that it changes, or a new one.
void read_step(const CityTable& table, std::vector<LegalStep>& steps)
{
    table.allow_only({"name", "name_en", "name_fa", "state", "term", "until"});
    const std::string name = table.required_text("name", "\"stopped\"");
    const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; };
    if (!std::all_of(name.begin(), name.end(), letter))
        table.fail("name", "= \"" + name + "\" is written into tables; use a to z, 0 to 9 and _");
    auto step = std::find_if(steps.begin(), steps.end(), [&](const LegalStep& s) { return s.name == name; });
    if (step == steps.end())
        step = steps.insert(steps.end(), {name, name, name, true, {}});
    step->name_en = table.text("name_en").value_or(step->name_en);
    step->name_fa = table.text("name_fa").value_or(step->name_fa);
    if (const auto state = table.choice("state", {"detected", "confirmed"}))
        step->after_confirmation = *state == "confirmed";
    if (const auto term = table.text("term")) {
        step->term = Term::parse(*term);
        if (!step->term && *term != "none")
            table.fail("term", "= \"" + *term + "\" is no term; write for example \"7d\", \"72h\", \"1m\" or \"none\"");
    }
    step->until = table.texts("until").value_or(step->until);
}

void read_cases(const CityTable& table, City& city)
{
    table.allow_only({"holidays", "step"});
    CaseRules& rules = city.case_rules;
    for (const std::string& day : table.texts("holidays").value_or(std::vector<std::string>{}))
        rules.holidays.push_back(read_day(table, "holidays", day));
    std::sort(rules.holidays.begin(), rules.holidays.end());
    const std::vector<CityTable> steps = table.tables("step");
    for (const CityTable& step : steps)
        read_step(step, rules.steps);
    for (const CityTable& step : steps)
        for (const std::string& name : step.texts("until").value_or(std::vector<std::string>{}))
            if (rules.find(name) == nullptr)
                step.fail("until", "names \"" + name + "\", which is no step");
}

} // namespace

std::string City::where(const std::string& key) const
{
    const auto line = lines.find(key);
    return line == lines.end() ? file : file + ":" + std::to_string(line->second);
}

TableSource City::plan_layer(const std::string& layer) const
{
    const auto described = plan_layers.find(layer);
    TableSource out = described == plan_layers.end() ? TableSource{} : described->second;
    if (out.source.empty()) {
        out.source = plan_source;
        out.layer = out.layer.empty() ? layer : out.layer;
    }
    out.crs = out.crs.empty() ? plan_crs : out.crs;
    return out;
}

std::string city_file(const std::string& file_or_folder)
{
    std::error_code ignored;
    const fs::path path(file_or_folder);
    const fs::path file = fs::is_directory(path, ignored) ? path / "city.toml" : path;
    if (!fs::is_regular_file(file, ignored))
        throw Error(ErrorKind::Configuration,
                    file.string() + ": no such file; `didban init DIR` writes a city.toml to start from");
    return file.string();
}

City read_city(const std::string& file_or_folder)
{
    City city;
    city.file = city_file(file_or_folder);
    const toml::table parsed = parse(city.file);
    CityToml file{city.file, fs::absolute(city.file).parent_path().string(), {}};
    const CityTable root(parsed, "", file);
    root.allow_only({"city", "imagery", "cadastre", "permits", "plan", "buildings", "detect", "report", "cases"});
    const auto head = root.table("city");
    if (!head)
        throw Error(ErrorKind::Configuration,
                    city.file + ":1: [city] is missing; write [city] with crs = \"EPSG:…\" below it");
    read_head(*head, city);
    if (const auto table = root.table("imagery"))
        read_imagery(*table, city);
    if (const auto table = root.table("cadastre"))
        read_cadastre(*table, city);
    if (const auto table = root.table("permits"))
        read_permits(*table, city);
    if (const auto table = root.table("plan"))
        read_plan(*table, city);
    if (const auto table = root.table("buildings"))
        read_buildings(*table, city);
    if (const auto table = root.table("detect"))
        read_detect(*table, city);
    if (const auto table = root.table("report"))
        read_report(*table, city);
    if (const auto table = root.table("cases"))
        read_cases(*table, city);
    city.lines = std::move(file.lines);
    return city;
}

} // namespace didban
