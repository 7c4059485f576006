#include "spectra.h"

#include "didban/base/date.h"

#include <numbers>

namespace didban::simulate {

namespace {

struct MaterialLook {
    Spectrum reflectance; ///< blue, green, red, near-infrared
    float grain, patches; ///< relative contrast at the cell and over metres
    float tint;           ///< relative spread between surfaces
};

/// Rounded broad-band values of the kind that urban spectral libraries list; docs/simulator.md names them.
MaterialLook look(Material m)
{
    switch (m) {
    case Material::Asphalt:
        return {{0.070F, 0.080F, 0.088F, 0.105F}, 0.07F, 0.10F, 0.03F};
    case Material::Concrete:
        return {{0.205F, 0.235F, 0.255F, 0.29F}, 0.05F, 0.08F, 0.12F};
    case Material::Soil:
        return {{0.115F, 0.160F, 0.210F, 0.280F}, 0.09F, 0.14F, 0.14F};
    case Material::FreshSoil:
        return {{0.085F, 0.117F, 0.152F, 0.205F}, 0.14F, 0.16F, 0.14F};
    case Material::Gravel:
        return {{0.170F, 0.195F, 0.220F, 0.255F}, 0.10F, 0.10F, 0.10F};
    case Material::DryGrass:
        return {{0.085F, 0.125F, 0.160F, 0.270F}, 0.16F, 0.22F, 0.12F};
    case Material::Grass:
    case Material::Crop:
        return {{0.040F, 0.085F, 0.050F, 0.450F}, 0.14F, 0.18F, 0.10F};
    case Material::Paving:
        return {{0.165F, 0.190F, 0.210F, 0.240F}, 0.06F, 0.07F, 0.16F};
    case Material::MudStraw:
        return {{0.150F, 0.205F, 0.260F, 0.340F}, 0.05F, 0.10F, 0.08F};
    case Material::Bitumen:
        return {{0.060F, 0.065F, 0.070F, 0.080F}, 0.07F, 0.15F, 0.20F};
    case Material::AluminiumFoil:
        return {{0.290F, 0.305F, 0.310F, 0.320F}, 0.05F, 0.12F, 0.18F};
    case Material::Galvanised:
        return {{0.250F, 0.265F, 0.275F, 0.285F}, 0.04F, 0.08F, 0.15F};
    case Material::Tile:
        return {{0.075F, 0.105F, 0.200F, 0.275F}, 0.06F, 0.08F, 0.14F};
    case Material::BlueMetal:
        return {{0.210F, 0.170F, 0.120F, 0.200F}, 0.03F, 0.05F, 0.14F};
    case Material::GreenMetal:
        return {{0.090F, 0.165F, 0.100F, 0.195F}, 0.03F, 0.05F, 0.14F};
    case Material::WhiteRender:
        return {{0.400F, 0.440F, 0.460F, 0.490F}, 0.03F, 0.06F, 0.10F};
    case Material::BrickWall:
        return {{0.120F, 0.155F, 0.215F, 0.280F}, 0.05F, 0.06F, 0.15F};
    case Material::StoneWall:
        return {{0.240F, 0.265F, 0.285F, 0.320F}, 0.05F, 0.06F, 0.12F};
    case Material::Water:
        return {{0.055F, 0.065F, 0.050F, 0.030F}, 0.05F, 0.10F, 0.10F};
    case Material::PoolWater:
        return {{0.280F, 0.330F, 0.180F, 0.050F}, 0.04F, 0.04F, 0.08F};
    case Material::Foliage:
        return {{0.030F, 0.062F, 0.036F, 0.400F}, 0.24F, 0.15F, 0.18F};
    case Material::Evergreen:
        return {{0.024F, 0.045F, 0.030F, 0.290F}, 0.24F, 0.12F, 0.15F};
    case Material::TarpBlue:
        return {{0.270F, 0.160F, 0.085F, 0.240F}, 0.04F, 0.06F, 0.12F};
    case Material::TarpGreen:
        return {{0.065F, 0.155F, 0.080F, 0.210F}, 0.04F, 0.06F, 0.12F};
    case Material::TarpWhite:
        return {{0.480F, 0.500F, 0.510F, 0.520F}, 0.04F, 0.06F, 0.08F};
    case Material::CarWhite:
        return {{0.440F, 0.460F, 0.470F, 0.470F}, 0.02F, 0.0F, 0.08F};
    case Material::CarGrey:
        return {{0.190F, 0.200F, 0.205F, 0.210F}, 0.02F, 0.0F, 0.30F};
    case Material::CarDark:
        return {{0.045F, 0.048F, 0.050F, 0.060F}, 0.02F, 0.0F, 0.20F};
    case Material::CarRed:
        return {{0.045F, 0.050F, 0.230F, 0.270F}, 0.02F, 0.0F, 0.20F};
    case Material::Rubble:
        return {{0.165F, 0.195F, 0.225F, 0.265F}, 0.28F, 0.15F, 0.12F};
    case Material::Pit:
        return {{0.080F, 0.110F, 0.145F, 0.195F}, 0.14F, 0.14F, 0.10F};
    case Material::FootingGrid:
        return {{0.200F, 0.230F, 0.250F, 0.285F}, 0.08F, 0.06F, 0.08F};
    case Material::SlabUnderWork:
        return {{0.190F, 0.215F, 0.235F, 0.265F}, 0.10F, 0.08F, 0.10F};
    case Material::SolarPanel:
        return {{0.060F, 0.050F, 0.050F, 0.060F}, 0.02F, 0.0F, 0.08F};
    case Material::RoadPaint:
        return {{0.350F, 0.370F, 0.380F, 0.390F}, 0.05F, 0.0F, 0.05F};
    case Material::Count:
        break;
    }
    return {};
}

constexpr Spectrum dead_plants{0.100F, 0.145F, 0.185F, 0.285F};
constexpr Spectrum bare_field{0.100F, 0.140F, 0.185F, 0.250F};

double bump(double day, double peak, double spread)
{
    return std::exp(-(day - peak) * (day - peak) / (2 * spread * spread));
}

/// Green share of a plant cover on a day of the year; courses typical of irrigated plains at 32 to 39 degrees north.
double greenness(Material m, int crop, double d)
{
    if (m == Material::Crop && crop == 0) // spring cereal
        return bump(d, 128, 26);
    if (m == Material::Crop && crop == 1) // summer crop
        return bump(d, 215, 32);
    if (m == Material::DryGrass)
        return 0.55 * bump(d, 120, 24);
    const double season = 1 / (1 + std::exp(-(d - 92) / 9)) / (1 + std::exp((d - 312) / 10));
    const double summer_dip = crop == 2 ? 1 - 0.35 * bump(d, 215, 40) : 1.0;
    return 0.15 + 0.85 * season * summer_dip;
}

bool is_plant_cover(Material m)
{
    return m == Material::Grass || m == Material::Crop || m == Material::DryGrass;
}

int day_of_year(int day)
{
    const Date date = Date::from_day_number(day);
    return day - Date{date.year, 1, 1}.day_number() + 1;
}

/// Relative brightness of a regular pattern at (u, v) metres along and across a surface.
float pattern(Material m, double u, double v)
{
    const auto stripe = [](double x, double period) { return std::sin(2 * std::numbers::pi * x / period); };
    switch (m) {
    case Material::Galvanised:
    case Material::BlueMetal:
    case Material::GreenMetal:
        return static_cast<float>(1 + 0.05 * stripe(u, 0.9));
    case Material::AluminiumFoil:
        return static_cast<float>(1 + 0.06 * stripe(v, 2.0));
    case Material::Crop:
        return static_cast<float>(1 + 0.07 * stripe(v, 1.6));
    case Material::FootingGrid: {
        const double across = std::fmod(std::abs(u), 4.2), along = std::fmod(std::abs(v), 4.2);
        return across < 0.9 || along < 0.9 ? 1.0F : 0.55F;
    }
    case Material::FreshSoil:
        return static_cast<float>(1 + 0.08 * stripe(u + 0.3 * v, 1.3));
    default:
        return 1.0F;
    }
}

} // namespace

NoiseField::NoiseField(const Canvas& canvas, std::uint64_t seed, int period)
    : period_(period), col0_(canvas.col0()), row0_(canvas.row0())
{
    const auto floor_div = [](std::int64_t a, std::int64_t b) { return a >= 0 ? a / b : -((-a + b - 1) / b); };
    first_col_ = floor_div(col0_, period);
    first_row_ = floor_div(row0_, period);
    stride_ = static_cast<std::size_t>(canvas.columns() / period + 3);
    const std::size_t rows = static_cast<std::size_t>(canvas.rows() / period + 3);
    corners_.resize(stride_ * rows);
    for (std::size_t r = 0; r < rows; ++r)
        for (std::size_t c = 0; c < stride_; ++c)
            corners_[r * stride_ + c] = static_cast<float>(
                (unit(key(seed, static_cast<int>(Purpose::Texture), period, first_col_ + static_cast<std::int64_t>(c),
                          first_row_ + static_cast<std::int64_t>(r))) -
                 0.5) *
                3.0);
}

float NoiseField::at(int c, int r) const
{
    const std::int64_t col = col0_ + c - first_col_ * period_, row = row0_ + r - first_row_ * period_;
    const std::size_t i = static_cast<std::size_t>(col / period_), j = static_cast<std::size_t>(row / period_);
    const float u = static_cast<float>(col % period_) / static_cast<float>(period_),
                v = static_cast<float>(row % period_) / static_cast<float>(period_);
    const float* top = &corners_[j * stride_ + i];
    const float* low = top + stride_;
    return (top[0] * (1 - u) + top[1] * u) * (1 - v) + (low[0] * (1 - u) + low[1] * u) * v;
}

Reflectance::Reflectance(const Canvas& canvas, const City& city, int epoch, int day)
    : canvas_(canvas), seed_(city.options().seed), fine_(canvas, seed_, 3), middle_(canvas, seed_ + 1, 11),
      coarse_(canvas, seed_ + 2, 61)
{
    const double d = day_of_year(day);
    base_.reserve(canvas.surfaces().size());
    for (const Surface& s : canvas.surfaces()) {
        const MaterialLook l = look(s.material);
        Spectrum base = l.reflectance;
        if (is_plant_cover(s.material)) {
            const float green = static_cast<float>(greenness(s.material, s.crop, d)) * s.vigour;
            const Spectrum& dry = s.material == Material::Crop       ? (d > 265 || d < 75 ? bare_field : dead_plants)
                                  : s.material == Material::DryGrass ? l.reflectance
                                                                     : dead_plants;
            static constexpr Spectrum lush{0.038F, 0.080F, 0.044F, 0.460F};
            for (std::size_t b = 0; b < band_count; ++b)
                base[b] = lush[b] * green + dry[b] * (1 - green);
        } else if (s.material == Material::Foliage) { // autumn colour and bare twigs
            const float leaves = static_cast<float>(1 / (1 + std::exp(-(d - 103) / 7)) / (1 + std::exp((d - 296) / 9)));
            static constexpr Spectrum twigs{0.070F, 0.090F, 0.115F, 0.200F};
            for (std::size_t b = 0; b < band_count; ++b)
                base[b] = base[b] * leaves + twigs[b] * (1 - leaves);
        }
        Random own(s.seed, Purpose::Surface), year(s.seed, Purpose::Surface, epoch, 1);
        const double spread = static_cast<double>(l.tint);
        const double tint = spread * std::clamp(own.normal(), -2.0, 2.0), warm = 0.25 * spread * own.normal();
        const double weather = city.options().preset.weathering * std::clamp(year.normal(), -2.5, 2.5);
        for (std::size_t b = 0; b < band_count; ++b)
            base[b] *= static_cast<float>((1 + tint + warm * (static_cast<double>(b) - 1.5) / 1.5) * (1 + weather));
        base_.push_back(base);
    }
}

Spectrum Reflectance::of(int c, int r) const
{
    const std::size_t i = canvas_.index(c, r);
    const std::uint32_t number = canvas_.surface_number(i);
    const Surface& s = canvas_.surfaces()[number];
    const MaterialLook l = look(s.material);
    const std::uint64_t hash = mix(static_cast<std::uint64_t>(canvas_.col0() + c) * 0x9e3779b97f4a7c15ULL ^
                                   mix(static_cast<std::uint64_t>(canvas_.row0() + r) ^ seed_));
    const float white =
        static_cast<float>(static_cast<std::int32_t>(hash >> 33) - (1 << 30)) * (1.6F / static_cast<float>(1 << 30));
    float factor = 1 + l.grain * (0.6F * white + 0.6F * fine_.at(c, r)) +
                   l.patches * (0.6F * middle_.at(c, r) + 0.6F * coarse_.at(c, r));
    if (s.axis_x != 1 || s.axis_y != 0) {
        const Point p = canvas_.centre(c, r);
        const double x = p.x - s.origin.x, y = p.y - s.origin.y, ax = static_cast<double>(s.axis_x),
                     ay = static_cast<double>(s.axis_y);
        factor *= pattern(s.material, x * ax + y * ay, y * ax - x * ay);
    }
    factor = std::max(0.2F, factor);
    Spectrum value = base_[number];
    for (float& v : value)
        v *= factor;
    return value;
}

} // namespace didban::simulate
