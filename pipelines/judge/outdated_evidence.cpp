#include "pipelines/judge/outdated_evidence.h"

#include "didban/report/case_evidence.h"

#include <algorithm>
#include <filesystem>
#include <set>

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
    std::vector<std::string> names;
    for (const std::string format : {"fgb", "parquet"}) {
        if (std::find(formats.begin(), formats.end(), format) != formats.end())
            continue;
        for (const std::string layer : report::report_layer_names) {
            const std::string name = layer + "." + format;
            std::error_code none;
            if (fs::is_regular_file(fs::symlink_status(fs::path(folder) / name, none)))
                names.push_back(name);
        }
    }
    return names;
}

} // namespace didban
