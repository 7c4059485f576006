#pragma once
#include "pipelines/plan/clip_area.h"
#include "pipelines/plan/frontage.h"
#include "pipelines/plan/plan_data.h"

#include <map>
#include <string>
#include <vector>

namespace didban {

/// Spatial access to the layers of one PlanData; refers to its vectors, which must not change any more.
struct PlanData::Index {
    explicit Index(const PlanData& plan);
    std::vector<ShapeProbe> zone_probes, overlay_probes, boundary_probes;
    BoxIndex zones, overlays, boundaries;
    struct Days {
        std::vector<Date> from, to; ///< of the overlays of one kind, each sorted
        std::size_t always{};       ///< without a first day
    };
    std::map<std::string, Days> overlay_days; ///< by kind
    StreetNet streets;
};

} // namespace didban
