#include "pipelines/detect/pair_sample.h"

#include <cmath>
#include <limits>

namespace didban::detect {

namespace {

/// A well mixed 64-bit number from a block's place (splitmix64's finaliser).
std::uint64_t mixed(std::int64_t x, std::int64_t y)
{
    std::uint64_t z =
        static_cast<std::uint64_t>(x) * 0x9E3779B97F4A7C15ULL + static_cast<std::uint64_t>(y) + 0x632BE59BD9B4E019ULL;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
}

struct CellSample {
    std::vector<std::vector<float>> before, after;
    std::int64_t seen{};
};

CellSample sample_cell(const PairCell& cell, std::int64_t step)
{
    const std::size_t bands = cell.before.size();
    CellSample out{std::vector<std::vector<float>>(bands), std::vector<std::vector<float>>(bands), 0};
    const PixelWindow& w = cell.core;
    for (std::int64_t row = 0; row < w.height; ++row)
        for (std::int64_t col = 0; col < w.width; ++col) {
            if (std::isnan(cell.before[0].at(col, row)) || std::isnan(cell.after[0].at(col, row)))
                continue;
            ++out.seen;
            if (step > 1) {
                const std::int64_t x = w.x0 + col, y = w.y0 + row;
                const std::uint64_t pick = mixed(x / step, y / step);
                const auto edge = static_cast<std::uint64_t>(step);
                if (static_cast<std::uint64_t>(x % step) != pick % edge ||
                    static_cast<std::uint64_t>(y % step) != (pick >> 32) % edge)
                    continue;
            }
            for (std::size_t b = 0; b < bands; ++b) {
                out.before[b].push_back(cell.before[b].at(col, row));
                out.after[b].push_back(cell.after[b].at(col, row));
            }
        }
    return out;
}

std::vector<double> means(const PairSample& sample)
{
    std::vector<double> out;
    for (const auto* date : {&sample.before, &sample.after})
        for (const auto& band : *date) {
            double sum = 0;
            for (const float v : band)
                sum += static_cast<double>(v);
            out.push_back(sum / static_cast<double>(band.size()));
        }
    return out;
}

} // namespace

PairSamples PairSample::part(std::size_t from, std::size_t count) const
{
    PairSamples out;
    for (const auto& band : before)
        out.before.push_back(std::span(band).subspan(from, count));
    for (const auto& band : after)
        out.after.push_back(std::span(band).subspan(from, count));
    return out;
}

PairSample sample_pair(const PairSource& pair, const Schedule& plan, const RunOptions& run, std::int64_t limit)
{
    PairSample out;
    const double pixels = static_cast<double>(pair.width()) * static_cast<double>(pair.height());
    out.step =
        std::max<std::int64_t>(1, static_cast<std::int64_t>(std::ceil(std::sqrt(pixels / static_cast<double>(limit)))));
    std::vector<CellSample> cells(split(pair.width(), pair.height()).size());
    map_cells(
        pair, 0, plan, run, "sampling the pair", [&](const PairCell& cell) { return sample_cell(cell, out.step); },
        [&](const PixelWindow& cell, CellSample sample) {
            cells[cell_number(cell, pair.width())] = std::move(sample);
        });
    out.before.resize(pair.bands().size());
    out.after.resize(pair.bands().size());
    for (auto& cell : cells) {
        out.seen += cell.seen;
        for (std::size_t b = 0; b < out.before.size(); ++b) {
            out.before[b].insert(out.before[b].end(), cell.before[b].begin(), cell.before[b].end());
            out.after[b].insert(out.after[b].end(), cell.after[b].begin(), cell.after[b].end());
        }
        cell = {};
    }
    if (out.seen == 0 || out.pixels() == 0)
        throw Error(ErrorKind::IncompatibleInput, pair.grid().name + " and " + pair.after_name() +
                                                      " have no pixel that both see: all is nodata, masked or beyond "
                                                      "the other's edge. Give images that overlap");
    return out;
}

IrmadSolution scene_irmad(const PairSource& pair, const PairSample& sample, const Schedule& plan, const RunOptions& run,
                          bool exact)
{
    const auto origin = means(sample);
    const auto on_sample = [&](const IrmadTransform* weighting) {
        constexpr std::size_t chunk = 32768;
        std::vector<PixelWindow> parts;
        for (std::size_t from = 0; from < sample.pixels(); from += chunk)
            parts.push_back({static_cast<std::int64_t>(from), 0,
                             static_cast<std::int64_t>(std::min(chunk, sample.pixels() - from)), 1});
        IrmadMoments total(origin);
        const bool finished = map_tiles(
            parts, 64, run.stop,
            [&](const PixelWindow& part) {
                IrmadMoments moments(origin);
                moments.add(sample.part(static_cast<std::size_t>(part.x0), static_cast<std::size_t>(part.width)),
                            weighting);
                return moments;
            },
            [&](const PixelWindow&, const IrmadMoments& moments) { total.merge(moments); });
        if (!finished)
            throw Error(ErrorKind::Interrupted, "interrupted; nothing was written. Run the same command again");
        return total;
    };
    const auto on_all = [&](const IrmadTransform* weighting) {
        std::vector<IrmadMoments> cells(split(pair.width(), pair.height()).size(), IrmadMoments(origin));
        map_cells(
            pair, 0, plan, run, "IR-MAD on all pixels",
            [&](const PairCell& cell) {
                IrmadMoments moments(origin);
                PairSamples all;
                for (const auto& band : cell.before)
                    all.before.push_back(band.pixels());
                for (const auto& band : cell.after)
                    all.after.push_back(band.pixels());
                moments.add(all, weighting);
                return moments;
            },
            [&](const PixelWindow& cell, IrmadMoments moments) {
                cells[cell_number(cell, pair.width())] = std::move(moments);
            });
        IrmadMoments total(origin);
        for (const auto& moments : cells)
            total.merge(moments);
        return total;
    };
    const bool complete = sample.step == 1;
    IrmadSolution out =
        iterate_irmad(exact && !complete ? std::function<IrmadMoments(const IrmadTransform*)>(on_all) : on_sample, {});
    if (exact || complete)
        return out;
    for (int k = 0; k < 2; ++k) {
        const IrmadTransform next = solve_irmad(on_all(&out.transform), out.transform.kept);
        out.last_step = 0;
        for (std::size_t c = 0; c < next.correlations.size(); ++c)
            out.last_step = std::max(out.last_step, std::abs(next.correlations[c] - out.transform.correlations[c]));
        out.transform = next;
        ++out.iterations;
    }
    return out;
}

} // namespace didban::detect
