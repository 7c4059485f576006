#pragma once
#include "pipelines/align/align_scene.h"
#include "pipelines/detect/detect_change.h"

#include <string>
#include <vector>

namespace didban {

/// One scene as it came onto the working grid.
struct AlignedScene {
    std::string id;
    AlignReport report;
};

/// The finished steps of a run as JSON text that reads back to the very same numbers.
[[nodiscard]] std::string to_text(const std::vector<AlignedScene>& scenes);
[[nodiscard]] std::vector<AlignedScene> aligned_scenes_from(const std::string& text);
[[nodiscard]] std::string to_text(const DetectResult& result);
[[nodiscard]] DetectResult detect_result_from(const std::string& text);

} // namespace didban
