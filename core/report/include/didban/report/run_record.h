#pragma once
#include "didban/land/match_validity.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace didban::report {

/// A file or table that a run read.
struct InputRecord {
    std::string role;   ///< "city", "cadastre", "permits", "plan", "rules", "scene 2025-06-14", "changes"
    std::string path;   ///< relative to city.toml where it lies below it
    std::string sha256; ///< "" when it is not a file (a database)
};

/// How one epoch came onto the working grid.
struct AlignmentRecord {
    std::string epoch;
    bool co_registered{false};
    bool verified{false}; ///< the pixels say that it lies as it was laid
    double shift_x_px{}, shift_y_px{}, residual_px{}, residual_m{}, reliability{}, overlap_share{};
    int tie_points{};
    std::map<std::string, int> rejected;
};

/// Where one block of the cadastre seems to lie relative to the images, metres east and north. Changes are laid back by
/// it before they are judged; the legal geometry is never moved.
struct BlockOffsetRecord {
    std::string block;
    double east_m{}, north_m{}; ///< to be added to the parcels
    double sigma_m{};           ///< of that, per axis
    double score{};             ///< how far the shift stands out, in standard deviations of the other shifts
    int parcels{};
};

/// Building footprints as prior knowledge: what was read, and what was done with it.
struct BuildingRecord {
    std::int64_t footprints{}; ///< read and usable
    std::int64_t standing{};   ///< stood on the day of the earlier image
    std::int64_t undated{};    ///< of which that is not known
    std::string as_of;         ///< the day they show; "" = not stated, taken as the earlier image's
    std::int64_t weighed{}, not_covered{}, kinds_changed{}; ///< change objects
};

/// The calibration of confidences by the city's own outcomes that a run used.
struct CalibrationRecord {
    std::string path, sha256;   ///< as of an input
    std::string ledger_head;    ///< hash of the last event that it learned from
    std::int64_t outcomes{};    ///< it learned from
    std::int64_t confidences{}; ///< of this run that it was asked for
};

/// Two dates that were compared where one of the run's own did not show enough of some parcels.
struct StandInRecord {
    std::string before, after;            ///< days
    std::vector<std::string> in_place_of; ///< the run's days that one of them stands in for
    std::int64_t parcels{};               ///< that they show
    std::int64_t in_part{};               ///< of which a part was seen on the run's dates or those of another stand-in
    std::string change_map, sha256;       ///< file beside the report
};

using Parameter = std::variant<bool, std::int64_t, double, std::string>;

/// Everything that run.json says.
struct RunRecord {
    std::string command, version, city;
    std::vector<std::pair<std::string, std::string>> libraries; ///< name and version of those that results depend on
    std::optional<Period> period;
    std::string before, after; ///< epoch ids
    std::vector<InputRecord> inputs;
    std::vector<std::pair<std::string, Parameter>> parameters; ///< all that can change a result
    std::vector<AlignmentRecord> alignment;
    std::vector<StandInRecord> stand_ins; ///< in the order in which they were asked
    std::string detector;
    std::optional<BuildingRecord> buildings;      ///< nullopt: the city names no footprints
    std::optional<CalibrationRecord> calibration; ///< nullopt: confidences are as the detector was calibrated
    std::map<std::string, std::int64_t> standing; ///< buildings per verdict of a sweep; empty: the run is none
    std::optional<double> observed_share;
    std::optional<double> closer_share; ///< of the pixels: worth the network's finer looks; empty: none looks twice
    std::optional<std::vector<double>> irmad_correlations;
    int irmad_iterations{};
    bool irmad_converged{false};
    std::map<std::string, std::int64_t> parcels, findings, violations; ///< counts per verdict, verdict, code
    std::int64_t change_objects{}, permits{}, permits_without_parcel{};
    std::vector<BlockOffsetRecord> block_offsets; ///< every block with an offset other than 0
    std::int64_t blocks_without_offset{};         ///< too few parcels, or nothing seen: offset 0
    std::optional<std::string> datum_suggestion;  ///< "the cadastre looks like …"; nothing when nothing looks wrong
    std::vector<std::pair<std::string, std::int64_t>> problems; ///< code and count, in the inputs' order
    std::vector<std::string> warnings;
    std::vector<std::pair<std::string, Parameter>>
        timing; ///< all that may differ between two equal runs: seconds, threads, tile size
};

/// Pretty-printed, keys in a fixed order, `timing` last. Throws Error{OutputFailed}.
void write_run_json(const std::string& path, const RunRecord& run);

} // namespace didban::report
