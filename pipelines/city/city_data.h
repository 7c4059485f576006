#pragma once
#include "didban/city/city.h"
#include "didban/land/parcel.h"
#include "didban/land/permit.h"
#include "didban/ports/data_access.h"
#include "pipelines/run/run_options.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace didban {

/// One kind of problem in an input: how often, and the first examples. `level`: "error" stops a run, "warning" is
/// counted and carried on.
struct Problem {
    std::string code;    ///< stable, for example "permit.date.two_digit_year"
    std::string level;   ///< "error" or "warning"
    std::string input;   ///< which source
    std::string message; ///< what is wrong and what to do, one sentence
    std::int64_t count{};
    std::vector<std::string> examples; ///< at most five
};

/// What the cadastre says of a plot as land.
struct LandRecord {
    std::optional<bool> vacant; ///< recorded as empty, or as built on; nullopt = not said
    std::string ownership;      ///< class as the source writes it; "" = not said
};

/// Parcels and permits of a city, loaded, normalised, in the working CRS.
struct CityData {
    City city;
    Crs crs;                      ///< working CRS, projected, metres
    std::vector<Parcel> parcels;  ///< in source order, unique keys
    std::vector<Parcel> unplaced; ///< parcels without a shape that can be used: what happened there is unclear
    /// The area that the deed states, for each of `parcels`; empty = city.toml names no column for it.
    std::vector<std::optional<double>> deed_areas_m2;
    /// For each of `parcels`; empty = city.toml names no column for it.
    std::vector<LandRecord> land_records;
    std::vector<Permit> permits; ///< in source order, duplicates after re-issue resolved to the latest (and counted)
    bool permits_known{false};   ///< false: the city has no [permits]; "no permit" must then be said as "unknown"
    std::vector<Problem> problems;
};

/// The working CRS of a city. Throws Error{Configuration} with file and line when PROJ does not know it or it is not
/// projected in metres.
[[nodiscard]] Crs working_crs(const City& city);

/// Is one of the permit's plots known by its key?
[[nodiscard]] bool permit_fits(const Permit& permit, const std::function<bool(const std::string&)>& known);

/// Throws Error for what a run cannot work with (no CRS, unreadable table, empty parcel layer); everything else becomes
/// a Problem.
CityData load_city_data(const DataAccess& data, const City& city, const RunOptions& run);

} // namespace didban
