#include "pipelines/detect/scene_statistics.h"

#include <cmath>
#include <span>

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

std::int64_t count_seen(std::span<const float> before, std::span<const float> after)
{
    std::int64_t seen = 0;
    for (std::size_t i = 0; i < before.size(); ++i)
        seen += before[i] == before[i] && after[i] == after[i] ? 1 : 0; // unlike std::isnan, fit for vectors
    return seen;
}

PairSample sample_of(const PairCell& cell, std::int64_t step)
{
    const std::size_t bands = cell.before.size();
    PairSample out{std::vector<std::vector<float>>(bands), std::vector<std::vector<float>>(bands), step,
                   count_seen(cell.before[0].pixels(), cell.after[0].pixels())};
    const PixelWindow& w = cell.core;
    const auto edge = static_cast<std::uint64_t>(step);
    for (std::int64_t block_y = w.y0 / step; block_y * step < w.y1(); ++block_y)
        for (std::int64_t block_x = w.x0 / step; block_x * step < w.x1(); ++block_x) {
            const std::uint64_t pick = mixed(block_x, block_y);
            const PixelWindow picked{block_x * step + static_cast<std::int64_t>(pick % edge),
                                     block_y * step + static_cast<std::int64_t>((pick >> 32) % edge), 1, 1};
            if (picked.cut_to(w) != picked) // it belongs to the neighbouring cell
                continue;
            const std::int64_t col = picked.x0 - w.x0, row = picked.y0 - w.y0;
            if (std::isnan(cell.before[0].at(col, row)) || std::isnan(cell.after[0].at(col, row)))
                continue;
            for (std::size_t b = 0; b < bands; ++b) {
                out.before[b].push_back(cell.before[b].at(col, row));
                out.after[b].push_back(cell.after[b].at(col, row));
            }
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

void SceneStatistics::add(std::size_t number, const PairCell& cell)
{
    cells_.put(number, sample_of(cell, step_));
}

void SceneStatistics::merge(SceneStatistics other)
{
    cells_.merge(std::move(other.cells_));
}

PairSample SceneStatistics::sample()
{
    PairSample out;
    out.step = step_;
    auto cells = cells_.take();
    std::size_t pixels = 0;
    for (const auto& [number, cell] : cells)
        pixels += cell.pixels();
    for (auto& [number, cell] : cells) {
        out.seen += cell.seen;
        for (auto* date : {&out.before, &out.after}) {
            date->resize(cell.before.size());
            for (auto& band : *date)
                band.reserve(pixels);
        }
        for (std::size_t b = 0; b < out.before.size(); ++b) {
            out.before[b].insert(out.before[b].end(), cell.before[b].begin(), cell.before[b].end());
            out.after[b].insert(out.after[b].end(), cell.after[b].begin(), cell.after[b].end());
        }
        cell = {};
    }
    return out;
}

void SceneMoments::add(std::size_t number, const PairCell& cell, const IrmadTransform* weighting)
{
    IrmadMoments moments(origin_);
    PairSamples all;
    for (const auto& band : cell.before)
        all.before.push_back(band.pixels());
    for (const auto& band : cell.after)
        all.after.push_back(band.pixels());
    moments.add(all, weighting);
    cells_.put(number, std::move(moments));
}

IrmadMoments SceneMoments::total() const
{
    IrmadMoments total(origin_);
    for (const auto& [number, moments] : cells_.cells())
        total.merge(moments);
    return total;
}

} // namespace didban::detect
