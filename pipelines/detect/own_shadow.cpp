#include "pipelines/detect/own_shadow.h"

#include "didban/change/own_shadow.h"

#include <algorithm>

namespace didban::detect {

namespace {

constexpr std::int64_t largest_window = 3000; ///< pixels; larger objects are no single building

} // namespace

OwnShadow::OwnShadow(const Job& job) : pair_(job.pair), sun_(sun_of(job.files.after))
{
    if (sun_)
        levels_ = band_levels(job.sample.after);
}

double OwnShadow::take_off(Candidate& built) const
{
    const PixelWindow& box = built.component.box;
    if (!sun_ || box.width > largest_window || box.height > largest_window)
        return 0;
    Raster<std::uint8_t> inside(box, 0);
    for (const Run& r : built.runs)
        std::fill_n(inside.row(r.row - box.y0).begin() + (r.x0 - box.x0), r.x1 - r.x0, std::uint8_t{1});
    const auto light = brightness(pair_.read(box, 0).after, levels_, true);
    if (take_off_own_shadow(light, away_from_sun(pair_, *sun_), inside) == 0)
        return 0;
    std::vector<Component> pieces;
    ComponentTracer tracer(
        box.width, 0, [&](Component&& c) { pieces.push_back(std::move(c)); }, 1, true);
    for (std::int64_t row = 0; row < box.height; ++row)
        tracer.add_row(inside.row(row));
    tracer.finish();
    number_components(pieces);
    const auto largest = std::max_element(pieces.begin(), pieces.end(),
                                          [](const Component& a, const Component& b) { return a.pixels < b.pixels; });
    if (2 * largest->pixels < built.component.pixels)
        return 0;
    built.runs.clear();
    for (const PixelRun& r : largest->runs)
        built.runs.push_back({box.y0 + r.row, box.x0 + r.col0, box.x0 + r.col1});
    built.component.outline =
        translated(std::move(largest->outline), {static_cast<double>(box.x0), static_cast<double>(box.y0)});
    return static_cast<double>(built.component.pixels - largest->pixels) * pair_.gsd() * pair_.gsd();
}

} // namespace didban::detect
