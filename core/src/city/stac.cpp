#include "stac.h"

#include "didban/base/error.h"
#include "didban/base/read_text_file.h"
#include "source_path.h"

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <set>

namespace didban {

namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr std::int64_t longest_acquisition_s = 86400;

[[noreturn]] void fail(const std::string& file, const std::string& message)
{
    throw Error(ErrorKind::Configuration, file + ": " + message);
}

json read_json(const std::string& file)
{
    try {
        return json::parse(read_text_file(file, "check the path of the STAC catalogue"));
    } catch (const json::parse_error& e) {
        fail(file, std::string("is no JSON (") + e.what() + ")");
    }
}

const json* find(const json& object, const char* key)
{
    if (!object.is_object())
        return nullptr;
    const auto entry = object.find(key);
    return entry == object.end() || entry->is_null() ? nullptr : &*entry;
}

std::string text(const json& object, const char* key)
{
    const json* const value = find(object, key);
    return value != nullptr && value->is_string() ? value->get<std::string>() : std::string{};
}

std::optional<double> number(const json& object, const char* key)
{
    const json* const value = find(object, key);
    return value != nullptr && value->is_number() ? std::optional(value->get<double>()) : std::nullopt;
}

bool has_role(const json& asset, std::initializer_list<const char*> roles)
{
    const json* const own = find(asset, "roles");
    return own != nullptr && own->is_array() && std::any_of(roles.begin(), roles.end(), [&](const char* role) {
               return std::find(own->begin(), own->end(), json(role)) != own->end();
           });
}

bool is_tiff(const json& asset)
{
    const std::string href = text(asset, "href");
    const std::string extension = fs::path(href).extension().string();
    return text(asset, "type").rfind("image/tiff", 0) == 0 || extension == ".tif" || extension == ".tiff" ||
           extension == ".vrt" || extension == ".jp2";
}

std::vector<std::string> band_names(const json& holder)
{
    std::vector<std::string> names;
    for (const char* key : {"bands", "eo:bands"}) {
        const json* const bands = find(holder, key);
        if (bands == nullptr || !bands->is_array())
            continue;
        for (const json& band : *bands) {
            std::string name = text(band, "eo:common_name");
            name = name.empty() ? text(band, "common_name") : name;
            names.push_back(name.empty() ? text(band, "name") : name);
        }
        break;
    }
    return names;
}

/// Scale and offset of each band as STAC 1.0 (raster:bands) or 1.1 (bands) write them; empty when none is said.
std::vector<Scaling> band_scaling(const json& asset)
{
    const auto said = [](const json& band, const char* key) {
        const auto value = number(band, key);
        return value ? value : number(band, (std::string("raster:") + key).c_str());
    };
    for (const char* key : {"raster:bands", "bands"}) {
        const json* const bands = find(asset, key);
        if (bands == nullptr || !bands->is_array())
            continue;
        std::vector<Scaling> scaling;
        for (const json& band : *bands)
            scaling.push_back({said(band, "scale").value_or(1), said(band, "offset").value_or(0)});
        if (std::any_of(scaling.begin(), scaling.end(), [](const Scaling& s) { return !s.identity(); }))
            return scaling;
    }
    const Scaling whole{said(asset, "scale").value_or(1), said(asset, "offset").value_or(0)};
    return whole.identity() ? std::vector<Scaling>{} : std::vector<Scaling>{whole};
}

/// Training labels that stand beside the scenes of a catalogue.
bool holds_labels(const json& properties)
{
    return find(properties, "label:type") != nullptr || find(properties, "label:properties") != nullptr ||
           find(properties, "label:description") != nullptr;
}

class Walk {
public:
    explicit Walk(Catalogue& out) : out_(out) {}

    void file(const std::string& path)
    {
        if (!seen_.insert(fs::weakly_canonical(path).string()).second)
            return; // links may run in circles
        object(read_json(path), path);
    }

private:
    void object(const json& what, const std::string& path)
    {
        const std::string type = text(what, "type");
        if (type == "Feature") {
            item(what, path);
        } else if (type == "FeatureCollection") {
            const json* const features = find(what, "features");
            if (features == nullptr || !features->is_array())
                fail(path, "is an ItemCollection without \"features\"");
            for (const json& feature : *features)
                item(feature, path);
        } else if (type == "Catalog" || type == "Collection") {
            links(what, path);
        } else {
            fail(path, "is no STAC Item, ItemCollection, Collection or Catalog: its \"type\" is " +
                           (type.empty() ? "missing" : "\"" + type + "\""));
        }
    }

