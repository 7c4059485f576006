#pragma once
#include "didban/city/city.h"
#include "didban/ports/data_access.h"
#include "pipelines/run/run_options.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace didban {

struct VisitOptions {
    int budget{};              ///< visits that can be made, at least 1
    double control_share{0.1}; ///< of the budget, for parcels drawn at random; at least one visit unless 0
    std::uint64_t seed{1};     ///< of the draw
    std::string district;      ///< "" = all
};

struct Visit {
    int rank{};                     ///< 1 = first
    bool control{false};            ///< drawn at random among parcels where nothing is suspected
    std::string case_id, parcel_id; ///< case_id "" for control visits; parcel_id "" outside every parcel
    std::string verdict;
    std::vector<std::string> violations; ///< codes
    std::string change, stage;           ///< "" for control visits
    double area_m2{};
    std::optional<double> confidence;
    std::optional<double> longitude, latitude; ///< of the case's middle, or inside the control parcel; WGS 84
};

/// Cases that wait for a visit (detected; suspected or unclear) in the order that findings call priority: suspected
/// first, by visit_score() (severity, what can still be stopped, confidence), cut at the budget less the control
/// sample. Districts are those of the parcels. The control sample is drawn from the parcels whose last observation is
/// no_change, authorized or exempt: what it finds tells how much the list misses. The same ledger, options and seed
/// give the same list. Throws Error{Usage} for a bad option and as list_cases().
[[nodiscard]] std::vector<Visit> plan_visits(const DataAccess& data, const City& city, const std::string& ledger,
                                             const VisitOptions& options, const RunOptions& run);

[[nodiscard]] std::string visits_csv(const std::vector<Visit>& visits); ///< UTF-8 with BOM; decision, reason, on: empty
[[nodiscard]] std::string visits_json(const std::vector<Visit>& visits, const VisitOptions& options);

} // namespace didban
