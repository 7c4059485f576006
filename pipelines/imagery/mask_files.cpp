#include "pipelines/imagery/mask_files.h"

#include "didban/base/text.h"
#include "didban/ports/fine_reader.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <regex>
#include <set>
#include <vector>

namespace didban {

namespace {

namespace fs = std::filesystem;

/// The words of a file's name without its ending: "T38_SCL_20m.jp2" is t38, scl, 20m.
std::vector<std::string> words_of(const fs::path& file)
{
    std::vector<std::string> words{""};
    for (const char c : text::lower_ascii(file.stem().string()))
        if (c == '_' || c == '-' || c == '.')
            words.emplace_back();
        else
            words.back() += c;
    std::erase(words, "");
    return words;
}

bool is_resolution(const std::string& word)
{
    static const std::regex metres("[0-9]{2}m?");
    return std::regex_match(word, metres);
}

/// What tells the files of one acquisition apart.
bool is_product(const std::string& word)
{
    static const std::regex kinds("b[0-9]{1,2}a?|boa|toa|tci|rgb|rgbi|visual|msi|sr|refl|reflectance|stack|image");
    return std::regex_match(word, kinds);
}

std::vector<std::string> without(std::vector<std::string> words, bool (*unwanted)(const std::string&))
{
    std::erase_if(words, unwanted);
    return words;
}

bool is_scl(const std::string& word)
{
    return word == "scl";
}

bool names_classes(const RasterInfo& info)
{
    const auto words = words_of(fs::path(info.name));
    return std::find(words.begin(), words.end(), "scl") != words.end() ||
           std::any_of(info.band_names.begin(), info.band_names.end(), [](const std::string& name) {
               const std::string key = text::lower_ascii(name);
               return key == "scl" || key.find("scene class") != std::string::npos;
           });
}

/// Flags are few values; a scene classification has several kinds of ground among its twelve.
bool looks_like_classes(const RasterSource& raster)
{
    constexpr std::int64_t edge = 256;
    const RasterInfo& info = raster.info();
    const auto reader = raster.open();
    std::set<float> values;
    for (int i = 0; i < 9; ++i) {
        PixelWindow window{std::max<std::int64_t>(0, info.width - edge) * (i % 3) / 2,
                           std::max<std::int64_t>(0, info.height - edge) * (i / 3) / 2, edge, edge};
        window = window.cut_to(info.extent());
        std::vector<float> pixels(window.pixels());
        read_marks(*reader, 1, window, pixels);
        for (const float v : pixels) {
            if (std::isnan(v))
                continue;
            if (v < 0 || v > 11 || v != std::floor(v))
                return false;
            values.insert(v);
        }
    }
    const auto ground = std::count_if(values.begin(), values.end(), [](float v) { return v >= 4 && v <= 7; });
    return values.size() >= 4 && ground >= 2;
}

} // namespace

std::string class_raster_beside(const std::string& image)
{
    const fs::path path(image);
    std::error_code failed;
    const auto beside = path.parent_path() / (path.stem().string() + "_SCL" + path.extension().string());
    if (fs::exists(beside, failed))
        return beside.string();
    const auto own = without(words_of(path), is_resolution);
    std::set<std::string> found;
    const fs::path folder = path.has_parent_path() ? path.parent_path() : fs::path(".");
    for (const auto& entry : fs::directory_iterator(folder, failed)) {
        const std::string ending = text::lower_ascii(entry.path().extension().string());
        if (ending != ".tif" && ending != ".tiff" && ending != ".jp2" && ending != ".vrt" && ending != ".img")
            continue;
        const auto words = without(words_of(entry.path()), is_resolution);
        const auto others = without(words, is_scl);
        if (others.size() + 1 == words.size() && (others == own || others == without(own, is_product)))
            found.insert(entry.path().string());
    }
    return found.empty() ? "" : *found.begin();
}

bool holds_scene_classes(const RasterSource& mask)
{
    return names_classes(mask.info()) || looks_like_classes(mask);
}

void read_marks(RasterReader& reader, int band, const PixelWindow& window, std::span<float> out)
{
    if (auto* const fine = dynamic_cast<FineReader*>(&reader))
        fine->read_stored(band, window, out);
    else
        reader.read(band, window, out);
}

} // namespace didban
