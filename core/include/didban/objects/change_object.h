#pragma once
#include "didban/geo/polygon.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace didban {

enum class ChangeKind { New, Extended, Demolished, Heightened, Groundwork };
/// Building stage seen from above (domain: excavation, foundation, frame, roof closed).
enum class BuildStage { Unknown, Excavation, Foundation, Frame, Roofed };

/// A connected piece of changed ground between two epochs.
struct ChangeObject {
    std::int64_t number{}; ///< from 1, in row order of its first pixel
    ChangeKind kind{ChangeKind::New};
    BuildStage stage{BuildStage::Unknown};
    MultiPolygon outline; ///< working CRS; regularised where that fits, else the traced original
    MultiPolygon traced;  ///< pixel outline before regularisation; empty when equal to outline
    bool regularised{false};
    double area_m2{};       ///< geodesic, of outline
    double area_sigma_m2{}; ///< one sigma, from pixel size, registration residual and classification
    double probability{};   ///< calibrated: a building or construction changed here
    std::optional<double> height_m, height_sigma_m; ///< height change above ground, where a DSM or shadow gives one
    std::optional<double> top_asl_m;        ///< highest part of the building above sea level, where a DSM gives it
    std::map<std::string, double> evidence; ///< named measurements behind `probability`
};

[[nodiscard]] std::string_view name(ChangeKind kind);  ///< "new", "extended", "demolished", "heightened", "groundwork"
[[nodiscard]] std::string_view name(BuildStage stage); ///< "unknown", "excavation", "foundation", "frame", "roofed"
[[nodiscard]] std::optional<ChangeKind> change_kind(std::string_view name);
[[nodiscard]] std::optional<BuildStage> build_stage(std::string_view name);

} // namespace didban
