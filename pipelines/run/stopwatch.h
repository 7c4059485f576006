#pragma once
#include <chrono>

namespace didban {

/// Seconds of each step of a run. One thread at a time.
class Stopwatch {
public:
    /// Since the last lap, or since it was started.
    [[nodiscard]] double lap()
    {
        const auto now = std::chrono::steady_clock::now();
        const double seconds = std::chrono::duration<double>(now - last_).count();
        last_ = now;
        return seconds;
    }

private:
    std::chrono::steady_clock::time_point last_{std::chrono::steady_clock::now()};
};

} // namespace didban
