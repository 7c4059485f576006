#pragma once
#include <string>
#include <vector>

namespace didban {

/// Where the steps of a long run keep their work files, and what was finished of them. One thread at a time.
class StepStore {
public:
    virtual ~StepStore() = default;
    /// Path of a work file.
    [[nodiscard]] virtual std::string work(const std::string& name) = 0;
    /// True when `step` was finished by an earlier or this run and its files are whole; `text` gets what finish_step
    /// was given.
    [[nodiscard]] virtual bool finished(const std::string& step, std::string& text) = 0;
    /// Marks a step as done whose files, named as for work(), are complete.
    virtual void finish_step(const std::string& step, const std::string& text,
                             const std::vector<std::string>& files) = 0;
};

} // namespace didban
