#include "source_path.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>
#include <string_view>

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

int hex_digit(char c)
{
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
}

std::string percent_decoded(const std::string& text)
{
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool code =
            text[i] == '%' && i + 2 < text.size() && hex_digit(text[i + 1]) >= 0 && hex_digit(text[i + 2]) >= 0;
        out += code ? static_cast<char>(hex_digit(text[i + 1]) * 16 + hex_digit(text[i + 2])) : text[i];
        i += code ? 2 : 0;
    }
    return out;
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

std::string resolve_href(const std::string& href, const std::string& folder)
{
    constexpr std::string_view local_host = "file://localhost/";
    const std::string source = href.rfind(local_host, 0) == 0 ? "file:///" + href.substr(local_host.size()) : href;
    const std::string as_written = resolve_source(source, folder);
    return source_may_exist(as_written) ? as_written : resolve_source(percent_decoded(source), folder);
}

bool source_may_exist(const std::string& source)
{
    std::error_code ignored;
    return has_scheme(source) || source.rfind("/vsi", 0) == 0 || fs::exists(source, ignored);
}

} // namespace didban
