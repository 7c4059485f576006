#pragma once
#include "didban/base/error.h"
#include "didban/base/name_source.h"
#include "didban/ports/feature_source.h"
#include "pipelines/run/map_tiles.h"
#include "pipelines/run/pool.h"
#include "pipelines/run/run_options.h"

#include <memory>
#include <tbb/parallel_pipeline.h>
#include <utility>
#include <vector>

namespace didban {

/// Rows read at once. A few such blocks exist at a time, so memory does not grow with the table.
inline constexpr std::size_t rows_per_block = 4096;

/// Reads a table in blocks, runs `work(rows, first_row)` on them in parallel (rows count from 1) and hands the results
/// to `sink` in the table's order. Exceptions reach the caller, and an Error names the table. Throws Error{Interrupted}
/// when a stop was requested.
template <class Work, class Sink>
void map_features(FeatureSource& source, const RunOptions& run, Work work, Sink sink)
{
    using Result = decltype(work(std::declval<std::vector<Feature>&>(), std::int64_t{}));
    struct Block {
        std::vector<Feature> rows;
        std::int64_t first_row{};
    };
    using Blocks = Pool<Block>; // rows are read into room that is there
    using Lent = std::shared_ptr<typename Blocks::Loan>;
    const ThreadLimit limit(run.threads);
    std::int64_t row = 1;
    bool ended = false;
    Blocks blocks([] { return std::make_unique<Block>(); });
    const auto read =
        tbb::make_filter<void, Lent>(tbb::filter_mode::serial_in_order, [&](tbb::flow_control& flow) -> Lent {
            const Lent lent(new typename Blocks::Loan(blocks.lend()));
            Block& block = **lent;
            block.first_row = row;
            block.rows.resize(rows_per_block);
            std::size_t count = 0;
            while (!ended && !run.stop.stop_requested() && count < rows_per_block) {
                ended = !source.next(block.rows[count]);
                count += ended ? 0 : 1;
            }
            block.rows.resize(count);
            row += static_cast<std::int64_t>(count);
            if (count == 0 || run.stop.stop_requested()) {
                flow.stop();
                return nullptr;
            }
            return lent;
        });
    const auto process =
        tbb::make_filter<Lent, std::shared_ptr<Result>>(tbb::filter_mode::parallel, [&](const Lent& lent) {
            Block& block = **lent;
            return naming(source.name(), [&] { return std::make_shared<Result>(work(block.rows, block.first_row)); });
        });
    const auto collect = tbb::make_filter<std::shared_ptr<Result>, void>(
        tbb::filter_mode::serial_in_order, [&](const std::shared_ptr<Result>& result) { sink(std::move(*result)); });
    tbb::parallel_pipeline(static_cast<std::size_t>(limit.threads()) + 2, read & process & collect);
    if (run.stop.stop_requested())
        throw Error(ErrorKind::Interrupted, source.name() + ": reading was interrupted");
}

} // namespace didban
