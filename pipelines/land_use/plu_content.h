#pragma once
#include "pipelines/land_use/import_land_use.h"
#include "pipelines/land_use/plu_reader.h"
#include "pipelines/land_use/zone_codes.h"

#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

namespace didban {

/// What a Planned Land Use file says besides its geometries: plans, documents, and the values of every zone and
/// regulation that counts.
class PluContent {
public:
    explicit PluContent(const LandUseOptions& options) : plans(options), values(options.mapping), zones(options.mapping)
    {
    }
    /// Three passes. Throws Error{UnreadableInput} for a file that holds no Planned Land Use, and for an object with
    /// values that has no first day.
    void read(PluReader& reader, Losses& losses);

    PlanRegister plans;
    PluValues values;
    ZoneCodes zones;
    std::vector<std::pair<std::string, ZoneValues>> overlays; ///< those with values

private:
    void read_plans(PluReader& reader, Losses& losses);
    void read_zones(PluReader& reader, Losses& losses);
    void read_overlays(PluReader& reader, Losses& losses);
    void count_id(const PluObject& object, Losses& losses);
    std::unordered_set<std::size_t> ids_;
};

} // namespace didban
