#pragma once
#include "canvas.h"
#include "didban/simulate/scene_setup.h"

namespace didban::simulate {

using Spectrum = std::array<float, band_count>;

/// Smooth noise of zero mean and about unit spread on the lattice of canvas cells, with features of `period` cells. The
/// corner values of one canvas are drawn once.
class NoiseField {
public:
    NoiseField(const Canvas& canvas, std::uint64_t seed, int period);
    [[nodiscard]] float at(int c, int r) const;

private:
    int period_;
    std::int64_t first_col_, first_row_, col0_, row0_;
    std::size_t stride_;
    std::vector<float> corners_;
};

/// Reflectance of what one cell shows on a day, sunlit and level.
class Reflectance {
public:
    Reflectance(const Canvas& canvas, const City& city, int epoch, int day);
    [[nodiscard]] Spectrum of(int c, int r) const;

private:
    const Canvas& canvas_;
    std::uint64_t seed_;
    NoiseField fine_, middle_, coarse_;
    std::vector<Spectrum> base_; ///< per surface: material, tint, season and weathering
};

} // namespace didban::simulate
