#include "pipelines/detect/model_inputs.h"

#include "pipelines/detect/model_files.h"
#include "pipelines/run/record_inputs.h"

#include <filesystem>

namespace didban {

namespace fs = std::filesystem;

std::vector<ModelFile> model_files(const City& city, DetectorChoice detector, InputStamps& stamps)
{
    std::vector<ModelFile> out;
    const auto add = [&](DetectorChoice user, const std::string& path) {
        std::error_code ignored;
        if (!path.empty() && fs::is_regular_file(path, ignored))
            out.push_back({user, record_input(city, "model", path, stamps)});
    };
    const bool automatic = detector == DetectorChoice::Auto;
    if (automatic || detector == DetectorChoice::Learned) {
        const std::string network = city.model.empty() ? detect::shipped_model("didban-buildings.onnx") : city.model;
        add(DetectorChoice::Learned, network);
        if (!network.empty())
            add(DetectorChoice::Learned, fs::path(network).replace_extension(".json").string());
    }
    if (detector == DetectorChoice::Evidence || (automatic && city.model.empty()))
        add(DetectorChoice::Evidence, detect::shipped_model("didban-evidence.json"));
    return out;
}

} // namespace didban
