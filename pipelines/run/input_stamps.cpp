#include "pipelines/run/input_stamps.h"

#include "didban/base/error.h"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <sys/stat.h>

namespace didban {

namespace fs = std::filesystem;

namespace {

/// An image and its companions: "city.tif", "city.tif.msk", "city.tfw", …
std::vector<std::string> parts_of_image(const fs::path& file, const std::string& extension)
{
    std::vector<std::string> names;
    const std::string whole = file.string(), stem = fs::path(file).replace_extension().string();
    for (const char* more : {".msk", ".msk.ovr", ".ovr", ".aux.xml"})
        names.push_back(whole + more);
    std::vector<std::string> endings{".aux", ".wld"};
    if (extension.size() > 2) // .tif: .tfw, .tifw
        endings.insert(endings.end(), {std::string{'.', extension[1], extension.back(), 'w'}, extension + "w"});
    for (const std::string& ending : endings) {
        std::string upper = ending;
        std::transform(upper.begin(), upper.end(), upper.begin(),
                       [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
        names.insert(names.end(), {stem + ending, stem + upper});
    }
    std::error_code ignored;
    std::erase_if(names, [&](const std::string& name) { return !fs::is_regular_file(name, ignored); });
    names.push_back(whole);
    std::sort(names.begin(), names.end());
    return names;
}

} // namespace

std::vector<std::string> parts_of_input(const std::string& path)
{
    const fs::path file(path);
    std::string extension = file.extension().string();
    std::transform(extension.begin(), extension.end(), extension.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    if (extension != ".shp")
        return parts_of_image(file, extension);
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
    parts_.emplace_back(path, parts_of_input(path));
    for (const std::string& part : parts_.back().second)
        stamps_.push_back(stamp(part));
}

namespace {

[[noreturn]] void refuse(const std::string& file, const std::string& what)
{
    throw Error(ErrorKind::UnreadableInput,
                file + ": " + what +
                    " during the run, so its results would be of two inputs; run again when it stays as it is");
}

} // namespace

void InputStamps::check() const
{
    for (const Stamp& s : stamps_)
        if (stamp(s.path) != s)
            refuse(s.path, "was replaced or changed");
    for (const auto& [path, parts] : parts_)
        for (const std::string& part : parts_of_input(path))
            if (std::find(parts.begin(), parts.end(), part) == parts.end())
                refuse(part, "was put beside " + path);
}

} // namespace didban
