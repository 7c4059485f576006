#pragma once
#include "didban/base/error.h"
#include "didban/grid/pixel_window.h"

#include <limits>
#include <span>
#include <vector>

namespace didban {

/// What a float raster holds where it shows nothing.
inline constexpr float missing_pixel = std::numeric_limits<float>::quiet_NaN();

/// Pixels of one band in row order, with the window of the scene that they cover. Float rasters hold
/// missing_pixel where they show nothing.
template <class T>
class Raster {
public:
    Raster() = default;
    explicit Raster(const PixelWindow& window, T fill = T{}) : window_(window), data_(window.pixels(), fill) {}
    Raster(std::int64_t width, std::int64_t height, T fill = T{}) : Raster(PixelWindow{0, 0, width, height}, fill) {}

    [[nodiscard]] const PixelWindow& window() const { return window_; }
    [[nodiscard]] std::int64_t width() const { return window_.width; }
    [[nodiscard]] std::int64_t height() const { return window_.height; }
    [[nodiscard]] std::size_t size() const { return data_.size(); }
    [[nodiscard]] bool empty() const { return data_.empty(); }
    /// Column and row inside this raster (0,0 = its own north-west pixel); not checked.
    [[nodiscard]] T& at(std::int64_t col, std::int64_t row)
    {
        return data_[static_cast<std::size_t>(row * window_.width + col)];
    }
    [[nodiscard]] const T& at(std::int64_t col, std::int64_t row) const
    {
        return data_[static_cast<std::size_t>(row * window_.width + col)];
    }
    [[nodiscard]] std::span<T> row(std::int64_t r)
    {
        return std::span<T>(data_).subspan(static_cast<std::size_t>(r * window_.width),
                                           static_cast<std::size_t>(window_.width));
    }
    [[nodiscard]] std::span<const T> row(std::int64_t r) const
    {
        return std::span<const T>(data_).subspan(static_cast<std::size_t>(r * window_.width),
                                                 static_cast<std::size_t>(window_.width));
    }
    [[nodiscard]] std::span<T> pixels() { return data_; }
    [[nodiscard]] std::span<const T> pixels() const { return data_; }
    [[nodiscard]] T* data() { return data_.data(); }
    [[nodiscard]] const T* data() const { return data_.data(); }

    /// The part inside `part` (scene coordinates, must lie inside window()).
    [[nodiscard]] Raster cut(const PixelWindow& part) const
    {
        if (part.cut_to(window_) != part)
            throw Error(ErrorKind::Internal, "Raster::cut: the window reaches outside the raster");
        Raster out(part);
        for (std::int64_t r = 0; r < part.height; ++r) {
            const auto from =
                row(part.y0 - window_.y0 + r)
                    .subspan(static_cast<std::size_t>(part.x0 - window_.x0), static_cast<std::size_t>(part.width));
            std::copy(from.begin(), from.end(), out.row(r).begin());
        }
        return out;
    }

private:
    PixelWindow window_{};
    std::vector<T> data_;
};

} // namespace didban
