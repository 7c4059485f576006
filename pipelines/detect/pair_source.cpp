#include "pipelines/detect/pair_source.h"

#include "didban/base/error.h"
#include "didban/grid/raster.h"
#include "pipelines/imagery/band_names.h"
#include "pipelines/imagery/grid_image.h"

#include <algorithm>
#include <cmath>

namespace didban::detect {

namespace {

/// One date, and the numbers of the common bands in it.
struct Date {
    GridImage image;
    std::vector<int> bands;

    /// A pixel that one band misses is missing: half a spectrum cannot be compared.
    [[nodiscard]] std::vector<Raster<float>> read(const PixelWindow& window) const
    {
        GridPixels pixels = image.read(bands, window);
        const auto marks = pixels.unseen.pixels();
        if (std::find(marks.begin(), marks.end(), 1) == marks.end())
            return std::move(pixels.bands);
        for (Raster<float>& band : pixels.bands)
            for (std::size_t i = 0; i < band.size(); ++i)
                if (pixels.unseen.data()[i] != 0)
                    band.data()[i] = missing_pixel;
        return std::move(pixels.bands);
    }
};

/// What bands are called where nothing names them.
std::vector<std::string> labels(const SceneFiles& scene, const RasterInfo& info)
{
    std::vector<std::string> names = band_names(scene, info);
    for (std::size_t b = 0; b < names.size(); ++b)
        if (names[b].empty())
            names[b] = names.size() == 1 ? "grey" : "band " + std::to_string(b + 1);
    return names;
}

} // namespace

std::vector<SharedBand> shared_bands(const SceneFiles& before, const RasterInfo& b, const SceneFiles& after,
                                     const RasterInfo& a)
{
    const auto before_names = labels(before, b);
    auto after_names = labels(after, a);
    // Descriptions that a program wrote for each file alone ("resize (etm+ … 20000317 …)") say nothing of the order.
    const auto shared = [&](const std::string& name) {
        return std::find(after_names.begin(), after_names.end(), name) != after_names.end();
    };
    if (before.bands.empty() && after.bands.empty() && before_names.size() == after_names.size() &&
        before_names.size() > 1 && std::none_of(before_names.begin(), before_names.end(), shared))
        after_names = before_names;
    std::vector<SharedBand> bands;
    for (std::size_t k = 0; k < before_names.size(); ++k) {
        const auto at = std::find(after_names.begin(), after_names.end(), before_names[k]);
        if (at == after_names.end() || before_names[k] == "scl")
            continue;
        bands.push_back({before_names[k], static_cast<int>(k) + 1, static_cast<int>(at - after_names.begin()) + 1});
    }
    if (bands.empty()) {
        const auto list = [](const std::vector<std::string>& names) {
            std::string text;
            for (const auto& n : names)
                text += (text.empty() ? "" : ", ") + n;
            return text;
        };
        throw Error(ErrorKind::IncompatibleInput, b.name + " (bands " + list(before_names) + ") and " + a.name +
                                                      " (bands " + list(after_names) +
                                                      ") share no band; name the bands of both");
    }
    return bands;
}

struct PairSource::Impl {
    Date before, after;
    std::vector<std::string> bands;
    double gsd{};
    std::string series;
};

PairSource::PairSource(const DataAccess& data, const AlignedPair& pair)
    : impl_(new Impl{{GridImage(data, pair.before), {}}, {GridImage(data, pair.after), {}}, {}, {}, pair.series})
{
    const RasterInfo &b = impl_->before.image.info(), &a = impl_->after.image.info();
    if (b.width != a.width || b.height != a.height)
        throw Error(ErrorKind::IncompatibleInput, b.name + " (" + std::to_string(b.width) + " × " +
                                                      std::to_string(b.height) + ") and " + a.name + " (" +
                                                      std::to_string(a.width) + " × " + std::to_string(a.height) +
                                                      ") are not on one grid; align them first");
    for (const SharedBand& band : shared_bands(pair.before, b, pair.after, a)) {
        impl_->bands.push_back(band.name);
        impl_->before.bands.push_back(band.before);
        impl_->after.bands.push_back(band.after);
    }
    impl_->gsd = ground_size(b, pair.gsd);
}

PairSource::~PairSource() = default;

std::int64_t PairSource::width() const
{
    return impl_->before.image.info().width;
}
std::int64_t PairSource::height() const
{
    return impl_->before.image.info().height;
}
const RasterInfo& PairSource::grid() const
{
    return impl_->before.image.info();
}
const std::string& PairSource::after_name() const
{
    return impl_->after.image.info().name;
}
double PairSource::gsd() const
{
    return impl_->gsd;
}
GeoTransform PairSource::transform() const
{
    return grid().transform.value_or(GeoTransform{{0, gsd(), 0, 0, 0, -gsd()}});
}
const std::vector<std::string>& PairSource::bands() const
{
    return impl_->bands;
}

const std::string& PairSource::series() const
{
    return impl_->series;
}

double PairSource::value_range() const
{
    return impl_->before.image.info().type == PixelType::Byte && impl_->after.image.info().type == PixelType::Byte ? 255
                                                                                                                   : 0;
}

PairCell PairSource::read(const PixelWindow& core, std::int64_t halo) const
{
    const PixelWindow window = core.grown(halo);
    return {core, impl_->before.read(window), impl_->after.read(window)};
}

} // namespace didban::detect
