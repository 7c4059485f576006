#include "pipelines/detect/model_files.h"

#include "didban/base/error.h"
#include "didban/base/read_text_file.h"

#include <cstdlib>
#include <dlfcn.h>
#include <filesystem>
#include <link.h>
#include <vector>

namespace didban::detect {

namespace {

/// The folder of the library that this code is part of, or of the program where it is linked in.
std::filesystem::path own_folder()
{
    namespace fs = std::filesystem;
    std::error_code ignored;
    Dl_info info{};
    link_map* map = nullptr;
    const bool found = ::dladdr1(reinterpret_cast<const void*>(&shipped_model), &info, reinterpret_cast<void**>(&map),
                                 RTLD_DL_LINKMAP) != 0;
    const bool library = found && map != nullptr && map->l_name != nullptr && *map->l_name != '\0';
    return (library ? fs::canonical(map->l_name, ignored) : fs::read_symlink("/proc/self/exe", ignored)).parent_path();
}

} // namespace

std::string shipped_model(const std::string& file)
{
    namespace fs = std::filesystem;
    std::error_code ignored;
    std::vector<fs::path> folders;
    if (const char* named = std::getenv("DIDBAN_MODELS"); named != nullptr && *named != '\0')
        folders.emplace_back(named);
    const fs::path own = own_folder();
    folders.push_back(own / "../share/didban/models");    // bin, lib
    folders.push_back(own / "../../share/didban/models"); // lib/x86_64-linux-gnu
    folders.push_back(own / "../../../core/models");      // build/<preset>/bin or lib below the source tree
    folders.emplace_back(DIDBAN_MODEL_DIR);
    for (const fs::path& folder : folders)
        if (fs::is_regular_file(folder / file, ignored))
            return (folder / file).lexically_normal().string();
    return "";
}

std::string shipped_or_refuse(const std::string& file)
{
    const std::string path = shipped_model(file);
    if (path.empty())
        throw Error(ErrorKind::Configuration,
                    file + " is not installed; set DIDBAN_MODELS to its folder, or use --detector irmad");
    return path;
}

std::string read_text(const std::string& path)
{
    return read_text_file(path, "check the path of the model card");
}

} // namespace didban::detect
