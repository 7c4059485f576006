#include "didban/change/infrared_veto.h"

#include "didban/objects/object_sieve.h"

#include <algorithm>
#include <array>

namespace didban {

namespace {

constexpr float no_roof = 0.4F; ///< least index of plants and of water

std::size_t place(const std::vector<std::string>& bands, const char* name)
{
    return static_cast<std::size_t>(std::find(bands.begin(), bands.end(), name) - bands.begin());
}

/// Normalised difference; false for values without one.
bool reaches(float a, float b)
{
    return a + b > 0 && (a - b) / (a + b) >= no_roof;
}

} // namespace

bool InfraredVeto::fits(const std::vector<std::string>& bands)
{
    constexpr std::array needed{"red", "green", "nir"};
    return std::all_of(needed.begin(), needed.end(),
                       [&](const char* name) { return place(bands, name) < bands.size(); });
}

InfraredVeto::InfraredVeto(const Detector& inner, const std::vector<std::string>& bands)
    : inner_(inner), red_(place(bands, "red")), green_(place(bands, "green")), nir_(place(bands, "nir"))
{
    if (!fits(bands))
        throw Error(ErrorKind::Internal, "InfraredVeto: the bands are not red, green and nir");
}

CellChange InfraredVeto::detect(const PairCell& cell) const
{
    CellChange out = inner_.detect(cell);
    const PixelWindow& whole = cell.before.front().window();
    for (std::int64_t row = 0; row < cell.core.height; ++row)
        for (std::int64_t col = 0; col < cell.core.width; ++col) {
            float& change = out.change.at(col, row);
            if (!(change >= 0.5F))
                continue;
            const bool gone = !out.appeared.empty() && out.appeared.at(col, row) < 0.5F;
            const auto& date = gone ? cell.before : cell.after;
            const std::int64_t x = cell.core.x0 - whole.x0 + col, y = cell.core.y0 - whole.y0 + row;
            const float red = date[red_].at(x, y), green = date[green_].at(x, y), nir = date[nir_].at(x, y);
            if (reaches(nir, red) || reaches(green, nir))
                change = below_decision(change);
        }
    return out;
}

} // namespace didban
