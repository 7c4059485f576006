#include "pipelines/run/record_inputs.h"

#include "didban/crypto/sha256.h"

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

} // namespace didban
