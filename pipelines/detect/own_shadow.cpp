#include "pipelines/detect/own_shadow.h"

#include "didban/change/own_shadow.h"
#include "pipelines/detect/reshape.h"

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
    const PixelWindow box = built.component.box;
    if (!sun_ || box.width > largest_window || box.height > largest_window)
        return 0;
    Raster<std::uint8_t> inside = pixels_of(built, box);
    const auto light = brightness(pair_.read(box, 0).after, levels_, true);
    if (take_off_own_shadow(light, away_from_sun(pair_, *sun_), inside) == 0)
        return 0;
    const std::int64_t before = built.component.pixels;
    if (!reshape(built, inside))
        return 0;
    return static_cast<double>(before - built.component.pixels) * pair_.gsd() * pair_.gsd();
}

} // namespace didban::detect
