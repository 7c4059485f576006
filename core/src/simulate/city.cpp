#include "didban/simulate/block.h"
#include "didban/simulate/limits.h"

#include "stories.h"

#include <algorithm>

namespace didban::simulate {

namespace {

constexpr double merged_share =
    0.004; ///< plots built on together with their neighbour (domain.md 3.3: one permit for merged plots)

/// Two plots of one row that a family builds on together, under one permit that stands on the first.
void merge_plots(Block& block, std::uint64_t seed)
{
    for (std::size_t k = 0; k + 1 < block.plots.size(); ++k) {
        Plot &west = block.plots[k], &east = block.plots[k + 1];
        Random r(seed, Purpose::Story, block.at.i, block.at.j, static_cast<int>(k), 1);
        const bool neighbours = west.faces_north == east.faces_north && west.passage_width == east.passage_width &&
                                east.registered && west.shape[1] == east.shape[0];
        const bool plain = block.zone == Zone::R2 || block.zone == Zone::R3;
        const auto out = [](const Plot& p) { return p.heritage == Within::Out && p.buffer == Within::Out; };
        if (!r.chance(merged_share) || !neighbours || !plain || !out(west) || !out(east))
            continue;
        west.merged = true;
        west.story = Story::PermittedNew;
        ++k;
    }
}

/// The eastern plot carries the same building and no permit of its own.
void extend_over_neighbour(Plot& west, Plot& east)
{
    const Building& wing = west.buildings.back();
    east.buildings.assign(1, wing);
    east.story = Story::PermittedNew;
    east.worked.assign(1, wing.place);
    east.permits.clear();
    east.merged_into = true;
    east.trees.clear();
    east.items.clear();
    PlotPermit& permit = west.permits.back();
    permit.footprint_m2 += span_area(east, wing.place);
    permit.total_area_m2 = permit.footprint_m2 * permit.floors;
}

} // namespace

City::City(const CityOptions& options, std::vector<int> epoch_days)
    : options_(options), epoch_days_(std::move(epoch_days)), layout_(layout_for(options.seed, options.parcels))
{
    std::int64_t before = 0;
    registered_.reserve(static_cast<std::size_t>(layout_.columns()) * static_cast<std::size_t>(layout_.rows()));
    for (int j = 0; j < layout_.rows(); ++j)
        for (int i = 0; i < layout_.columns(); ++i) {
            registered_.push_back(before);
            before += static_cast<std::int64_t>(subdivide(layout_, {i, j}).plots.size());
        }
}

Block City::block(BlockAt at) const
{
    Block block = subdivide(layout_, at);
    Random r(options_.seed, Purpose::Cadastre, at.i, at.j);
    block.cadastre_offset = {options_.preset.cadastre_sigma_m * r.normal(),
                             options_.preset.cadastre_sigma_m * r.normal()};
    if (layout_.in_city(at)) {
        std::int64_t number = registered_[static_cast<std::size_t>(at.j) * static_cast<std::size_t>(layout_.columns()) +
                                          static_cast<std::size_t>(at.i)];
        for (Plot& plot : block.plots)
            plot.registered = number++ < options_.parcels;
    }
    merge_plots(block, options_.seed);
    for (std::size_t k = 0; k < block.plots.size(); ++k)
        inhabit(block.plots[k], *this, at, static_cast<int>(k));
    for (std::size_t k = 0; k + 1 < block.plots.size(); ++k)
        if (block.plots[k].merged)
            extend_over_neighbour(block.plots[k], block.plots[k + 1]);
    return block;
}

} // namespace didban::simulate
