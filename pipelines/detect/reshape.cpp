#include "pipelines/detect/reshape.h"

#include <algorithm>

namespace didban::detect {

Raster<std::uint8_t> pixels_of(const Candidate& candidate, const PixelWindow& window)
{
    Raster<std::uint8_t> out(window, 0);
    for (const Run& r : candidate.runs)
        std::fill_n(out.row(r.row - window.y0).begin() + (r.x0 - window.x0), r.x1 - r.x0, std::uint8_t{1});
    return out;
}

bool reshape(Candidate& candidate, const Raster<std::uint8_t>& inside)
{
    const PixelWindow& window = inside.window();
    std::vector<Component> pieces = components(inside.pixels(), window.width, window.height, 1, true);
    const auto largest = std::max_element(pieces.begin(), pieces.end(),
                                          [](const Component& a, const Component& b) { return a.pixels < b.pixels; });
    if (largest == pieces.end() || 2 * largest->pixels < candidate.component.pixels)
        return false;
    candidate.runs.clear();
    for (const PixelRun& r : largest->runs)
        candidate.runs.push_back({window.y0 + r.row, window.x0 + r.col0, window.x0 + r.col1});
    Component& component = candidate.component;
    component.pixels = largest->pixels;
    component.box = largest->box;
    component.box.x0 += window.x0;
    component.box.y0 += window.y0;
    component.outline =
        translated(std::move(largest->outline), {static_cast<double>(window.x0), static_cast<double>(window.y0)});
    return true;
}

} // namespace didban::detect
