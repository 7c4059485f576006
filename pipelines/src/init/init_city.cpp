#include "didban/pipelines/init_city.h"

#include "didban/base/error.h"
#include "templates.h"

#include <filesystem>
#include <fstream>
#include <utility>

namespace didban {

namespace {

namespace fs = std::filesystem;

void write_file(const fs::path& path, std::string_view content)
{
    const fs::path partial = path.parent_path() / (".partial-" + path.filename().string());
    std::ofstream out(partial, std::ios::binary);
    out << content;
    out.close();
    std::error_code error;
    if (out)
        fs::rename(partial, path, error);
    if (!out || error) {
        std::error_code ignored;
        fs::remove(partial, ignored);
        throw Error(ErrorKind::OutputFailed, path.string() + ": cannot be written; check space and permissions");
    }
}

} // namespace

std::vector<std::string> init_city(const std::string& folder)
{
    const std::pair<fs::path, std::string_view> files[] = {{fs::path(folder) / "city.toml", city_template()},
                                                           {fs::path(folder) / "rules.toml", rules_template()}};
    std::error_code error;
    for (const auto& [path, content] : files)
        if (fs::exists(path, error))
            throw Error(ErrorKind::Usage,
                        path.string() + ": exists already; choose another folder or move the file away");
    fs::create_directories(folder, error);
    if (error)
        throw Error(ErrorKind::OutputFailed, folder + ": cannot be made (" + error.message() + ")");
    std::vector<std::string> written;
    for (const auto& [path, content] : files) {
        write_file(path, content);
        written.push_back(path.string());
    }
    return written;
}

} // namespace didban
