#pragma once
#include "didban/base/log.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace didban {

/// A step of a long job, by the name that it reports progress under, and its expected share of the time, in any unit.
struct ExpectedStep {
    std::string name;
    double weight{1};
};

/// "2 min", "40 s": for people, so rounded up to what such an estimate is good for.
[[nodiscard]] std::string time_in_words(double seconds);

/// Makes of the progress of steps that follow each other one figure for the whole job, with the time that is left.
/// A step ends when it reports all of its units or another one begins; steps may be left out or unknown, and the figure
/// never goes back. Thread-safe.
class OverallProgress {
public:
    /// `seconds`: since the job began; for tests. nullptr: the clock, from now.
    OverallProgress(Log to, std::vector<ExpectedStep> steps, std::function<double()> seconds = nullptr);
    /// What the steps shall report to: messages pass unchanged.
    [[nodiscard]] Log log() const;
    /// For steps that report nothing themselves.
    void begin(const std::string& step) const;
    void finish() const;

private:
    struct State;
    std::shared_ptr<State> state_;
};

} // namespace didban
