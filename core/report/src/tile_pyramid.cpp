#include "tile_pyramid.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <string>

namespace didban::report {

namespace {

constexpr int jpeg_quality = 82;
constexpr std::int64_t most_overview_pixels = 16'000'000;

std::int64_t at_level(std::int64_t pixels, int level)
{
    return (pixels + (std::int64_t{1} << level) - 1) >> level;
}

int tiles_along(std::int64_t pixels, int level)
{
    return static_cast<int>((at_level(pixels, level) + tile_edge - 1) / tile_edge);
}

struct TileBytes {
    Tile tile;
    std::string before, after;
    /// Base64 needs four letters for three bytes.
    [[nodiscard]] std::size_t text_bytes() const { return (before.size() + 2) / 3 * 4 + (after.size() + 2) / 3 * 4; }
};

class Pyramid {
public:
    Pyramid(const DatedImage& before, const DatedImage& after, const Stretch& stretch, std::size_t budget,
            const TileSink& sink)
        : before_(before), after_(after), stretch_(stretch), left_(budget), sink_(sink),
          width_(before.raster.info().width), height_(before.raster.info().height)
    {
        while (tiles_along(std::max(width_, height_), top_) > 1)
            ++top_;
        while (at_level(width_, base_) * at_level(height_, base_) > most_overview_pixels)
            ++base_;
    }

    TilesWritten write(const std::vector<Box>& places)
    {
        const PixelWindow whole{0, 0, width_, height_};
        overviews_.emplace_back(read_picture(before_, whole, 1 << base_, stretch_),
                                read_picture(after_, whole, 1 << base_, stretch_));
        for (int level = base_; level < top_; ++level)
            overviews_.emplace_back(halved(overviews_.back().first), halved(overviews_.back().second));
        TilesWritten written{top_ + 1, top_ + 1, 0};
        const std::size_t budget = left_;
        std::size_t served = reserve(places, 0, budget - budget / 2);
        while (written.finest_whole > 0 && whole_level(written.finest_whole - 1))
            --written.finest_whole;
        overviews_.clear();
        if (written.finest_whole > 0) {
            served = reserve(places, served, 0);
            for (const TileBytes& tile : reserved_)
                sink_(tile.tile, tile.before, tile.after);
        }
        written.places = written.finest_whole == 0 ? places.size() : served;
        return written;
    }

private:
    [[nodiscard]] TileBytes encode(const Tile& tile) const
    {
        const auto picture = [&](const DatedImage& image, const Picture* overview) {
            const int x = tile.column * tile_edge, y = tile.row * tile_edge;
            if (overview != nullptr)
                return encode_jpeg(cut(*overview, x, y, std::min(tile_edge, overview->width - x),
                                       std::min(tile_edge, overview->height - y)),
                                   jpeg_quality);
            const std::int64_t step = std::int64_t{1} << tile.level;
            const PixelWindow at =
                PixelWindow{x * step, y * step, tile_edge * step, tile_edge * step}.cut_to({0, 0, width_, height_});
            return encode_jpeg(read_picture(image, at, static_cast<int>(step), stretch_), jpeg_quality);
        };
        const auto from_base = static_cast<std::size_t>(tile.level - base_);
        const auto* const overview =
            tile.level >= base_ && from_base < overviews_.size() ? &overviews_[from_base] : nullptr;
        return {tile, picture(before_, overview == nullptr ? nullptr : &overview->first),
                picture(after_, overview == nullptr ? nullptr : &overview->second)};
    }

    /// Writes a level, or nothing of it when it takes more than what is left.
    bool whole_level(int level)
    {
        std::vector<TileBytes> tiles;
        std::size_t used = 0;
        for (int row = 0; row < tiles_along(height_, level); ++row)
            for (int column = 0; column < tiles_along(width_, level); ++column) {
                const auto known = level == 0 ? at_.find({row, column}) : at_.end();
                if (known != at_.end()) {
                    tiles.push_back(reserved_[known->second]); // paid for
                    continue;
                }
                tiles.push_back(encode({level, column, row}));
                used += tiles.back().text_bytes();
                if (used > left_)
                    return false;
            }
        left_ -= used;
        for (const TileBytes& tile : tiles)
            sink_(tile.tile, tile.before, tile.after);
        return true;
    }

    /// Makes the tiles of level 0 of the places from `first` on, and takes them from what is left as long as that does
    /// not fall below `keep`. Returns the first place that has not all of them.
    std::size_t reserve(const std::vector<Box>& places, std::size_t first, std::size_t keep)
    {
        const GeoTransform& to_crs = *before_.raster.info().transform;
        for (std::size_t i = first; i < places.size(); ++i) {
            const Point nw = to_crs.to_pixel(places[i].x0, places[i].y1);
            const Point se = to_crs.to_pixel(places[i].x1, places[i].y0);
            const auto tile = [](double v) { return static_cast<int>(std::floor(v / tile_edge)); };
            for (int row = std::max(0, tile(nw.y)); row <= std::min(tile(se.y), tiles_along(height_, 0) - 1); ++row)
                for (int column = std::max(0, tile(nw.x)); column <= std::min(tile(se.x), tiles_along(width_, 0) - 1);
                     ++column) {
                    if (at_.count({row, column}) != 0)
                        continue;
                    TileBytes bytes = encode({0, column, row});
                    if (bytes.text_bytes() + keep > left_)
                        return i;
                    left_ -= bytes.text_bytes();
                    at_.emplace(std::pair{row, column}, reserved_.size());
                    reserved_.push_back(std::move(bytes));
                }
        }
        return places.size();
    }

    const DatedImage &before_, &after_;
    const Stretch& stretch_;
    std::size_t left_;
    const TileSink& sink_;
    std::int64_t width_, height_;
    int top_{0}, base_{0};                               ///< the coarsest level; the finest that is read as a whole
    std::vector<std::pair<Picture, Picture>> overviews_; ///< both dates from base_ upwards
    std::vector<TileBytes> reserved_;                    ///< of level 0, for places; taken from `left_`
    std::map<std::pair<int, int>, std::size_t> at_;      ///< row and column of those, and which they are
};

} // namespace

TilesWritten write_tiles(const DatedImage& before, const DatedImage& after, const Stretch& stretch,
                         const std::vector<Box>& places, std::size_t budget_bytes, const TileSink& sink)
{
    return Pyramid(before, after, stretch, budget_bytes, sink).write(places);
}

} // namespace didban::report