    void links(const json& catalogue, const std::string& path)
    {
        const json* const all = find(catalogue, "links");
        if (all == nullptr || !all->is_array())
            return;
        for (const json& link : *all)
            if (const std::string rel = text(link, "rel"); rel == "item" || rel == "child")
                file(local(text(link, "href"), path));
    }

    static std::string local(const std::string& href, const std::string& path)
    {
        if (href.empty())
            fail(path, "holds a link or asset without \"href\"");
        if (href.find("://") != std::string::npos && href.rfind("file://", 0) != 0)
            fail(path, "points to " + href + "; only local files are read: download it and correct the href");
        return resolve_href(href, fs::absolute(path).parent_path().string());
    }

    static std::optional<Instant> acquired(const json& properties)
    {
        if (const std::string datetime = text(properties, "datetime"); !datetime.empty())
            return Instant::parse(datetime);
        const auto start = Instant::parse(text(properties, "start_datetime"));
        const auto end = Instant::parse(text(properties, "end_datetime"));
        return start && end && end->unix_seconds - start->unix_seconds <= longest_acquisition_s ? start : std::nullopt;
    }

    static const json& image_asset(const json& assets, const std::string& id, const std::string& path)
    {
        std::vector<const json*> data;
        std::vector<const json*> images;
        for (const json& asset : assets) {
            if (has_role(asset, {"thumbnail", "overview", "metadata", "cloud", "data-mask"}))
                continue;
            if (has_role(asset, {"data", "dsm"}))
                data.push_back(&asset);
            else if (is_tiff(asset))
                images.push_back(&asset);
        }
        if (data.empty())
            data = images;
        if (data.empty())
            fail(path, "item " + id + " has no image; give one asset the role \"data\"");
        if (data.size() > 1)
            fail(path, "item " + id + " has its image in " + std::to_string(data.size()) +
                           " assets; stack them into one raster (gdalbuildvrt -separate) and give that asset alone the "
                           "role \"data\"");
        return *data.front();
    }

    static SceneKind kind(const json& properties, const json& asset)
    {
        const std::string said = text(properties, "didban:kind");
        if (said == "dsm" || has_role(asset, {"dsm"}))
            return SceneKind::Dsm;
        return said == "sar" || find(properties, "sar:instrument_mode") != nullptr ? SceneKind::Sar
                                                                                   : SceneKind::Optical;
    }

    void item(const json& what, const std::string& path)
    {
        Scene scene;
        scene.id = text(what, "id");
        if (scene.id.empty())
            fail(path, "holds an item without \"id\"");
        const json* const properties = find(what, "properties");
        if (properties != nullptr && holds_labels(*properties)) {
            out_.labels.push_back(scene.id);
            return;
        }
        const auto time = properties == nullptr ? std::nullopt : acquired(*properties);
        if (!time) {
            out_.undated.push_back(scene.id);
            return;
        }
        scene.acquired = *time;
        const json* const assets = find(what, "assets");
        if (assets == nullptr || !assets->is_object())
            fail(path, "item " + scene.id + " has no \"assets\"");
        const json& image = image_asset(*assets, scene.id, path);
        scene.path = local(text(image, "href"), path);
        scene.bands = band_names(image);
        scene.scaling = band_scaling(image);
        if (scene.bands.empty())
            scene.bands = band_names(*properties);
        if (const auto scl = std::find(scene.bands.begin(), scene.bands.end(), "scl"); scl != scene.bands.end())
            scene.mask = "SCL";
        for (const json& asset : *assets)
            if (has_role(asset, {"cloud"}))
                scene.mask = local(text(asset, "href"), path);
        scene.kind = kind(*properties, image);
        scene.sun_azimuth = number(*properties, "view:sun_azimuth");
        scene.sun_elevation = number(*properties, "view:sun_elevation");
        scene.off_nadir = number(*properties, "view:off_nadir");
        scene.view_azimuth = number(*properties, "view:azimuth");
        out_.scenes.push_back(std::move(scene));
    }

    Catalogue& out_;
    std::set<std::string> seen_;
};

} // namespace

Catalogue read_stac(const std::string& path)
{
    Catalogue out;
    Walk(out).file(path);
    return out;
}

} // namespace didban
