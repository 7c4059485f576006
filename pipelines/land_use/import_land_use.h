#pragma once
#include "didban/base/date.h"
#include "didban/ports/data_access.h"
#include "didban/ports/gml_source.h"
#include "didban/rules/plan_mapping.h"
#include "pipelines/run/run_options.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace didban {

/// What an INSPIRE Planned Land Use file does not say itself.
struct LandUseOptions {
    PlanMapping mapping;
    std::string plan_id;            ///< "" = that of the only plan in the file
    std::string document;           ///< for objects whose document the file does not name
    std::optional<Date> valid_from; ///< for objects and plans without one
    std::string level{"DETAILED"};
    bool draft{false}; ///< for a plan review: take what is not in legal force yet as if it were
    GmlQuery::Axes axes{GmlQuery::Axes::AsCrs};
};

struct ImportedLandUse {
    std::int64_t plans{}, zones{}, overlays{}, rules{};
    std::vector<std::string> lost; ///< one sentence per kind of loss, with its count and first examples
};

/// Turns INSPIRE Planned Land Use 4.0 GML (data specification D2.8.III.4; docs/import-plan.md) into a plan that the
/// program reads. `out`: a folder, which gets plan.gpkg and rules.toml, or a .gpkg, which gets the rules as tables. The
/// map layers keep the file's CRS. The file is read four times and never held in memory. Nothing is guessed: what has
/// no counterpart is in `lost`. Throws Error{UnreadableInput} "file:line: …" for a file that is broken or no PLU 4.0,
/// for reversed dates, values that cannot be and objects without a document or a first day; nothing is written then.
[[nodiscard]] ImportedLandUse import_land_use(const GmlAccess& gml, const DataAccess& data, const std::string& source,
                                              const LandUseOptions& options, const std::string& out,
                                              const RunOptions& run);

} // namespace didban
