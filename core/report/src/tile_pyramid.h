#pragma once
#include "didban/geo/polygon.h"
#include "didban/report/picture.h"

#include <functional>
#include <string_view>
#include <vector>

namespace didban::report {

/// Pixels. Small, so that a finding's surroundings cost little more than they show.
inline constexpr int tile_edge = 128;

/// One date's part of a level: columns and rows of tiles count from the north-west corner; level z has one pixel for
/// 2^z × 2^z of the image.
struct Tile {
    int level{}, column{}, row{};
};

/// Gets both dates' JPEG bytes of a tile.
using TileSink = std::function<void(const Tile& tile, std::string_view before, std::string_view after)>;

/// What a pyramid holds.
struct TilesWritten {
    int levels{};
    int finest_whole{};   ///< the finest level of which every tile is there; `levels` where none is
    std::size_t places{}; ///< so many, from the first on, have every tile of level 0
};

/// Cuts two images on one grid into tiles of at most `budget_bytes` of base64 text: whole levels from the coarsest
/// down, as long as they fit beside the tiles of level 0 where `places` (boxes in the images' CRS, the most important
/// first) lie, which come first for half of the budget and then for what the levels leave, up to the first place that
/// no longer fits. The same arguments give the same tiles. Memory: twice the budget at most, and 130 MB.
TilesWritten write_tiles(const DatedImage& before, const DatedImage& after, const Stretch& stretch,
                         const std::vector<Box>& places, std::size_t budget_bytes, const TileSink& sink);

} // namespace didban::report
