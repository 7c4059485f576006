#include "pipelines/run/map_tiles.h"

#include <tbb/global_control.h>
#include <tbb/parallel_pipeline.h>

#include <thread>

namespace didban {

namespace detail {

bool map_tiles(const std::vector<PixelWindow>& tiles, std::size_t in_flight, const std::stop_token& stop,
               const std::function<std::shared_ptr<void>(const PixelWindow&)>& work,
               const std::function<void(const PixelWindow&, std::shared_ptr<void>)>& sink)
{
    struct Done {
        std::size_t tile;
        std::shared_ptr<void> result;
    };
    std::size_t next = 0;
    const auto hand_out = tbb::make_filter<void, std::size_t>(tbb::filter_mode::serial_in_order,
                                                              [&](tbb::flow_control& flow) -> std::size_t {
                                                                  if (next == tiles.size() || stop.stop_requested()) {
                                                                      flow.stop();
                                                                      return 0;
                                                                  }
                                                                  return next++;
                                                              });
    const auto process =
        tbb::make_filter<std::size_t, std::shared_ptr<Done>>(tbb::filter_mode::parallel, [&](std::size_t i) {
            return std::make_shared<Done>(Done{i, work(tiles[i])});
        });
    const auto collect = tbb::make_filter<std::shared_ptr<Done>, void>(
        tbb::filter_mode::serial_in_order,
        [&](const std::shared_ptr<Done>& done) { sink(tiles[done->tile], std::move(done->result)); });
    tbb::parallel_pipeline(in_flight == 0 ? 1 : in_flight, hand_out & process & collect);
    return next == tiles.size();
}

} // namespace detail

ThreadLimit::ThreadLimit(int threads)
    : threads_(threads > 0 ? threads : static_cast<int>(std::max(1U, std::thread::hardware_concurrency()))),
      control_(std::make_shared<tbb::global_control>(tbb::global_control::max_allowed_parallelism,
                                                     static_cast<std::size_t>(threads_)))
{
}

ThreadLimit::~ThreadLimit() = default;

} // namespace didban
