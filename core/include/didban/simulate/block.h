#pragma once
#include "didban/simulate/plot.h"
#include "didban/simulate/preset.h"

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace didban::simulate {

/// What is asked for.
struct CityOptions {
    std::uint64_t seed{1};
    std::int64_t parcels{1000};
    int epochs{3};
    double gsd{0.5}; ///< metres per pixel, the same in all epochs
    Preset preset;
    bool dsm{false};                          ///< also surface heights, and buildings with floors too many
    double longitude{44.95}, latitude{38.55}; ///< degrees, for the sun
};

struct Lane {
    Quad shape;
};

/// Everything of one block that stands on land.
struct Block {
    BlockAt at;
    BlockKind kind{};
    Zone zone{};
    Quad lot;
    Point cadastre_offset; ///< metres by which the cadastre draws the block's plots off their true place
    std::vector<Plot> plots;
    std::vector<Quad> lanes;
};

/// A whole city as a function: no block is stored, each is made when it is asked for. Any number of threads may ask.
class City {
public:
    /// `epoch_days` ascending; the last two bound the period that the truth is about.
    City(const CityOptions& options, std::vector<int> epoch_days);

    [[nodiscard]] const Layout& layout() const { return layout_; }
    [[nodiscard]] const CityOptions& options() const { return options_; }
    [[nodiscard]] std::span<const int> epoch_days() const { return epoch_days_; }
    [[nodiscard]] int before() const { return epoch_days_[epoch_days_.size() - 2]; } ///< day of the last but one epoch
    [[nodiscard]] int after() const { return epoch_days_.back(); }                   ///< day of the last epoch
    [[nodiscard]] Block block(BlockAt at) const;

private:
    CityOptions options_;
    std::vector<int> epoch_days_;
    Layout layout_;
    std::vector<std::int64_t> registered_; ///< plots of blocks before this one that are in the cadastre, in row order
};

/// Smallest lattice that holds at least this many plots.
[[nodiscard]] Layout layout_for(std::uint64_t seed, std::int64_t parcels);
/// Plots of a block without what stands on them.
[[nodiscard]] Block subdivide(const Layout& layout, BlockAt at);
/// Fills in ground, buildings, trees and what happens over the years.
void inhabit(Plot& plot, const City& city, BlockAt block, int number);

} // namespace didban::simulate
