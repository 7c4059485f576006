#include "didban/base/error.h"
#include "didban/crypto/sha256.h"
#include "judge_report.h"

#include <algorithm>
#include <filesystem>

namespace didban {

namespace fs = std::filesystem;

namespace {

/// One digest over a file and those beside it that belong to it (a shapefile's .dbf, .shx, .prj, .cpg; a world file).
std::string digest_of(const fs::path& file)
{
    std::string extension = file.extension().string();
    std::transform(extension.begin(), extension.end(), extension.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    if (extension != ".shp")
        return sha256_file(file.string());
    std::vector<fs::path> parts;
    for (const auto& entry : fs::directory_iterator(file.has_parent_path() ? file.parent_path() : fs::path(".")))
        if (entry.is_regular_file() && entry.path().stem() == file.stem())
            parts.push_back(entry.path());
    std::sort(parts.begin(), parts.end());
    Sha256 all;
    for (const fs::path& part : parts)
        all.add(part.filename().string() + "\n" + sha256_file(part.string()) + "\n");
    return all.finish_hex();
}

/// Passwords of connection strings do not belong into reports.
std::string without_password(std::string source)
{
    const auto at = source.find("password=");
    if (at == std::string::npos)
        return source;
    const auto end = source.find(' ', at);
    return source.substr(0, at) + "password=***" + (end == std::string::npos ? "" : source.substr(end));
}

} // namespace

report::InputRecord record_input(const City& city, const std::string& role, const std::string& path)
{
    std::error_code ignored;
    report::InputRecord out{role, without_password(path), ""};
    if (!fs::is_regular_file(path, ignored))
        return out;
    out.sha256 = digest_of(path);
    const fs::path base = fs::absolute(city.file).parent_path().lexically_normal();
    const fs::path relative = fs::absolute(path).lexically_normal().lexically_relative(base);
    out.path = !relative.empty() && *relative.begin() != ".." ? relative.string() : fs::path(path).filename().string();
    return out;
}

std::vector<report::InputRecord> record_inputs(const City& city)
{
    std::vector<report::InputRecord> out{record_input(city, "city", city.file)};
    if (city.cadastre)
        out.push_back(record_input(city, "cadastre", city.cadastre->source));
    if (city.permits)
        out.push_back(record_input(city, "permits", city.permits->source));
    if (city.buildings)
        out.push_back(record_input(city, "buildings", city.buildings->source));
    if (!city.plan_source.empty())
        out.push_back(record_input(city, "plan", city.plan_source));
    if (!city.plan_rules.empty())
        out.push_back(record_input(city, "rules", city.plan_rules));
    return out;
}

CityData load_for_run(const DataAccess& data, const City& city, const RunOptions& run, report::RunRecord& record)
{
    CityData loaded = load_city_data(data, city, run);
    for (const Problem& p : loaded.problems) {
        if (p.level == "error")
            throw Error(ErrorKind::IncompatibleInput,
                        p.input + ": " + p.message + "; `didban check` lists every problem");
        record.problems.emplace_back(p.code, p.count);
        run.log.info(p.input + ": " + p.message + " (" + std::to_string(p.count) + ")");
    }
    record.city = city.name;
    record.permits = static_cast<std::int64_t>(loaded.permits.size());
    if (!loaded.permits_known)
        record.warnings.push_back("the city names no permits: where building stands, whether it was permitted is "
                                  "unknown, so such changes are unclear and not suspected");
    return loaded;
}

void record_thresholds(const JudgeInput& input, report::RunRecord& record)
{
    const auto add = [&](const char* name, report::Parameter value) {
        record.parameters.emplace_back(name, std::move(value));
    };
    add("registration_sigma_m", std::round(input.accuracy.registration_m * 1000) / 1000);
    add("cadastre_sigma_m", input.accuracy.cadastre_m);
    add("gsd_m", std::round(input.accuracy.gsd_m * 1e6) / 1e6);
    const auto lean = [](const std::optional<Point>& view) {
        return view ? report::Parameter(std::round(std::hypot(view->x, view->y) * 1000) / 1000)
                    : report::Parameter(std::string("unknown"));
    };
    add("lean_before_m_per_m", lean(input.lean.before));
    add("lean_after_m_per_m", lean(input.lean.after));
    add("changes_laid_back", !input.ground.empty());
    add("min_area_m2", input.judge.min_area_m2);
    add("least_probability", input.judge.least_probability);
    add("least_attribution", input.judge.least_attribution);
    add("area_model_error", input.judge.area_model_error);
    add("storey_m", input.judge.storey_m);
    add("storey_sigma_m", input.judge.storey_sigma_m);
    add("most_encroachment_error_m", input.judge.most_encroachment_error_m);
    add("min_intrusion_m2", input.judge.min_intrusion_m2);
    add("least_water_index", input.judge.least_water_index);
    add("least_observed_share", input.sight.least_observed_share);
    add("least_pixels", input.sight.least_pixels);
}

} // namespace didban
