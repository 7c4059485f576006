#pragma once
#include "didban/objects/building_map.h"
#include "didban/report/run_record.h"
#include "pipelines/city/read_buildings.h"

namespace didban {

/// Did a footprint of a map that shows the day `as_of` (nullopt: `day` itself) stand on `day`?
enum class Stood { Yes, No, Unknown };
/// Its own dates decide. Without a date of building it stood when the map shows that day or an earlier one; a later map
/// may show what was built since.
[[nodiscard]] Stood stood(const Footprint& footprint, const std::optional<Date>& as_of, const Date& day);

/// Building footprints as they stood on one day.
struct StandingBuildings {
    BuildingMap map;
    report::BuildingRecord record; ///< what was read
};

/// Reads the footprints of [buildings], which the city must have, as of the earlier image's day. Problems go to the
/// log, to `record` and its warnings. Throws as read_buildings().
[[nodiscard]] StandingBuildings standing_buildings(const DataAccess& data, const City& city, const Crs& working,
                                                   const Date& day, const RunOptions& run, report::RunRecord& record);

} // namespace didban
