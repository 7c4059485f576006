#include "pipelines/run/input_stamps.h"

#include "didban/base/error.h"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <sys/stat.h>

namespace didban {

namespace fs = std::filesystem;

std::vector<std::string> parts_of_input(const std::string& path)
{
    const fs::path file(path);
    std::string extension = file.extension().string();
    std::transform(extension.begin(), extension.end(), extension.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    if (extension != ".shp")
        return {path};
    std::vector<std::string> parts;
    for (const auto& entry : fs::directory_iterator(file.has_parent_path() ? file.parent_path() : fs::path(".")))
        if (entry.is_regular_file() && entry.path().stem() == file.stem())
            parts.push_back(entry.path().string());
    std::sort(parts.begin(), parts.end());
    return parts;
}

InputStamps::Stamp InputStamps::stamp(const std::string& path)
{
    struct stat now {};
    if (::stat(path.c_str(), &now) != 0)
        return {path};
    return {path,      static_cast<std::uintmax_t>(now.st_size), now.st_mtim.tv_sec, now.st_mtim.tv_nsec, now.st_dev,
            now.st_ino};
}

void InputStamps::add(const std::string& path)
{
    std::error_code ignored;
    if (!fs::is_regular_file(path, ignored))
        return;
    for (const std::string& part : parts_of_input(path))
        stamps_.push_back(stamp(part));
}

void InputStamps::check() const
{
    for (const Stamp& s : stamps_)
        if (stamp(s.path) != s)
            throw Error(ErrorKind::UnreadableInput, s.path +
                                                        ": was replaced or changed during the run, so its results "
                                                        "would be of two inputs; run again when it stays as it is");
}

} // namespace didban
