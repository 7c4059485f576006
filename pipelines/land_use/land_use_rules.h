#pragma once
#include "pipelines/land_use/zone_codes.h"

#include <string>
#include <utility>
#include <vector>

namespace didban {

/// Writes the values of zones and regulations as rules.toml.
class LandUseRules {
public:
    LandUseRules(const LandUseOptions& options, const PlanRegister& plans) : options_(options), plans_(plans) {}
    void add_zones(const ZoneCodes& zones);
    /// Regulations with equal values share their rules.
    void add_overlays(const std::vector<std::pair<std::string, ZoneValues>>& overlays);
    void add_uses(const std::vector<UseCode>& uses);
    void add_overlay_kinds(const std::vector<OverlayKind>& kinds);
    [[nodiscard]] std::string toml(const std::string& source) const;

private:
    void add(const std::string& id, const std::string& applies, const ZoneValues& values);
    const LandUseOptions& options_;
    const PlanRegister& plans_;
    std::string rules_, uses_, kinds_;
    std::map<std::string, int> ids_;
};

} // namespace didban
