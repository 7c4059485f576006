#include "didban/change/model_card.h"

#include "didban/base/error.h"
#include "didban/objects/change_object.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace didban {

namespace {

using Json = nlohmann::json;

class Reader {
public:
    Reader(Json json, std::string origin) : json_(std::move(json)), origin_(std::move(origin)) {}

    [[noreturn]] void refuse(const std::string& key, const std::string& why) const
    {
        throw Error(ErrorKind::Configuration,
                    origin_ + ": \"" + key + "\" " + why + "; the model card's keys are listed in core/models/CARD.md");
    }
    /// A value by its dotted key; null when absent.
    [[nodiscard]] Json find(const std::string& key) const
    {
        const Json* at = &json_;
        for (std::size_t from = 0; from <= key.size();) {
            const std::size_t dot = std::min(key.find('.', from), key.size());
            const std::string part = key.substr(from, dot - from);
            if (!at->is_object() || !at->contains(part))
                return nullptr;
            at = &at->at(part);
            from = dot + 1;
        }
        return *at;
    }
    template <class T>
    [[nodiscard]] T need(const std::string& key, const char* what) const
    {
        const Json value = find(key);
        if (value.is_null())
            refuse(key, std::string("is missing; it must be ") + what);
        return convert<T>(key, value, what);
    }
    template <class T>
    [[nodiscard]] T get(const std::string& key, T otherwise, const char* what) const
    {
        const Json value = find(key);
        return value.is_null() ? otherwise : convert<T>(key, value, what);
    }

private:
    template <class T>
    [[nodiscard]] T convert(const std::string& key, const Json& value, const char* what) const
    {
        try {
            return value.get<T>();
        } catch (const Json::exception&) {
            refuse(key, std::string("must be ") + what);
        }
    }
    Json json_;
    std::string origin_;
};

void read_channels(const Reader& r, ModelCard& card)
{
    const auto channels = r.need<std::vector<std::string>>("output.channels", "a list of channel names");
    card.channels = static_cast<int>(channels.size());
    for (int k = 0; k < card.channels; ++k) {
        const std::string& name = channels[static_cast<std::size_t>(k)];
        if (name == "change")
            card.change = k;
        else if (name == "no_change")
            card.no_change = k;
        else if (name == "building_before")
            card.building_before = k;
        else if (name == "building_after")
            card.building_after = k;
        else if (name == "building")
            card.building = k;
        else if (const auto kind = change_kind(name))
            card.kinds[static_cast<std::size_t>(*kind)] = k;
        else
            r.refuse("output.channels",
                     "names \"" + name +
                         "\"; known are change, no_change, building_before, building_after, building, and the kinds "
                         "new, extended, demolished, heightened, groundwork");
    }
    const auto told = std::count_if(card.kinds.begin(), card.kinds.end(), [](int k) { return k >= 0; });
    if (told != 0 && told != static_cast<std::ptrdiff_t>(card.kinds.size()))
        r.refuse("output.channels", "must name all of new, extended, demolished, heightened, groundwork, or none");
    if (told != 0 && card.change < 0)
        r.refuse("output.channels", "names kinds, but not change");
    const bool two_dates = card.building_before >= 0 && card.building_after >= 0;
    if (card.change < 0 && !two_dates && card.building < 0)
        r.refuse("output.channels", "holds neither change nor buildings");
    if ((card.input == ModelCard::Input::Single) != (card.building >= 0))
        r.refuse("output.channels", "must be \"building\" for a network of one date, and for no other");
}

} // namespace

