#include "didban/grid/rectangles_around.h"

#include <algorithm>

namespace didban {

namespace {

/// The smallest window that holds the marks in `part`; empty when there are none.
PixelWindow shrunk(const Raster<std::uint8_t>& marks, const PixelWindow& part)
{
    std::int64_t west = part.x1(), east = part.x0, north = part.y1(), south = part.y0;
    for (std::int64_t y = part.y0; y < part.y1(); ++y)
        for (std::int64_t x = part.x0; x < part.x1(); ++x)
            if (marks.at(x, y) != 0) {
                west = std::min(west, x);
                east = std::max(east, x + 1);
                north = std::min(north, y);
                south = std::max(south, y + 1);
            }
    return west < east ? PixelWindow{west, north, east - west, south - north} : PixelWindow{};
}

struct Cutter {
    const Raster<std::uint8_t>& marks;
    std::int64_t square, margin;
    std::vector<PixelWindow> out;

    [[nodiscard]] std::int64_t cost(const PixelWindow& w) const
    {
        return w.empty() ? 0 : (w.width * square + 2 * margin) * (w.height * square + 2 * margin);
    }

    void cut(const PixelWindow& window)
    {
        if (window.empty())
            return;
        std::int64_t least = cost(window);
        PixelWindow first = window, second;
        const auto consider = [&](const PixelWindow& a, const PixelWindow& b) {
            const PixelWindow one = shrunk(marks, a), other = shrunk(marks, b);
            if (const std::int64_t both = cost(one) + cost(other); both < least) {
                least = both;
                first = one;
                second = other;
            }
        };
        for (std::int64_t k = 1; k < window.height; ++k)
            consider({window.x0, window.y0, window.width, k},
                     {window.x0, window.y0 + k, window.width, window.height - k});
        for (std::int64_t k = 1; k < window.width; ++k)
            consider({window.x0, window.y0, k, window.height},
                     {window.x0 + k, window.y0, window.width - k, window.height});
        if (second.empty()) {
            out.push_back(first);
            return;
        }
        cut(first);
        cut(second);
    }
};

} // namespace

std::vector<PixelWindow> rectangles_around(const Raster<std::uint8_t>& marks, std::int64_t square, std::int64_t margin)
{
    const PixelWindow all{0, 0, marks.window().width, marks.window().height};
    Cutter cutter{marks, square, margin, {}};
    cutter.cut(shrunk(marks, all));
    return std::move(cutter.out);
}

std::vector<PixelWindow> parts_around(const Raster<std::uint8_t>& marks, const PixelWindow& window, std::int64_t square,
                                      std::int64_t margin)
{
    std::vector<PixelWindow> out = rectangles_around(marks, square, margin);
    for (PixelWindow& w : out)
        w = PixelWindow{window.x0 + w.x0 * square, window.y0 + w.y0 * square, w.width * square, w.height * square}
                .cut_to(window);
    return out;
}

} // namespace didban
