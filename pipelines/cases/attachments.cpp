#include "pipelines/cases/attachments.h"

#include "didban/base/error.h"
#include "didban/crypto/sha256.h"

#include <filesystem>
#include <fstream>
#include <sstream>

namespace didban {

std::vector<Attachment> attachments(const std::vector<std::string>& names, const std::string& folder)
{
    std::vector<Attachment> files;
    for (const std::string& name : names) {
        const std::filesystem::path path = std::filesystem::path(folder) / name;
        std::error_code absent;
        if (!std::filesystem::is_regular_file(path, absent))
            throw Error(ErrorKind::UnreadableInput,
                        path.string() +
                            ": there is no such file; give the photo or paper that belongs to the decision");
        files.push_back({name, sha256_file(path.string())});
    }
    return files;
}

std::vector<std::string> file_names(const std::string& cell)
{
    std::vector<std::string> list;
    std::istringstream all(cell);
    for (std::string name; std::getline(all, name, ';');) {
        const auto from = name.find_first_not_of(" \t"), to = name.find_last_not_of(" \t");
        if (from != std::string::npos)
            list.push_back(name.substr(from, to - from + 1));
    }
    return list;
}

void check_hours(const std::optional<double>& hours)
{
    constexpr double most = 1000;
    if (hours && !(*hours > 0 && *hours <= most))
        throw Error(ErrorKind::Usage, "the hours of a visit lie between 0 and 1000");
}

} // namespace didban
