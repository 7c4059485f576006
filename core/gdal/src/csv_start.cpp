#include "csv_start.h"

#include "didban/base/text.h"

#include <array>
#include <filesystem>
#include <fstream>
#include <string_view>

namespace didban::gdal {

std::string without_separator_line(const std::string& path)
{
    if (text::matching_key(std::filesystem::path(path).extension().string()) != ".csv")
        return path;
    std::array<char, 16> bytes{};
    std::ifstream in(path, std::ios::binary);
    in.read(bytes.data(), bytes.size());
    const std::string_view start(bytes.data(), static_cast<std::size_t>(in.gcount()));
    constexpr std::string_view mark = "\xEF\xBB\xBF";
    const std::size_t from = start.rfind(mark, 0) == 0 ? mark.size() : 0;
    std::size_t end = start.find('\n', from);
    if (end == std::string_view::npos)
        return path;
    const std::string line = text::matching_key(start.substr(from, end - from));
    // "sep=" and one character, which may be a tab that the key has dropped
    if (line.rfind("sep=", 0) != 0 || line.size() > 5)
        return path;
    std::error_code failed;
    const auto size = std::filesystem::file_size(path, failed);
    ++end;
    return failed ? path : "/vsisubfile/" + std::to_string(end) + "_" + std::to_string(size - end) + "," + path;
}

} // namespace didban::gdal
