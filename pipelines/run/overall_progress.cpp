#include "pipelines/run/overall_progress.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <mutex>

namespace didban {

namespace {

constexpr double least_seconds = 3, least_share = 0.04; ///< from which an estimate is worth saying

} // namespace

std::string time_in_words(double seconds)
{
    if (seconds <= 90)
        return std::to_string(static_cast<int>(std::ceil(std::max(seconds, 1.0) / 10)) * 10) + " s";
    const auto minutes = static_cast<int>(std::ceil(seconds / 60));
    if (minutes < 120)
        return std::to_string(minutes) + " min";
    return std::to_string((minutes + 59) / 60) + " h";
}

struct OverallProgress::State {
    Log to;
    std::vector<ExpectedStep> steps;
    std::function<double()> seconds;
    std::mutex mutex;
    std::size_t current{0}; ///< step under way, or the next one
    double share{0};        ///< of the whole, the highest so far

    void report(const std::string& what, double done, double total)
    {
        const std::lock_guard lock(mutex);
        const auto named = [&](const ExpectedStep& step) { return step.name == what; };
        const auto next = std::find_if(steps.begin() + static_cast<std::ptrdiff_t>(current), steps.end(), named);
        if (next != steps.end()) {
            current = static_cast<std::size_t>(next - steps.begin());
            const double part = total > 0 ? std::clamp(done / total, 0.0, 1.0) : 0;
            share = std::max(share, share_of(current) + part * (share_of(current + 1) - share_of(current)));
            if (part >= 1)
                ++current;
        }
        say(what);
    }
    void say(const std::string& what)
    {
        const double passed = seconds();
        const bool known = passed >= least_seconds && share >= least_share && share < 1;
        to.progress(known ? what + ", about " + time_in_words(passed * (1 - share) / share) + " left in all" : what,
                    share, 1);
    }
    /// Of the time before a step.
    [[nodiscard]] double share_of(std::size_t step) const
    {
        double before = 0, all = 0;
        for (std::size_t k = 0; k < steps.size(); ++k) {
            all += steps[k].weight;
            before += k < step ? steps[k].weight : 0;
        }
        return all > 0 ? before / all : 0;
    }
};

OverallProgress::OverallProgress(Log to, std::vector<ExpectedStep> steps, std::function<double()> seconds)
    : state_(std::make_shared<State>())
{
    state_->to = std::move(to);
    state_->steps = std::move(steps);
    state_->seconds = std::move(seconds);
    if (!state_->seconds)
        state_->seconds = [start = std::chrono::steady_clock::now()] {
            return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
        };
}

Log OverallProgress::log() const
{
    Log log = state_->to;
    log.progress = [state = state_](const std::string& what, double done, double total) {
        state->report(what, done, total);
    };
    return log;
}

void OverallProgress::begin(const std::string& step) const
{
    state_->report(step, 0, 1);
}

void OverallProgress::finish() const
{
    const std::lock_guard lock(state_->mutex);
    state_->share = 1;
    state_->say("done");
}

} // namespace didban
