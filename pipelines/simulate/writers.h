#pragma once
#include "didban/simulate/render.h"
#include "pipelines/simulate/simulate.h"

#include <string>

namespace didban::simulate_files {

/// What every writer needs: the city, where it lies, and where its files go.
struct Target {
    const simulate::City& city;
    const std::vector<simulate::SceneSetup>& scenes;
    simulate::ImageGrid grid;
    Crs crs;
    Point origin;       ///< CRS coordinates of the city's (0, 0)
    std::string folder; ///< with a trailing slash
    [[nodiscard]] Point to_crs(const Point& p) const { return {origin.x + p.x, origin.y + p.y}; }
    [[nodiscard]] MultiPolygon shape(const Ring& local, const Point& moved_by = {}) const;
};

/// Calls f for every block of the city in row order; checks for a stop request.
void each_block(const Target& target, const RunOptions& run, const char* step,
                const std::function<void(const simulate::Block&)>& f);

void write_imagery(const DataAccess& data, const Target& target, const RunOptions& run);
void write_cadastre(const DataAccess& data, const Target& target, const RunOptions& run, SimulateReport& report);
void write_permits(const DataAccess& data, const Target& target, const RunOptions& run, SimulateReport& report);
/// Footprints as a map of survey_day() shows them, with its errors (docs/simulator.md).
void write_buildings(const DataAccess& data, const Target& target, const RunOptions& run);
void write_plan(const DataAccess& data, const Target& target, const RunOptions& run);
void write_truth(const DataAccess& data, const Target& target, const RunOptions& run, SimulateReport& report);

/// The day that the map of buildings shows: up to two years before the first image.
[[nodiscard]] int survey_day(const simulate::City& city);
/// Code of a plot before the districts were divided anew; "" where it never changed.
[[nodiscard]] std::string old_code(const simulate::Plot& plot);
[[nodiscard]] std::string district_name(const simulate::Plot& plot);

} // namespace didban::simulate_files
