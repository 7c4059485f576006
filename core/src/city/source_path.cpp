#include "source_path.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>

namespace didban {

namespace {

namespace fs = std::filesystem;

constexpr std::array archives{"/vsizip/", "/vsigzip/", "/vsitar/", "/vsisparse/", "/vsisubfile/"};

/// "PG:", "https:", "MVT:" … : two or more letters or digits before a colon.
bool has_scheme(const std::string& source)
{
    const std::size_t colon = source.find(':');
    return colon != std::string::npos && colon >= 2 &&
           std::all_of(source.begin(), source.begin() + static_cast<std::ptrdiff_t>(colon),
                       [](unsigned char c) { return std::isalnum(c) != 0 || c == '_' || c == '+'; });
}

std::string absolute(const std::string& path, const std::string& folder)
{
    return (fs::path(folder) / path).lexically_normal().string();
}

} // namespace

std::string resolve_source(const std::string& source, const std::string& folder)
{
    if (source.rfind("file://", 0) == 0)
        return absolute(source.substr(7), folder);
    if (has_scheme(source))
        return source;
    for (const std::string archive : archives)
        if (source.rfind(archive, 0) == 0)
            return source.size() > archive.size() && source[archive.size()] != '/' && source[archive.size()] != '{'
                       ? archive + absolute(source.substr(archive.size()), folder)
                       : source;
    return source.rfind("/vsi", 0) == 0 ? source : absolute(source, folder);
}

bool source_may_exist(const std::string& source)
{
    std::error_code ignored;
    return has_scheme(source) || source.rfind("/vsi", 0) == 0 || fs::exists(source, ignored);
}

} // namespace didban
