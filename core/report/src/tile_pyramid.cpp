#include "tile_pyramid.h"

#include <algorithm>
#include <cmath>
#include <set>

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

/// Room for what is left of the budget; base64 needs four letters for three bytes.
class Budget {
public:
    explicit Budget(std::size_t bytes) : left_(bytes) {}
    bool take(std::size_t raw)
    {
        const std::size_t text = (raw + 2) / 3 * 4;
        if (text > left_)
            return false;
        left_ -= text;
        return true;
    }
    [[nodiscard]] std::size_t left() const { return left_; }

private:
    std::size_t left_;
};

class Pyramid {
public:
    Pyramid(const DatedImage& before, const DatedImage& after, const Stretch& stretch, const std::vector<Box>& places,
            std::size_t budget, const TileSink& sink)
        : before_(before), after_(after), stretch_(stretch), places_(places), budget_(budget), sink_(sink),
          width_(before.raster.info().width), height_(before.raster.info().height)
    {
    }

    int write()
    {
        int base = 0;
        while (at_level(width_, base) * at_level(height_, base) > most_overview_pixels)
            ++base;
        const PixelWindow whole{0, 0, width_, height_};
        std::vector<Picture> b{read_picture(before_, whole, 1 << base, stretch_)};
        std::vector<Picture> a{read_picture(after_, whole, 1 << base, stretch_)};
        while (std::max(b.back().width, b.back().height) > tile_edge) {
            b.push_back(halved(b.back()));
            a.push_back(halved(a.back()));
        }
        const int levels = base + static_cast<int>(b.size());
        for (int i = static_cast<int>(b.size()) - 1; i >= 0; --i) {
            const int level = base + i;
            const std::size_t needed = 4 * last_level_bytes_;
            if (needed > (level == 0 ? budget_.left() : budget_.left() / 2))
                break;
            const auto k = static_cast<std::size_t>(i);
            if (!whole_level(b[k], a[k], level))
                return levels;
            if (level == 0)
                return levels;
        }
        b.clear();
        a.clear();
        tiles_of_places();
        return levels;
    }

private:
    bool emit(const Picture& before, const Picture& after, const Tile& tile)
    {
        const std::string b = encode_jpeg(before, jpeg_quality), a = encode_jpeg(after, jpeg_quality);
        if (!budget_.take(b.size()) || !budget_.take(a.size()))
            return false;
        last_level_bytes_ += (b.size() + a.size()) * 4 / 3;
        sink_(tile, b, a);
        return true;
    }

    bool whole_level(const Picture& before, const Picture& after, int level)
    {
        last_level_bytes_ = 0;
        for (int row = 0; row * tile_edge < before.height; ++row)
            for (int column = 0; column * tile_edge < before.width; ++column) {
                const int x = column * tile_edge, y = row * tile_edge;
                const int w = std::min(tile_edge, before.width - x), h = std::min(tile_edge, before.height - y);
                if (!emit(cut(before, x, y, w, h), cut(after, x, y, w, h), {level, column, row}))
                    return false;
            }
        return true;
    }

    void tiles_of_places()
    {
        std::set<std::pair<int, int>> done;
        const GeoTransform& to_crs = *before_.raster.info().transform;
        for (const Box& place : places_) {
            const Point nw = to_crs.to_pixel(place.x0, place.y1), se = to_crs.to_pixel(place.x1, place.y0);
            const auto tile = [](double v) { return static_cast<int>(std::floor(v / tile_edge)); };
            for (int row = std::max(0, tile(nw.y)); row <= std::min(tile(se.y), tiles_along(height_, 0) - 1); ++row)
                for (int column = std::max(0, tile(nw.x)); column <= std::min(tile(se.x), tiles_along(width_, 0) - 1);
                     ++column) {
                    if (!done.insert({row, column}).second)
                        continue;
                    const PixelWindow at = PixelWindow{std::int64_t{column} * tile_edge, std::int64_t{row} * tile_edge,
                                                       tile_edge, tile_edge}
                                               .cut_to({0, 0, width_, height_});
                    if (!emit(read_picture(before_, at, 1, stretch_), read_picture(after_, at, 1, stretch_),
                              {0, column, row}))
                        return;
                }
        }
    }

    const DatedImage &before_, &after_;
    const Stretch& stretch_;
    const std::vector<Box>& places_;
    Budget budget_;
    const TileSink& sink_;
    std::int64_t width_, height_;
    std::size_t last_level_bytes_{};
};

} // namespace

int write_tiles(const DatedImage& before, const DatedImage& after, const Stretch& stretch,
                const std::vector<Box>& places, std::size_t budget_bytes, const TileSink& sink)
{
    return Pyramid(before, after, stretch, places, budget_bytes, sink).write();
}

} // namespace didban::report
