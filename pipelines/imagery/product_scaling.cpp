#include "pipelines/imagery/product_scaling.h"

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>

namespace didban {

namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t most_bytes = 4U << 20U; // no metadata file is larger
constexpr int most_folders = 5;                  // from a band of a Sentinel-2 product to its metadata

std::string text_of(const fs::path& file)
{
    std::error_code failed;
    if (!fs::is_regular_file(file, failed) || fs::file_size(file, failed) > most_bytes)
        return {};
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

/// The number after the first occurrence of `key` that no letter, digit or underscore joins, and after `stop`.
std::optional<double> number_after(const std::string& text, const std::string& key, char stop)
{
    const auto part_of_name = [&](std::size_t at) {
        return at < text.size() && (std::isalnum(static_cast<unsigned char>(text[at])) != 0 || text[at] == '_');
    };
    for (std::size_t at = text.find(key); at != std::string::npos; at = text.find(key, at + 1)) {
        const std::size_t end = at + key.size();
        if ((at > 0 && part_of_name(at - 1)) || part_of_name(end))
            continue;
        const std::size_t from = text.find(stop, end);
        if (from == std::string::npos)
            return std::nullopt;
        const char* const start = text.c_str() + from + 1;
        char* finish = nullptr;
        const double value = std::strtod(start, &finish);
        return finish != start && std::isfinite(value) ? std::optional(value) : std::nullopt;
    }
    return std::nullopt;
}

/// Scene classes, aerosol, water vapour, clouds, snow and pictures of eight bits are not reflectance.
bool holds_reflectance(const std::string& stem)
{
    static const std::regex others("(^|[_.-])(SCL|AOT|WVP|TCI|CLD|SNW|PVI|QI|QA|ST)([_.-]|$)", std::regex::icase);
    return !std::regex_search(stem, others);
}

std::optional<ProductScaling> sentinel2(const fs::path& image)
{
    static const std::regex band_name("^(L2A_)?T[0-9]{2}[A-Z]{3}_.*");
    struct Metadata {
        const char *file, *divisor, *offset;
    };
    constexpr Metadata kinds[] = {{"MTD_MSIL2A.xml", "BOA_QUANTIFICATION_VALUE", "BOA_ADD_OFFSET"},
                                  {"MTD_MSIL1C.xml", "QUANTIFICATION_VALUE", "RADIO_ADD_OFFSET"}};
    const int folders = std::regex_match(image.stem().string(), band_name) ? most_folders : 0;
    fs::path folder = fs::absolute(image).parent_path();
    for (int up = 0; up <= folders; ++up, folder = folder.parent_path())
        for (const Metadata& kind : kinds) {
            const std::string text = text_of(folder / kind.file);
            const auto parts = number_after(text, kind.divisor, '>');
            if (parts && *parts > 0)
                return ProductScaling{{1 / *parts, number_after(text, kind.offset, '>').value_or(0) / *parts},
                                      (folder / kind.file).string()};
        }
    return std::nullopt;
}

/// "REFLECTANCE_MULT_BAND_4 = 2.75e-05". A product of level 2 has its own group before that of level 1, with the same
/// names. Bands of one product have one scale; a stack of several takes that of band 3.
std::optional<ProductScaling> landsat(const fs::path& image)
{
    constexpr const char* ending = "_MTL.txt";
    const std::string stem = image.stem().string();
    static const std::regex band_of("^L[A-Z]0[0-9]_.*_B([0-9]{1,2})$");
    std::smatch match;
    const std::string band = std::regex_match(stem, match, band_of) ? match[1].str() : "3";
    std::error_code failed;
    for (const auto& entry : fs::directory_iterator(fs::absolute(image).parent_path(), failed)) {
        const std::string name = entry.path().filename().string();
        if (!name.ends_with(ending) || !stem.starts_with(name.substr(0, name.size() - 8)))
            continue;
        std::string text = text_of(entry.path());
        if (const auto level2 = text.find("LEVEL2_SURFACE_REFLECTANCE_PARAMETERS"); level2 != std::string::npos)
            text.erase(0, level2);
        const auto scale = number_after(text, "REFLECTANCE_MULT_BAND_" + band, '=');
        if (scale && *scale > 0)
            return ProductScaling{{*scale, number_after(text, "REFLECTANCE_ADD_BAND_" + band, '=').value_or(0)},
                                  entry.path().string()};
    }
    return std::nullopt;
}

} // namespace

std::optional<ProductScaling> product_scaling(const std::string& image)
{
    const fs::path path(image);
    std::error_code failed;
    if (!fs::is_regular_file(path, failed) || !holds_reflectance(path.stem().string()))
        return std::nullopt;
    const auto of_landsat = landsat(path);
    return of_landsat ? of_landsat : sentinel2(path);
}

} // namespace didban
