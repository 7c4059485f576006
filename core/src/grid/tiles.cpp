#include "didban/grid/tiles.h"

#include "didban/base/error.h"

#include <algorithm>

namespace didban {

std::vector<PixelWindow> split(std::int64_t width, std::int64_t height, std::int64_t size)
{
    if (size <= 0)
        throw Error(ErrorKind::Internal, "split: the edge of a tile must be positive");
    std::vector<PixelWindow> tiles;
    for (std::int64_t y = 0; y < height; y += size)
        for (std::int64_t x = 0; x < width; x += size)
            tiles.push_back({x, y, std::min(size, width - x), std::min(size, height - y)});
    return tiles;
}

} // namespace didban
