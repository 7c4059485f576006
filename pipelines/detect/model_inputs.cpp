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
    const auto add_network = [&](DetectorChoice user, const std::string& path) {
        add(user, path);
        if (!path.empty())
            add(user, fs::path(path).replace_extension(".json").string());
    };
    const bool automatic = detector == DetectorChoice::Auto, fused = detector == DetectorChoice::Fused;
    if (automatic || fused || detector == DetectorChoice::Learned) {
        add_network(DetectorChoice::Learned,
                    city.model.empty() ? detect::shipped_model(detect::buildings_network) : city.model);
    }
    if (fused || detector == DetectorChoice::Evidence || (automatic && city.model.empty())) {
        add(DetectorChoice::Evidence, detect::shipped_model(detect::evidence_model));
        add_network(DetectorChoice::Evidence, detect::shipped_model(detect::construction_network));
    }
    return out;
}

} // namespace didban