ModelCard ModelCard::parse(const std::string& json, const std::string& origin)
{
    Json parsed;
    try {
        parsed = Json::parse(json);
    } catch (const Json::exception& e) {
        throw Error(ErrorKind::Configuration,
                    origin + " is not JSON (" + e.what() + "); write a model card as core/models/CARD.md describes");
    }
    const Reader r(std::move(parsed), origin);
    if (r.get<std::string>("schema", "", "text") != "didban-model-card/1")
        r.refuse("schema", "must be \"didban-model-card/1\"");
    ModelCard card;
    card.name = r.need<std::string>("name", "text");
    card.version = r.need<std::string>("version", "text");
    card.weights_file = r.need<std::string>("weights.file", "the ONNX file's name");
    card.weights_sha256 = r.need<std::string>("weights.sha256", "64 hexadecimal digits");
    if (r.get<std::string>("weights.format", "onnx", "text") != "onnx")
        r.refuse("weights.format", "must be \"onnx\"");
    const auto kind = r.need<std::string>("input.kind", "pair, stacked or single");
    if (kind == "pair")
        card.input = Input::Pair;
    else if (kind == "stacked")
        card.input = Input::Stacked;
    else if (kind == "single")
        card.input = Input::Single;
    else
        r.refuse("input.kind", "must be pair, stacked or single");
    card.tensors = r.need<std::vector<std::string>>("input.tensors", "a list of input names");
    if (card.tensors.size() != (card.input == Input::Pair ? 2U : 1U))
        r.refuse("input.tensors", card.input == Input::Pair ? "must name two inputs" : "must name one input");
    card.bands = r.need<std::vector<std::string>>("input.bands", "a list of band names");
    card.gsd_m = r.need<double>("input.gsd_m", "metres per pixel");
    if (!(card.gsd_m > 0))
        r.refuse("input.gsd_m", "must be above 0");
    const auto range =
        r.get<std::vector<double>>("input.gsd_range_m", {card.gsd_m, 1.5 * card.gsd_m}, "two distances in metres");
    if (range.size() != 2)
        r.refuse("input.gsd_range_m", "must hold two distances");
    card.coarsest_gsd_m = range[1];
    card.more_gsd_m = r.get<std::vector<double>>("input.more_gsd_m", {}, "a list of distances in metres");
    for (const double gsd : card.more_gsd_m)
        if (!(gsd >= card.gsd_m / 4 && gsd <= card.gsd_m * 4))
            r.refuse("input.more_gsd_m", "must lie between a quarter and four times input.gsd_m");
    card.stride_px = r.need<int>("input.stride_px", "a whole number of pixels");
    card.halo_px = r.need<int>("input.halo_px", "a whole number of pixels");
    if (card.stride_px < 1 || card.stride_px > 512 || card.halo_px < 0 || card.halo_px > 2048)
        r.refuse("input.stride_px", "and halo_px must be 1 to 512 and 0 to 2048");
    card.size_is_free = r.get<bool>("input.size_is_free", false, "true or false");
    card.block_px = r.get<std::vector<int>>("input.block_px", {}, "height and width");
    if (!card.size_is_free &&
        (card.block_px.size() != 2 || card.block_px[0] != card.block_px[1] || card.block_px[0] <= 2 * card.halo_px))
        r.refuse("input.block_px", "must be a square larger than twice halo_px when size_is_free is not true");
    const auto values = r.need<std::vector<double>>("input.normalisation.value_range", "two values");
    if (values.size() != 2 || !(values[1] > values[0]))
        r.refuse("input.normalisation.value_range", "must be two growing values");
    card.value_low = values[0];
    card.value_high = values[1];
    const auto percentiles = r.get<std::vector<double>>("input.normalisation.percentiles", {2, 98}, "two percentiles");
    if (percentiles.size() != 2 || !(percentiles[0] >= 0 && percentiles[1] > percentiles[0] && percentiles[1] <= 100))
        r.refuse("input.normalisation.percentiles", "must be two growing values between 0 and 100");
    card.stretches_8bit = !r.find("input.normalisation.percentiles").is_null();
    card.low_percentile = percentiles[0];
    card.high_percentile = percentiles[1];
    const auto clip = r.get<std::vector<double>>("input.normalisation.clip", values, "two values");
    if (clip.size() != 2 || !(clip[0] <= values[0] && clip[1] >= values[1]))
        r.refuse("input.normalisation.clip", "must be two values around value_range");
    card.clip_low = clip[0];
    card.clip_high = clip[1];
    card.mean = r.need<std::vector<double>>("input.normalisation.mean", "a value per band");
    card.deviation = r.need<std::vector<double>>("input.normalisation.std", "a value per band");
    if (card.bands.empty() || card.mean.size() != card.bands.size() || card.deviation.size() != card.bands.size())
        r.refuse("input.normalisation", "needs a mean and a std for each of input.bands");
    for (const double v : card.deviation)
        if (!(v > 0))
            r.refuse("input.normalisation.std", "must be above 0");
    card.output = r.need<std::string>("output.tensor", "the output's name");
    const auto activation = r.need<std::string>("output.activation", "none or sigmoid");
    if (activation != "none" && activation != "sigmoid")
        r.refuse("output.activation", "must be none or sigmoid");
    card.logits = activation == "sigmoid";
    card.threshold = r.get<double>("output.threshold", 0.5, "a probability");
    if (!(card.threshold > 0 && card.threshold < 1))
        r.refuse("output.threshold", "must lie between 0 and 1");
    read_channels(r, card);
    if (!r.find("fusion").is_null())
        card.fusion =
            Fusion{r.need<double>("fusion.change", "a number"), r.need<double>("fusion.buildings", "a number"),
                   r.need<double>("fusion.bias", "a number"), r.get<int>("fusion.tolerance_px", 1, "pixels")};
    if (!r.find("objects").is_null()) {
        card.core = Core{r.need<double>("objects.core_probability", "a probability"),
                         r.need<double>("objects.core_area_m2", "square metres")};
        if (!(card.core.probability >= 0.5 && card.core.probability < 1))
            r.refuse("objects.core_probability", "must lie between 0.5 and 1");
        if (!(card.core.area_m2 >= 0 && card.core.area_m2 <= 1e6))
            r.refuse("objects.core_area_m2", "must lie between 0 and 1,000,000");
    }
    if (!r.find("input.statistics").is_null()) {
        const auto list = [&](const std::string& key) {
            const auto v = r.need<std::vector<double>>("input.statistics." + key, "a value per band");
            if (v.size() != card.bands.size())
                r.refuse("input.statistics." + key, "needs a value for each of input.bands");
            return v;
        };
        card.statistics = Statistics{r.get<double>("input.statistics.block_m", 38, "metres"),
                                     list("percentile_1.mean"),
                                     list("median.mean"),
                                     list("percentile_99.mean"),
                                     list("percentile_1.std"),
                                     list("median.std"),
                                     list("percentile_99.std")};
    }
    return card;
}

} // namespace didban
