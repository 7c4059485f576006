#pragma once
#include "didban/base/date.h"

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

/// Confidences put right by a city's own outcomes (docs/calibration.md). Pure; any thread.
namespace didban {

/// What a confidence is told apart by, the widest first: detector, sensor, district, kind of change. "" = not known.
using SightingKind = std::array<std::string, 4>;

/// A case that was visited and decided.
struct TaughtOutcome {
    std::string case_id;
    std::string place; ///< the parcel's key; "" = outside every parcel
    Date decided;      ///< the day of the decision that counts
    SightingKind kind;
    double raw{};       ///< confidence as the detector and the records gave it
    bool right{false};  ///< confirmed; dismissed otherwise
    std::string reason; ///< of a dismissal
};

/// How well confidences agree with outcomes.
struct CalibrationScores {
    std::int64_t outcomes{};
    double brier{};             ///< mean squared error (Brier 1950)
    double log_loss{};          ///< mean negative logarithm of the probability given to what came
    double calibration_error{}; ///< mean |stated - observed| of ten bins of equal width, weighted by count
};

/// Beta calibration (Kull, Silva Filho and Flach 2017) in a tree of groups: the logit of a confidence p becomes
/// c + a ln p - b ln(1 - p). The root starts at a = b = 1, c = 0, which changes nothing, each group at its parent's
/// values; a Gaussian prior draws it back there, so that a group of few outcomes says what its parent says (partial
/// pooling, Gelman and Hill 2007). Within a group the order of confidences stays.
class Calibration {
public:
    struct Group {
        std::vector<std::string> path; ///< leading entries of SightingKind; none = the root
        std::int64_t outcomes{}, confirmed{};
        double a{1}, b{1}, c{0};
    };
    Calibration() = default; ///< leaves confidences as they are
    explicit Calibration(std::vector<Group> groups);
    /// Law: the order of the outcomes does not matter.
    [[nodiscard]] static Calibration fit(std::vector<TaughtOutcome> outcomes);
    /// By the deepest group that is known. Confidences of 0 and 1 count as 0.001 and 0.999.
    [[nodiscard]] double operator()(double raw, const SightingKind& kind) const;
    [[nodiscard]] const std::vector<Group>& groups() const { return groups_; } ///< parents before children, by path

private:
    std::vector<Group> groups_;
    std::map<std::vector<std::string>, std::array<double, 3>> of_; ///< a, b and c
};

[[nodiscard]] CalibrationScores scores_of(const std::vector<TaughtOutcome>& outcomes, const Calibration& calibration);

/// What a calibration was made of, and how it did.
struct CalibrationCard {
    std::string city, version;
    std::string ledger_head; ///< hash of the last event of the ledger that it learned from
    std::int64_t ledger_events{}, confirmed{}, dismissed{};
    std::map<std::string, std::int64_t> reasons;  ///< dismissals by reason
    std::map<std::string, std::int64_t> left_out; ///< decided cases by why nothing is learned of them: "no_confidence",
                                                  ///< "no_day", "DUPLICATE"
    std::string held_out_by;                      ///< "parcel" or "time"
    std::int64_t seed{};
    CalibrationScores before, after; ///< of the held-out outcomes; `after` by a fit without them
};

/// calibration.json, the same bytes for the same values.
[[nodiscard]] std::string calibration_json(const Calibration& calibration, const CalibrationCard& card);

struct CalibrationFile {
    Calibration calibration;
    CalibrationCard card;
};
/// Throws Error{Configuration} naming `name` and what is wrong.
[[nodiscard]] CalibrationFile read_calibration(const std::string& json, const std::string& name);

} // namespace didban
