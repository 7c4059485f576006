#pragma once
#include "didban/geo/polygon.h"
#include "didban/report/picture.h"

#include <functional>
#include <string_view>
#include <vector>

namespace didban::report {

inline constexpr int tile_edge = 256; ///< pixels

/// One date's part of a level: columns and rows of tiles count from the north-west corner; level z has one pixel for
/// 2^z × 2^z of the image.
struct Tile {
    int level{}, column{}, row{};
};

/// Gets both dates' JPEG bytes of a tile.
using TileSink = std::function<void(const Tile& tile, std::string_view before, std::string_view after)>;

/// Cuts two images on one grid into tiles, from the coarsest level down, until `budget_bytes` of base64 text are used:
/// whole levels as long as they fit, then single tiles of the finest level where `places` (shapes in the images' CRS,
/// the most important first) lie, then what is left of the budget unused. Returns the number of levels. The same
/// arguments give the same tiles.
int write_tiles(const DatedImage& before, const DatedImage& after, const Stretch& stretch,
                const std::vector<Box>& places, std::size_t budget_bytes, const TileSink& sink);

} // namespace didban::report
