#include "pipelines/detect/model_files.h"

#include "didban/base/error.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

namespace didban::detect {

std::string shipped_model(const std::string& file)
{
    namespace fs = std::filesystem;
    std::error_code ignored;
    std::vector<fs::path> folders;
    if (const char* named = std::getenv("DIDBAN_MODELS"); named != nullptr && *named != '\0')
        folders.emplace_back(named);
    const fs::path program = fs::read_symlink("/proc/self/exe", ignored).parent_path();
    folders.push_back(program / "../share/didban/models");
    folders.push_back(program / "../../../core/models"); // build/<preset>/bin below the source tree
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
    std::ifstream stream(path, std::ios::binary);
    if (!stream)
        throw Error(ErrorKind::UnreadableInput, path + ": no such file, or it cannot be read; check the path");
    return {std::istreambuf_iterator<char>(stream), {}};
}

} // namespace didban::detect
