#pragma once
#include "didban/grid/pixel_window.h"

#include <functional>
#include <memory>
#include <stop_token>
#include <vector>

namespace didban {

namespace detail {
bool map_tiles(const std::vector<PixelWindow>& tiles, std::size_t in_flight, const std::stop_token& stop,
               const std::function<std::shared_ptr<void>(const PixelWindow&)>& work,
               const std::function<void(const PixelWindow&, std::shared_ptr<void>)>& sink);
}

/// Runs `work` on every tile in parallel and hands the results to `sink` one by one in the order of `tiles`, so that
/// sums and files come out the same whatever the number of threads. At most `in_flight` results exist at a time: that
/// is the memory limit. Returns false when `stop` was requested before the last tile. Exceptions of `work` or `sink`
/// reach the caller.
template <class Work, class Sink>
bool map_tiles(const std::vector<PixelWindow>& tiles, std::size_t in_flight, const std::stop_token& stop, Work work,
               Sink sink)
{
    using Result = decltype(work(PixelWindow{}));
    return detail::map_tiles(
        tiles, in_flight, stop,
        [&](const PixelWindow& tile) -> std::shared_ptr<void> { return std::make_shared<Result>(work(tile)); },
        [&](const PixelWindow& tile, std::shared_ptr<void> result) {
            sink(tile, std::move(*static_cast<Result*>(result.get())));
        });
}

/// Limits the number of threads of everything below it while in scope; 0 = all cores.
class ThreadLimit {
public:
    explicit ThreadLimit(int threads);
    ~ThreadLimit();
    ThreadLimit(const ThreadLimit&) = delete;
    ThreadLimit& operator=(const ThreadLimit&) = delete;
    [[nodiscard]] int threads() const { return threads_; }

private:
    int threads_;
    std::shared_ptr<void> control_;
};

} // namespace didban
