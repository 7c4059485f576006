#pragma once
#include "didban/base/date.h"
#include "didban/grid/pixel_window.h"
#include "didban/ports/raster_source.h"

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace didban::report {

/// Red, green and blue bytes, row by row from the north-west corner.
struct Picture {
    int width{}, height{};
    std::vector<std::uint8_t> rgb;
    [[nodiscard]] std::size_t at(int x, int y) const
    {
        return 3 * (static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x));
    }
};

/// An image of one date as the report shows it. `raster` must have a georeference and outlive this.
struct DatedImage {
    const RasterSource& raster;
    std::array<int, 3> bands; ///< numbers, from 1, of red, green and blue; three times the same for grey
    Date day;
};

/// What pixel values become black and white, per colour. One stretch serves both dates, so that a difference in the
/// pictures is a difference in the images.
struct Stretch {
    std::array<double, 3> black{}, white{};
};

/// From samples of both images: percentiles 0.5 and 99.5 of all three bands together where the pixels are bytes
/// (colours stay as the provider made them), else 1 and 99 of each band.
[[nodiscard]] Stretch common_stretch(const DatedImage& before, const DatedImage& after);

/// The window in steps of `factor` pixels, each the mean of what is seen in it; pixels without data are `no_data_grey`.
[[nodiscard]] Picture read_picture(const DatedImage& image, const PixelWindow& window, int factor,
                                   const Stretch& stretch);
inline constexpr std::uint8_t no_data_grey = 226;

/// A part of a picture; what lies outside is `no_data_grey`.
[[nodiscard]] Picture cut(const Picture& picture, int x0, int y0, int width, int height);
/// Half the size, rounded up: means of 2 × 2 pixels.
[[nodiscard]] Picture halved(const Picture& picture);

/// Equal pictures give equal bytes. Throws Error{Internal} when the codec fails.
[[nodiscard]] std::string encode_jpeg(const Picture& picture, int quality);
[[nodiscard]] std::string encode_png(const Picture& picture);

} // namespace didban::report
