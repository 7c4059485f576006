#include "pipelines/judge/outdated_evidence.h"

#include "didban/city/city.h"
#include "didban/report/case_evidence.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <sstream>

namespace didban {

namespace fs = std::filesystem;

namespace {

/// As make_case_id() makes them.
bool is_case_id(const std::string& name)
{
    return name.size() == 13 && name.front() == 'C' && std::all_of(name.begin() + 1, name.end(), [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F');
           });
}

/// The formats of layers that a run.json tells of; none where it is not ours or cannot be read.
std::vector<std::string> formats_of_run(const fs::path& record)
{
    std::ifstream in(record);
    const nlohmann::json run = nlohmann::json::parse(in, nullptr, false);
    const nlohmann::json::json_pointer at("/parameters/report_formats");
    if (!run.is_object() || !run.contains(at) || !run[at].is_string())
        return {};
    std::istringstream words(run[at].get<std::string>());
    return {std::istream_iterator<std::string>(words), {}};
}

} // namespace

std::vector<std::string> outdated_evidence(const std::string& folder, const std::vector<Finding>& findings,
                                           const std::vector<std::vector<report::Evidence>>& written)
{
    std::set<std::string> kept, fresh; // cases that keep what an earlier run wrote; files of this run
    for (std::size_t i = 0; i < findings.size(); ++i) {
        if (i >= written.size() || written[i].empty())
            kept.insert(findings[i].case_id);
        else
            for (const report::Evidence& file : written[i])
                fresh.insert(file.path);
    }
    std::vector<std::string> names;
    std::error_code none;
    for (const auto& entry : fs::directory_iterator(fs::path(folder) / "evidence", none)) {
        const std::string id = entry.path().filename().string();
        if (!is_case_id(id) || kept.count(id) != 0 || !fs::is_directory(entry.symlink_status()))
            continue;
        for (const char* file : report::case_evidence_files) {
            const std::string name = "evidence/" + id + "/" + file;
            if (fresh.count(name) == 0 && fs::is_regular_file(fs::symlink_status(entry.path() / file, none)))
                names.push_back(name);
        }
    }
    std::sort(names.begin(), names.end());
    return names;
}

std::vector<std::string> outdated_layers(const std::string& folder, const std::vector<std::string>& formats)
{
    const std::vector<std::string> written = formats_of_run(fs::path(folder) / "run.json");
    std::vector<std::string> names;
    for (const std::string format : layer_formats) {
        if (std::find(written.begin(), written.end(), format) == written.end() ||
            std::find(formats.begin(), formats.end(), format) != formats.end())
            continue;
        for (const report::ReportLayer layer : report::report_layers) {
            const std::string file = name(layer) + "." + format;
            std::error_code none;
            if (fs::is_regular_file(fs::symlink_status(fs::path(folder) / file, none)))
                names.push_back(file);
        }
    }
    return names;
}

} // namespace didban
