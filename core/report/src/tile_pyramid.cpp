#include "tile_pyramid.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <set>
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
        while (written.finest_whole > 0 && whole_level(written.finest_whole - 1))
            --written.finest_whole;
        overviews_.clear();
        written.places = written.finest_whole == 0 ? places.size() : tiles_of_places(places);
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

    void emit(const TileBytes& tile)
    {
        left_ -= tile.text_bytes();
        sink_(tile.tile, tile.before, tile.after);
    }

    /// Writes a level, or nothing of it when it takes more than its part of the budget.
    bool whole_level(int level)
    {
        const std::size_t allowed = level == 0 ? left_ : left_ / 2;
        std::vector<TileBytes> tiles;
        std::size_t used = 0;
        for (int row = 0; row < tiles_along(height_, level); ++row)
            for (int column = 0; column < tiles_along(width_, level); ++column) {
                tiles.push_back(encode({level, column, row}));
                used += tiles.back().text_bytes();
                if (used > allowed)
                    return false;
            }
        for (const TileBytes& tile : tiles)
            emit(tile);
        return true;
    }

    std::size_t tiles_of_places(const std::vector<Box>& places)
    {
        std::set<std::pair<int, int>> done;
        const GeoTransform& to_crs = *before_.raster.info().transform;
        for (std::size_t i = 0; i < places.size(); ++i) {
            const Point nw = to_crs.to_pixel(places[i].x0, places[i].y1);
            const Point se = to_crs.to_pixel(places[i].x1, places[i].y0);
            const auto tile = [](double v) { return static_cast<int>(std::floor(v / tile_edge)); };
            for (int row = std::max(0, tile(nw.y)); row <= std::min(tile(se.y), tiles_along(height_, 0) - 1); ++row)
                for (int column = std::max(0, tile(nw.x)); column <= std::min(tile(se.x), tiles_along(width_, 0) - 1);
                     ++column) {
                    if (!done.insert({row, column}).second)
                        continue;
                    const TileBytes bytes = encode({0, column, row});
                    if (bytes.text_bytes() > left_)
                        return i;
                    emit(bytes);
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
};

} // namespace

TilesWritten write_tiles(const DatedImage& before, const DatedImage& after, const Stretch& stretch,
                         const std::vector<Box>& places, std::size_t budget_bytes, const TileSink& sink)
{
    return Pyramid(before, after, stretch, budget_bytes, sink).write(places);
}

} // namespace didban::report
