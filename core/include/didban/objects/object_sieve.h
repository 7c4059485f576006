#pragma once
#include "didban/grid/raster.h"
#include "didban/objects/components.h"

#include <functional>
#include <span>
#include <vector>

namespace didban {

/// What connected pixels must show to count as one object. A rule of two levels: the lower one draws the object, the
/// upper one must be reached by a core of it (hysteresis, after Canny 1986, "A computational approach to edge
/// detection", with an area in place of a single pixel).
struct ObjectDemand {
    double level{0.5};           ///< probability that every pixel reaches
    std::int64_t pixels{1};      ///< least number of them
    double core_level{0.5};      ///< probability that the core reaches
    std::int64_t core_pixels{0}; ///< least number of pixels in the core, which need not be connected
};

/// Parts a map of probabilities that arrives row by row into objects and pieces that fall short of the demand. One
/// thread at a time. Memory grows with the pieces that are open and with the runs of those that fell short; the result
/// is a function of the map alone.
class ObjectSieve {
public:
    /// `objects` gets each component that meets the demand when its last row is over (so not in the order of first
    /// pixels); its plane 0 is the probability, then come the `planes` handed in.
    ObjectSieve(std::int64_t width, std::size_t planes, const ObjectDemand& demand,
                std::function<void(Component&&)> objects);
    /// The next row from the north: all of the width given; NaN = unseen, never part of an object.
    void add_row(std::span<const float> probability, std::span<const std::span<const float>> planes = {});
    /// After the last row. Returns the pixels that reach the level and belong to no object, by row and column.
    [[nodiscard]] std::vector<PixelRun> finish();

private:
    ObjectDemand demand_;
    std::vector<PixelRun> faint_;
    std::vector<std::uint8_t> mask_;
    std::vector<float> core_;
    ComponentTracer tracer_;
};

inline constexpr float most_of_no_object = 0.499F; ///< the highest probability of a pixel that belongs to no object

/// What the probability of a pixel, 0.5 … 1, becomes where it belongs to no object: 0.4 … 0.499, in its order.
[[nodiscard]] constexpr float below_decision(float probability)
{
    constexpr float least = 0.4F;
    return least + (most_of_no_object - least) * 2 * (probability - 0.5F);
}

/// Lowers pixels that belong to no object as below_decision() does. `faint` is sorted by row; runs beyond the raster's
/// window are left out; NaN stays.
void lower_faint(Raster<float>& probability, std::span<const PixelRun> faint);

} // namespace didban
