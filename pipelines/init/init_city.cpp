#include "pipelines/init/init_city.h"

#include "didban/base/error.h"
#include "didban/base/output_path.h"
#include "didban/report/first_files.h"
#include "didban/report/text_file.h"

#include <filesystem>
#include <utility>

namespace didban {

namespace fs = std::filesystem;

std::vector<std::string> init_city(const std::string& folder)
{
    const std::pair<fs::path, std::string_view> files[] = {{fs::path(folder) / "city.toml", city_template()},
                                                           {fs::path(folder) / "rules.toml", rules_template()}};
    std::error_code error;
    for (const auto& [path, content] : files)
        if (fs::exists(path, error))
            throw Error(ErrorKind::Usage,
                        path.string() + ": exists already; choose another folder or move the file away");
    make_output_folder(folder);
    std::vector<std::string> written;
    for (const auto& [path, content] : files) {
        write_text_file(path.string(), content);
        written.push_back(path.string());
    }
    return written;
}

} // namespace didban
