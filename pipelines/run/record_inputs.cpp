#include "pipelines/run/record_inputs.h"

#include "didban/base/redact.h"
#include "didban/crypto/sha256.h"

#include <filesystem>

namespace didban {

namespace fs = std::filesystem;

std::string input_digest(const std::string& file)
{
    const std::vector<std::string> parts = parts_of_input(file);
    if (parts.size() == 1 && parts.front() == file)
        return sha256_file(file);
    Sha256 all;
    for (const std::string& part : parts)
        all.add(fs::path(part).filename().string() + "\n" + sha256_file(part) + "\n");
    return all.finish_hex();
}

report::InputRecord record_input(const City& city, const std::string& role, const std::string& path,
                                 InputStamps& stamps)
{
    std::error_code ignored;
    report::InputRecord out{role, redact(path), ""};
    if (!fs::is_regular_file(path, ignored))
        return out;
    stamps.add(path);
    out.sha256 = input_digest(path);
    const fs::path base = fs::absolute(city.file).parent_path().lexically_normal();
    const fs::path relative = fs::absolute(path).lexically_normal().lexically_relative(base);
    out.path = !relative.empty() && *relative.begin() != ".." ? relative.string() : fs::path(path).filename().string();
    return out;
}

std::vector<report::InputRecord> record_inputs(const City& city, InputStamps& stamps)
{
    std::vector<report::InputRecord> out{record_input(city, "city", city.file, stamps)};
    if (city.cadastre)
        out.push_back(record_input(city, "cadastre", city.cadastre->source, stamps));
    if (city.permits)
        out.push_back(record_input(city, "permits", city.permits->source, stamps));
    if (city.buildings)
        out.push_back(record_input(city, "buildings", city.buildings->source, stamps));
    if (!city.plan_source.empty())
        out.push_back(record_input(city, "plan", city.plan_source, stamps));
    for (const auto& [name, layer] : city.plan_layers)
        if (!layer.source.empty() && layer.source != city.plan_source)
            out.push_back(record_input(city, "plan " + name, layer.source, stamps));
    if (!city.plan_rules.empty())
        out.push_back(record_input(city, "rules", city.plan_rules, stamps));
    if (!city.calibration.empty())
        out.push_back(record_input(city, "calibration", city.calibration, stamps));
    return out;
}

} // namespace didban
