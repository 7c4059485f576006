#pragma once
#include "didban/objects/building_prior.h"

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <utility>

namespace didban {

/// Counts of a yes/no decision. Ratios with nothing to divide by are 0.
struct DecisionCounts {
    std::int64_t true_positive{}, false_positive{}, false_negative{};
    [[nodiscard]] double precision() const;
    [[nodiscard]] double recall() const;
    [[nodiscard]] double f1() const;
    [[nodiscard]] double iou() const; ///< intersection over union
};

/// How far stated probabilities can be trusted: ten equal bins, the last one closed.
struct Reliability {
    struct Bin {
        std::int64_t count{};
        double probability_sum{};
        std::int64_t happened{};
    };
    std::array<Bin, 10> bins{};
    std::int64_t count{};
    double squared_error_sum{};

    void add(double probability, bool happened);
    [[nodiscard]] double brier() const; ///< mean squared error (Brier 1950)
    [[nodiscard]] double
    calibration_error() const; ///< expected calibration error: mean |stated − observed| by bin, weighted by count
};

struct ParcelEvaluation {
    std::int64_t parcels{};
    DecisionCounts suspected;                     ///< of the verdict `suspected`
    std::int64_t codes_exact{};                   ///< true positives whose violation codes all agree
    std::map<std::string, std::int64_t> verdicts; ///< as found
    std::map<std::pair<std::string, std::string>, std::int64_t> confusion; ///< (truth, found) → parcels
    Reliability change; ///< of change_probability, where the truth says whether it changed
};

struct ChangeEvaluation {
    DecisionCounts pixels;
    std::int64_t objects_found{}, objects_missed{}; ///< labelled ones
    std::int64_t objects_right{}, objects_wrong{};  ///< predicted ones
    Reliability probability; ///< of the predicted pixels, when FOUND holds probabilities; empty for masks
    [[nodiscard]] double object_precision() const;
    [[nodiscard]] double object_recall() const;
    [[nodiscard]] double object_f1() const;
};

/// How often changes that were found at all were given their kind and their building stage, and how those that were
/// reported lie on the footprints of buildings that stood before. Pairs are (truth, found).
struct ObjectEvaluation {
    std::int64_t labelled{}, found{};                                   ///< changes of the truth
    std::map<std::pair<std::string, std::string>, std::int64_t> kinds;  ///< of those found
    std::map<std::pair<std::string, std::string>, std::int64_t> stages; ///< of those found whose true stage is known
    std::int64_t reported{}, right{}; ///< changes of the run; those of which 0.3 lie on changes of the truth
    BuildingCounts footprints;        ///< of the reported ones with a footprint_share in their evidence, no storeys
};

/// How well identities last over several dates.
struct TrackEvaluation {
    std::int64_t epochs{};
    std::int64_t mismatches{};         ///< matches whose identity is another than last time
    DecisionCounts tracking;           ///< of all shapes of all dates; a mismatch is no true positive
    DecisionCounts change;             ///< of first appearances after the first date
    [[nodiscard]] double scot() const; ///< F2 of both: the weighted harmonic mean in which tracking counts four times
};

/// One JSON object, two-space indent.
[[nodiscard]] std::string to_json(const ParcelEvaluation& evaluation);
[[nodiscard]] std::string to_json(const ChangeEvaluation& evaluation);
[[nodiscard]] std::string to_json(const ObjectEvaluation& evaluation);
[[nodiscard]] std::string to_json(const TrackEvaluation& evaluation);
/// Reliability diagram with the number of cases per bin, as a stand-alone SVG.
[[nodiscard]] std::string reliability_svg(const Reliability& reliability, const std::string& title);

} // namespace didban
