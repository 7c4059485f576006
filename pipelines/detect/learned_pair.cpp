#include "pipelines/detect/learned_pair.h"

#include "didban/base/error.h"
#include "didban/crypto/sha256.h"
#include "pipelines/detect/model_files.h"

#include <algorithm>
#include <filesystem>

namespace didban::detect {

namespace {

Stretch percentile_stretch(const std::vector<float>& band, const ModelCard& card)
{
    std::vector<float> values(band);
    const auto at = [&](double share) {
        const auto k = values.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size() - 1));
        std::nth_element(values.begin(), k, values.end());
        return static_cast<double>(*k);
    };
    return {at(card.low_percentile / 100), at(card.high_percentile / 100)};
}

/// The card, without a look at the weights.
ModelCard card_beside(const std::string& onnx_file)
{
    namespace fs = std::filesystem;
    if (!fs::is_regular_file(onnx_file))
        throw Error(ErrorKind::Configuration, onnx_file + ": no such network; check the path");
    const std::string card_file = fs::path(onnx_file).replace_extension(".json").string();
    if (!fs::is_regular_file(card_file))
        throw Error(ErrorKind::Configuration,
                    onnx_file + " has no model card; write " + card_file + " as core/models/CARD.md describes");
    ModelCard card = ModelCard::parse(read_text(card_file), card_file);
    if (card.weights_file != fs::path(onnx_file).filename().string())
        throw Error(ErrorKind::Configuration,
                    card_file + " belongs to \"" + card.weights_file + "\", not to " + onnx_file);
    return card;
}

} // namespace

ModelCard read_card(const std::string& onnx_file)
{
    ModelCard card = card_beside(onnx_file);
    if (const std::string digest = sha256_file(onnx_file); digest != card.weights_sha256)
        throw Error(ErrorKind::Configuration, onnx_file + " is not the file its card describes: its SHA-256 is " +
                                                  digest + ", the card says " + card.weights_sha256 +
                                                  "; fetch both again or correct the card");
    return card;
}

std::array<std::vector<Stretch>, 2> stretches_of(const PairSource& pair, const PairSample& sample,
                                                 const ModelCard& card)
{
    std::array<std::vector<Stretch>, 2> out;
    for (std::size_t date = 0; date < 2; ++date)
        for (const auto& band : date == 0 ? sample.before : sample.after)
            out[date].push_back(pair.value_range() > 0 && !card.stretches_8bit ? Stretch{0, pair.value_range()}
                                                                               : percentile_stretch(band, card));
    return out;
}

std::unique_ptr<LearnedDetector> learned_detector(const PairSource& pair, const PairSample& sample,
                                                  const std::string& onnx_file)
{
    ModelCard card = read_card(onnx_file);
    LearnedDetector::Scene scene;
    scene.gsd = pair.gsd();
    scene.extent = {0, 0, pair.width(), pair.height()};
    scene.bands = pair.bands();
    scene.stretch = stretches_of(pair, sample, card);
    return std::make_unique<LearnedDetector>(std::move(card), onnx_file, std::move(scene));
}

bool fits(const std::string& onnx_file, const std::vector<std::string>& bands, double gsd)
{
    const ModelCard card = card_beside(onnx_file);
    return gsd <= 1.5 * card.coarsest_gsd_m &&
           std::all_of(card.bands.begin(), card.bands.end(), [&](const std::string& band) {
               return std::find(bands.begin(), bands.end(), band) != bands.end();
           });
}

} // namespace didban::detect
