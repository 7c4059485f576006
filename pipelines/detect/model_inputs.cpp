#include "pipelines/detect/model_inputs.h"

#include "pipelines/detect/model_files.h"
#include "pipelines/run/record_inputs.h"

#include <filesystem>

namespace didban {

namespace fs = std::filesystem;

std::vector<ModelFile> model_files(const City& city, const std::string& detector, InputStamps& stamps)
{
    std::vector<ModelFile> out;
    const auto add = [&](const std::string& user, const std::string& path) {
        std::error_code ignored;
        if (!path.empty() && fs::is_regular_file(path, ignored))
            out.push_back({user, record_input(city, "model", path, stamps)});
    };
    const bool automatic = detector == "auto";
    if (automatic || detector == "learned") {
        const std::string network = city.model.empty() ? detect::shipped_model("didban-buildings.onnx") : city.model;
        add("learned", network);
        if (!network.empty())
            add("learned", fs::path(network).replace_extension(".json").string());
    }
    if (detector == "evidence" || (automatic && city.model.empty()))
        add("evidence", detect::shipped_model("didban-evidence.json"));
    return out;
}

} // namespace didban
