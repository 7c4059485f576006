#pragma once
#include <cstddef>
#include <cstdint>

namespace didban {

/// A rectangle of pixels: columns x0 … x0+width-1, rows y0 … y0+height-1, y growing downwards. Width or height 0 =
/// empty.
struct PixelWindow {
    std::int64_t x0{};
    std::int64_t y0{};
    std::int64_t width{};
    std::int64_t height{};

    friend constexpr bool operator==(const PixelWindow&, const PixelWindow&) = default;
    [[nodiscard]] constexpr bool empty() const { return width <= 0 || height <= 0; }
    [[nodiscard]] constexpr std::size_t pixels() const
    {
        return empty() ? 0 : static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
    }
    [[nodiscard]] constexpr std::int64_t x1() const { return x0 + width; }
    [[nodiscard]] constexpr std::int64_t y1() const { return y0 + height; }
    [[nodiscard]] constexpr PixelWindow grown(std::int64_t by) const
    {
        return {x0 - by, y0 - by, width + 2 * by, height + 2 * by};
    }
    [[nodiscard]] constexpr PixelWindow cut_to(const PixelWindow& o) const
    {
        const auto ax = x0 > o.x0 ? x0 : o.x0, ay = y0 > o.y0 ? y0 : o.y0;
        const auto bx = x1() < o.x1() ? x1() : o.x1(), by = y1() < o.y1() ? y1() : o.y1();
        return bx > ax && by > ay ? PixelWindow{ax, ay, bx - ax, by - ay} : PixelWindow{ax, ay, 0, 0};
    }
};

} // namespace didban
