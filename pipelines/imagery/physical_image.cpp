#include "pipelines/imagery/physical_image.h"

#include "didban/base/error.h"
#include "didban/base/number_text.h"
#include "didban/grid/raster.h"
#include "didban/ports/fine_reader.h"
#include "pipelines/imagery/band_names.h"
#include "pipelines/imagery/product_scaling.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <vector>

namespace didban {

namespace {

/// One scaling per band, who says so, and whether a stored 0 is missing.
struct ToApply {
    std::vector<Scaling> bands;
    std::string source;
    bool zero_is_missing{false};
};

class ScaledReader final : public RasterReader {
public:
    ScaledReader(std::unique_ptr<RasterReader> stored, const ToApply& apply) : stored_(std::move(stored)), apply_(apply)
    {
    }
    void read(int band, const PixelWindow& window, std::span<float> out) override
    {
        stored_->read(band, window, out);
        const Scaling& s = apply_.bands[static_cast<std::size_t>(band - 1)];
        for (float& v : out)
            v = v == 0 && apply_.zero_is_missing ? missing_pixel
                                                 : static_cast<float>(static_cast<double>(v) * s.scale + s.offset);
    }

private:
    std::unique_ptr<RasterReader> stored_;
    const ToApply& apply_;
};

class ScaledRaster final : public RasterSource {
public:
    ScaledRaster(std::unique_ptr<RasterSource> stored, ToApply apply)
        : stored_(std::move(stored)), info_(stored_->info()), apply_(std::move(apply))
    {
        info_.type = PixelType::Float32;
        info_.nodata.reset();
    }
    [[nodiscard]] const RasterInfo& info() const override { return info_; }
    [[nodiscard]] std::unique_ptr<RasterReader> open() const override
    {
        return std::make_unique<ScaledReader>(stored_->open(), apply_);
    }

private:
    std::unique_ptr<RasterSource> stored_;
    RasterInfo info_;
    ToApply apply_;
};

bool several_bytes_of_whole_numbers(PixelType type)
{
    return type != PixelType::Byte && type != PixelType::Float32 && type != PixelType::Float64;
}

/// The value that a hundredth of the pixels of a band lie below, from windows spread over the image; NaN without any.
/// A value of `missing` counts as no pixel.
double dark_level(const RasterSource& raster, int band, double missing)
{
    constexpr std::int64_t edge = 128;
    const RasterInfo& info = raster.info();
    const auto reader = raster.open();
    std::vector<float> all;
    for (int i = 0; i < 25; ++i) {
        PixelWindow window{std::max<std::int64_t>(0, info.width - edge) * (i % 5) / 4,
                           std::max<std::int64_t>(0, info.height - edge) * (i / 5) / 4, edge, edge};
        window = window.cut_to(info.extent());
        std::vector<float> pixels(window.pixels());
        reader->read(band, window, pixels);
        std::copy_if(pixels.begin(), pixels.end(), std::back_inserter(all),
                     [&](float v) { return !std::isnan(v) && std::abs(static_cast<double>(v) - missing) > 1e-7; });
    }
    if (all.empty())
        return std::numeric_limits<double>::quiet_NaN();
    const auto at = all.begin() + static_cast<std::ptrdiff_t>(all.size() / 100);
    std::nth_element(all.begin(), at, all.end());
    return static_cast<double>(*at);
}

/// Nothing reflects less than nothing: dark pixels clearly below zero in most bands show that the offset was taken off
/// before. `dark(band, scaling)` gives a band's dark level as a physical value.
template <class Dark>
bool taken_off_before(const std::vector<Scaling>& scaling, Dark dark)
{
    constexpr double clearly_below = 0.3; // of the offset
    int below = 0, checked = 0;
    for (std::size_t b = 0; b < scaling.size(); ++b) {
        const Scaling& s = scaling[b];
        const double level = s.offset < 0 ? dark(static_cast<int>(b) + 1, s) : std::nan("");
        if (std::isnan(level))
            continue;
        ++checked;
        below += level < clearly_below * s.offset ? 1 : 0;
    }
    return checked > 0 && 2 * below > checked;
}

/// "city.tif: values are stored × 0.0001 - 0.1, as catalog.json says"; "" when nothing is applied.
std::string described(const std::string& name, const std::vector<Scaling>& scaling, const std::string& source)
{
    const auto first = std::find_if(scaling.begin(), scaling.end(), [](const Scaling& s) { return !s.identity(); });
    if (first == scaling.end())
        return {};
    std::string stored = "stored × " + text::significant(first->scale, 9);
    if (first->offset != 0)
        stored += (first->offset < 0 ? " - " : " + ") + text::significant(std::abs(first->offset), 9);
    const bool all = std::all_of(scaling.begin(), scaling.end(), [&](const Scaling& s) { return s == *first; });
    return name + ": values are " + stored + (all ? "" : " (and others by band)") + ", as " + source + " says";
}

std::vector<Scaling> of_catalogue(const SceneFiles& files, const RasterInfo& info)
{
    const auto bands = static_cast<std::size_t>(info.bands);
    if (files.scaling.size() == 1)
        return std::vector<Scaling>(bands, files.scaling.front());
    if (!files.scaling.empty() && files.scaling.size() != bands)
        throw Error(ErrorKind::Configuration, files.path + " has " + std::to_string(bands) +
                                                  " bands, but the catalogue gives scale and offset of " +
                                                  std::to_string(files.scaling.size()) + "; correct its list of bands");
    return files.scaling;
}

ToApply to_apply(const SceneFiles& files, const RasterInfo& info)
{
    ToApply out{of_catalogue(files, info), "the catalogue", false};
    if (out.bands.empty()) {
        const auto product = product_scaling(files.path);
        if (!product)
            return {};
        out = {std::vector<Scaling>(static_cast<std::size_t>(info.bands), product->scaling), product->file,
               !info.nodata.has_value()};
    }
    const std::vector<std::string> names = band_names(files, info);
    for (std::size_t b = 0; b < names.size(); ++b)
        if (names[b] == "scl") // classes have no unit
            out.bands[b] = {};
    return out;
}

/// The file's own scaling, which its reader applies.
std::vector<Scaling> of_file(const RasterSource& raster)
{
    const auto reader = raster.open();
    const auto* const fine = dynamic_cast<const FineReader*>(reader.get());
    return fine == nullptr ? std::vector<Scaling>{} : fine->scaling();
}

} // namespace

PhysicalImage open_physical(const DataAccess& data, const SceneFiles& files)
{
    PhysicalImage out{data.open_raster(files.path), {}, false};
    const RasterInfo& info = out.raster->info();
    if (const std::vector<Scaling> own = of_file(*out.raster); !own.empty()) {
        out.note = described(info.name, own, "the file");
        const auto dark = [&](int band, const Scaling& s) { return dark_level(*out.raster, band, s.offset); };
        if (taken_off_before(own, dark))
            out.note += "; but its darkest pixels then lie clearly below zero: the offset may have been taken off "
                        "before, check it (gdal_edit.py -offset)";
        return out;
    }
    if (!several_bytes_of_whole_numbers(info.type))
        return out;
    ToApply apply = to_apply(files, info);
    const auto dark = [&](int band, const Scaling& s) { return dark_level(*out.raster, band, 0) * s.scale + s.offset; };
    const bool before = taken_off_before(apply.bands, dark);
    if (before)
        for (Scaling& s : apply.bands)
            s.offset = 0;
    out.note = described(info.name, apply.bands, apply.source);
    if (out.note.empty())
        return out;
    if (before)
        out.note += "; its offset is left out, for the darkest pixels show that it was taken off before";
    out.scaled = true;
    out.raster = std::make_unique<ScaledRaster>(std::move(out.raster), std::move(apply));
    return out;
}

} // namespace didban
