#pragma once
#include "pipelines/run/input_stamps.h"
#include "pipelines/run/result_folder.h"
#include "pipelines/run/run_options.h"
#include "pipelines/run/step_store.h"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace didban {

/// The work of a long run below its output folder. Work files lie in DIR/.work/KEY, where KEY is a digest of everything
/// that can change the result: the same run started again finds its finished steps there, any other run clears them
/// away. Results are prepared below it and get their places at the end.
///
/// What is not ours stays: every name is written into a list in DIR/.work/KEY before its file is made, only files on
/// the list are removed, and folders only when they are empty. A .work that is a link is refused.
///
/// What cannot be trusted is made again: a step holds the digests of its files, and one whose files no longer have them
/// counts as not done. One thread at a time.
class WorkStore final : public StepStore {
public:
    /// Makes the work folder, completes results that an earlier run was ended in putting in place, and clears work of
    /// other keys away. `inputs` and `folder` must outlive it. Throws Error{Usage} when the folder cannot be made.
    WorkStore(const ResultFolder& folder, const std::string& key, const InputStamps& inputs, const RunOptions& run);
    /// After publish(): nothing of .work is left (unless keep_work). Without it: finished steps stay, so that the run
    /// can continue; when no step was finished, .work goes.
    ~WorkStore() override;
    WorkStore(const WorkStore&) = delete;
    WorkStore& operator=(const WorkStore&) = delete;

    /// Files made under names that begin with it and a dot are ours as well. Throws Error{Usage} when something stands
    /// there that we did not make.
    [[nodiscard]] std::string work(const std::string& name) override;
    [[nodiscard]] std::string
    result(const std::string& name); ///< path where a result is prepared; "a/b" lies in a folder
    [[nodiscard]] bool finished(const std::string& step, std::string& text) override;
    /// SHA-256 of a prepared result, which must not change any more.
    [[nodiscard]] std::string result_digest(const std::string& name);
    /// When one of the rasters is held in memory alone (HeldRasters), the step is not kept: the next run does it again.
    /// Throws Error{UnreadableInput} when an input has changed since it was stamped.
    void finish_step(const std::string& step, const std::string& text, const std::vector<std::string>& files) override;
    /// Throws as finish_step().
    void check_inputs() const { inputs_.check(); }
    /// Renames every prepared result into DIR, after the files of `outdated` (names below DIR, of an earlier run) and
    /// their folders, where empty, have gone. run.json goes first and comes last, so that a folder that holds it holds
    /// the results of one run; a publication that is cut short is completed by the next run.
    void publish(bool keep_work, const std::vector<std::string>& outdated = {});

private:
    std::string note(const std::string& name);

    const InputStamps& inputs_;
    const RunOptions& run_;
    std::string folder_, root_, work_;
    std::set<std::string> listed_;
    std::map<std::string, std::string> digests_; ///< of results
    bool publishing_{false}, any_step_{false};
};

} // namespace didban
