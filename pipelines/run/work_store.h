#pragma once
#include <string>
#include <vector>

namespace didban {

/// The output folder of a long run. Work files live in DIR/.work/KEY, where KEY is a digest of everything that can
/// change the result: the same run started again finds its finished steps there, any other run clears them away.
/// Results are prepared below it and get their places at the end.
class RunState {
public:
    /// Creates DIR and the work folder; removes work of other keys. Throws Error{Usage} when the folder cannot be made.
    RunState(std::string folder, const std::string& key);
    /// After publish(): nothing of .work is left (unless keep_work). Without it: finished steps stay, so that the run
    /// can continue; when no step was finished, .work goes, and DIR too if it is empty and was made here.
    ~RunState();
    RunState(const RunState&) = delete;
    RunState& operator=(const RunState&) = delete;

    [[nodiscard]] std::string work(const std::string& name) const;   ///< path of a work file
    [[nodiscard]] std::string result(const std::string& name) const; ///< path where a result file is prepared
    /// True when `step` was finished by an earlier or this run; `text` gets what finish_step was given.
    [[nodiscard]] bool finished(const std::string& step, std::string& text) const;
    /// Marks a step as done once its files are complete.
    void finish_step(const std::string& step, const std::string& text);
    /// Renames every prepared result into DIR, run.json last.
    void publish(bool keep_work);

private:
    std::string folder_, root_, work_;
    bool made_folder_{false}, published_{false}, any_step_{false};
};

} // namespace didban
