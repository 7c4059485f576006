#include "didban/base/error.h"
#include "didban/report/limits_table.h"
#include "didban/report/table_format.h"
#include "pipelines/parcel/parcel_areas.h"
#include "pipelines/parcel/parcel_file.h"
#include "pipelines/run/map_tiles.h"

#include <tbb/parallel_pipeline.h>

#include <algorithm>

namespace didban {

namespace {

constexpr std::size_t parcels_per_block = 1024;

Feature row_of(const ParcelBook& book, std::size_t i, const Date& on, const std::optional<Date>& known)
{
    const ParcelFacts facts = book.facts(i, on);
    const RuleSet& rules = book.plan().rules;
    const Answer answer = rules.evaluate(facts, on, known);
    Feature row = limits_row(book.parcel(i), facts, answer, rules.pending(facts, answer), stated_area(book, i),
                             buildable_on(book.plan(), book.parcel(i), facts, answer));
    row.fid = static_cast<std::int64_t>(i) + 1;
    return row;
}

std::string format_of(const std::string& out)
{
    const std::string format = table_format(out);
    if (format == "CSV")
        throw Error(ErrorKind::Usage,
                    out + ": write the table to a name that ends in .gpkg, .geojson, .fgb or .parquet");
    return format;
}

} // namespace

std::int64_t write_parcel_table(const DataAccess& data, const ParcelBook& book, const ParcelSelection& selection,
                                const Date& on, const std::optional<Date>& known, const std::string& out,
                                const RunOptions& run)
{
    const auto sink = data.create_features(out, format_of(out));
    sink->begin_layer(limits_layer(book.city().crs));
    std::vector<std::size_t> chosen;
    if (selection.district)
        chosen = book.in_district(*selection.district);
    const std::size_t total = selection.district ? chosen.size() : book.city().parcels.size();
    const ThreadLimit limit(run.threads);
    std::size_t next = 0;
    using Block = std::shared_ptr<std::vector<Feature>>;
    struct Range {
        std::size_t begin, end;
    };
    const auto hand_out =
        tbb::make_filter<void, Range>(tbb::filter_mode::serial_in_order, [&](tbb::flow_control& flow) -> Range {
            if (next >= total || run.stop.stop_requested()) {
                flow.stop();
                return {0, 0};
            }
            const Range r{next, std::min(total, next + parcels_per_block)};
            next = r.end;
            return r;
        });
    const auto evaluate = tbb::make_filter<Range, Block>(tbb::filter_mode::parallel, [&](const Range& r) {
        auto block = std::make_shared<std::vector<Feature>>();
        block->reserve(r.end - r.begin);
        for (std::size_t k = r.begin; k < r.end; ++k)
            block->push_back(row_of(book, selection.district ? chosen[k] : k, on, known));
        return block;
    });
    std::int64_t written = 0;
    const auto write = tbb::make_filter<Block, void>(tbb::filter_mode::serial_in_order, [&](const Block& block) {
        for (const Feature& row : *block)
            sink->write(row);
        written += static_cast<std::int64_t>(block->size());
        run.log.progress("parcels", static_cast<double>(written), static_cast<double>(total));
    });
    tbb::parallel_pipeline(static_cast<std::size_t>(limit.threads()) + 2, hand_out & evaluate & write);
    if (run.stop.stop_requested())
        throw Error(ErrorKind::Interrupted, out + ": interrupted; nothing was written");
    sink->finish();
    return written;
}

} // namespace didban
