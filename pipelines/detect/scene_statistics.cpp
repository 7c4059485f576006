#include "pipelines/detect/scene_statistics.h"

#include <cmath>

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

PairSample sample_of(const PairCell& cell, std::int64_t step)
{
    const std::size_t bands = cell.before.size();
    PairSample out{std::vector<std::vector<float>>(bands), std::vector<std::vector<float>>(bands), step, 0};
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
    for (auto& [number, cell] : cells_.take()) {
        out.seen += cell.seen;
        out.before.resize(cell.before.size());
        out.after.resize(cell.after.size());
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
