#pragma once
#include <array>
#include <cmath>

namespace didban {

struct Point {
    double x{};
    double y{};
    friend constexpr bool operator==(const Point&, const Point&) = default;
};

/// Affine map from pixel coordinates (column right, row down, the north-west corner of the first pixel at 0,0) to CRS
/// coordinates, in GDAL's order: x = c[0] + col·c[1] + row·c[2], y = c[3] + col·c[4] + row·c[5]. May be rotated or
/// sheared.
struct GeoTransform {
    std::array<double, 6> c{0, 1, 0, 0, 0, -1};

    friend constexpr bool operator==(const GeoTransform&, const GeoTransform&) = default;
    [[nodiscard]] constexpr Point to_crs(double col, double row) const
    {
        return {c[0] + col * c[1] + row * c[2], c[3] + col * c[4] + row * c[5]};
    }
    [[nodiscard]] constexpr double determinant() const { return c[1] * c[5] - c[2] * c[4]; }
    [[nodiscard]] constexpr bool north_up() const { return c[2] == 0 && c[4] == 0 && c[1] > 0 && c[5] < 0; }
    /// Pixel coordinates of a CRS point. The determinant must not be 0.
    [[nodiscard]] constexpr Point to_pixel(double x, double y) const
    {
        const double d = determinant(), dx = x - c[0], dy = y - c[3];
        return {(dx * c[5] - dy * c[2]) / d, (dy * c[1] - dx * c[4]) / d};
    }
    /// Area of one pixel in squared CRS units.
    [[nodiscard]] double pixel_area() const { return std::abs(determinant()); }
    /// Edge of a square pixel of the same area, in CRS units.
    [[nodiscard]] double pixel_size() const { return std::sqrt(pixel_area()); }
    static constexpr GeoTransform north_up_at(double west, double north, double size)
    {
        return {{west, size, 0, north, 0, -size}};
    }
};

} // namespace didban
