#pragma once
#include "didban/grid/raster.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace didban {

/// A window of a co-registered pair: one raster per band and date, all on the same window; NaN where a date did not
/// see.
struct PairCell {
    PixelWindow core; ///< the pixels asked for; the rasters reach `halo` further on every side
    std::vector<Raster<float>> before, after;
};

/// What a learned detector looked at.
struct NetworkLooks {
    std::int64_t blocks{}, unlike{}; ///< of imagery, and how many of them are unlike what it was trained on
    /// Image pixels that its coarsest look saw, and how many of them were worth the finer ones; 0 of a network that
    /// looks once.
    std::int64_t pixels{}, closer{};
    void add(const NetworkLooks& more)
    {
        blocks += more.blocks;
        unlike += more.unlike;
        pixels += more.pixels;
        closer += more.closer;
    }
    [[nodiscard]] double unlike_share() const ///< 0 where nothing is known
    {
        return blocks > 0 ? static_cast<double>(unlike) / static_cast<double>(blocks) : 0;
    }
    [[nodiscard]] std::optional<double> closer_share() const ///< nothing of a network that looks once
    {
        return pixels > 0 ? std::optional(static_cast<double>(closer) / static_cast<double>(pixels)) : std::nullopt;
    }
};

/// What a detector says of a cell's core pixels. All rasters cover the core.
struct CellChange {
    Raster<float> change;    ///< probability 0 to 1 that a building or construction changed; NaN = not seen
    Raster<float> appeared;  ///< probability that it was built, as against taken away; empty = the detector cannot tell
    Raster<float> no_change; ///< chi-square probability of no change; empty unless the detector has it
    /// Probability of each kind in the order of ChangeKind, given that something changed; empty = cannot tell.
    std::vector<Raster<float>> kinds{};
    NetworkLooks looks{};
};

/// The seam between the pipeline, which reads and writes, and the ways of seeing change. A detector is made for one
/// pair from its scene-wide statistics and then asked cell by cell; it is immutable and thread-safe, and its answer for
/// a pixel depends on the pixels within `halo()` of the pixel's lattice cell alone.
class Detector {
public:
    virtual ~Detector() = default;
    [[nodiscard]] virtual std::string name() const = 0;  ///< as in `--detector`
    [[nodiscard]] virtual std::int64_t halo() const = 0; ///< pixels around a cell that detect() needs
    [[nodiscard]] virtual CellChange detect(const PairCell& cell) const = 0;
    [[nodiscard]] virtual bool tells_kinds() const { return false; } ///< CellChange::kinds will be filled
};

} // namespace didban
