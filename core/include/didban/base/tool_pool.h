#pragma once
#include <functional>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

namespace didban {

/// Tools that are dear to make and serve one thread at a time, for any number of threads: one is made for each that
/// asks at the same time, and kept for the next.
template <class Tool>
class ToolPool {
public:
    explicit ToolPool(std::function<Tool()> make) : make_(std::move(make)) {}

    /// What `work` gives with a tool that is its own meanwhile. Throws what making a tool and working throw.
    template <class Work>
    [[nodiscard]] auto use(const Work& work) const
    {
        std::optional<Tool> tool = take();
        if (!tool)
            tool.emplace(make_());
        auto result = work(std::as_const(*tool));
        const std::lock_guard lock(mutex_);
        idle_.push_back(std::move(*tool));
        return result;
    }

private:
    std::optional<Tool> take() const
    {
        const std::lock_guard lock(mutex_);
        if (idle_.empty())
            return std::nullopt;
        std::optional<Tool> tool(std::move(idle_.back()));
        idle_.pop_back();
        return tool;
    }

    std::function<Tool()> make_;
    mutable std::mutex mutex_; ///< guards idle_
    mutable std::vector<Tool> idle_;
};

} // namespace didban
