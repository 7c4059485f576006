#pragma once
#include "didban/grid/raster.h"

#include <algorithm>
#include <cmath>
#include <random>

namespace didban::test {

/// A made-up town that can be sampled anywhere: ground texture of many waves and rectangular roofs with soft edges.
/// Values about 0 to 255.
class Scenery {
public:
    Scenery(unsigned seed, double extent)
    {
        std::mt19937 random(seed);
        std::uniform_real_distribution<double> unit(0, 1);
        for (int k = 0; k < 40; ++k)
            waves_.push_back({0.05 + 0.5 * unit(random), 6.283 * unit(random), 6.283 * unit(random)});
        const auto roofs = static_cast<int>(extent * extent / 900);
        for (int k = 0; k < roofs; ++k)
            roofs_.push_back({extent * (1.2 * unit(random) - 0.1), extent * (1.2 * unit(random) - 0.1),
                              4 + 8 * unit(random), 4 + 8 * unit(random), 3.1416 * unit(random),
                              120 * unit(random) - 50});
    }
    [[nodiscard]] double at(double x, double y) const
    {
        double value = 110;
        for (const auto& w : waves_)
            value += 2.5 * std::sin(w.frequency * (x * std::cos(w.direction) + y * std::sin(w.direction)) + w.phase);
        for (const auto& r : roofs_) {
            const double dx = x - r.x, dy = y - r.y;
            if (std::abs(dx) > 20 || std::abs(dy) > 20)
                continue;
            const double u = std::abs(dx * std::cos(r.turn) + dy * std::sin(r.turn)) - r.half_width;
            const double v = std::abs(-dx * std::sin(r.turn) + dy * std::cos(r.turn)) - r.half_depth;
            value += r.brightness * soft(u) * soft(v);
        }
        return value;
    }
    /// The window as seen through `place`, which takes the centre of a pixel to a point of the town.
    template <class Place>
    [[nodiscard]] Raster<float> seen(const PixelWindow& window, const Place& place) const
    {
        Raster<float> image(window);
        for (std::int64_t r = 0; r < window.height; ++r)
            for (std::int64_t c = 0; c < window.width; ++c) {
                const auto [x, y] =
                    place(static_cast<double>(window.x0 + c) + 0.5, static_cast<double>(window.y0 + r) + 0.5);
                image.at(c, r) = static_cast<float>(at(x, y));
            }
        return image;
    }

private:
    struct Wave {
        double frequency, direction, phase;
    };
    struct Roof {
        double x, y, half_width, half_depth, turn, brightness;
    };
    static double soft(double outside) { return 1 / (1 + std::exp(std::min(50.0, 3 * outside))); }
    std::vector<Wave> waves_;
    std::vector<Roof> roofs_;
};

} // namespace didban::test
