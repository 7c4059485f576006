#include "pipelines/detect/pair_source.h"

#include "didban/base/error.h"
#include "pipelines/imagery/mask_files.h"
#include "pipelines/imagery/open_scene.h"
#include "pipelines/imagery/physical_image.h"
#include "pipelines/run/pool.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace didban::detect {

namespace {

constexpr float missing = std::numeric_limits<float>::quiet_NaN();

/// One date: its file, which of its bands are wanted, and its mask.
struct Date {
    std::unique_ptr<RasterSource> image, mask;
    std::vector<int> bands; ///< file numbers of the common bands
    int scene_class{0};     ///< number of the band that holds scene classes; 0 = none
    bool classes{false};    ///< the band or the mask holds scene classes, not flags
};

Date open_date(const DataAccess& data, const SceneFiles& scene)
{
    Date out;
    out.image = open_physical(data, scene).raster;
    if (scene.mask == "SCL") {
        const auto names = band_names(scene, out.image->info());
        const auto at = std::find(names.begin(), names.end(), "scl");
        if (at == names.end())
            throw Error(ErrorKind::Configuration,
                        scene.path +
                            ": mask = \"SCL\" needs a band named SCL; name the bands, or give the mask as a file");
        out.scene_class = static_cast<int>(at - names.begin()) + 1;
        out.classes = true;
    } else if (!scene.mask.empty()) {
        out.mask = data.open_raster(scene.mask);
        out.classes = holds_scene_classes(*out.mask);
        const auto &m = out.mask->info(), &i = out.image->info();
        if (m.width != i.width || m.height != i.height)
            throw Error(ErrorKind::IncompatibleInput,
                        scene.mask + " is " + std::to_string(m.width) + " × " + std::to_string(m.height) +
                            " pixels, its image " + scene.path + " " + std::to_string(i.width) + " × " +
                            std::to_string(i.height) + "; give a mask on the image's grid");
    }
    return out;
}

class Reader final : public PairReader {
public:
    Reader(const Date& before, const Date& after)
    {
        for (const Date* date : {&before, &after})
            dates_.push_back({date, date->image->open(), date->mask ? date->mask->open() : nullptr});
    }
    PairCell read(const PixelWindow& core, std::int64_t halo) override
    {
        const PixelWindow window = core.grown(halo);
        return {core, read_date(dates_[0], window), read_date(dates_[1], window)};
    }

private:
    struct Open {
        const Date* date;
        std::unique_ptr<RasterReader> image, mask;
    };
    static std::vector<Raster<float>> read_date(Open& open, const PixelWindow& window)
    {
        std::vector<Raster<float>> out;
        for (const int band : open.date->bands) {
            out.emplace_back(window);
            open.image->read(band, window, out.back().pixels());
        }
        // A pixel that one band misses is missing: half a spectrum cannot be compared.
        std::vector<char> unseen(window.pixels(), 0);
        for (const auto& band : out)
            for (std::size_t i = 0; i < unseen.size(); ++i)
                if (std::isnan(band.data()[i]))
                    unseen[i] = 1;
        Raster<float> flags(window);
        if (open.mask || open.date->scene_class > 0) {
            read_marks(open.mask ? *open.mask : *open.image, open.mask ? 1 : open.date->scene_class, window,
                       flags.pixels());
            for (std::size_t i = 0; i < unseen.size(); ++i) {
                const float v = flags.data()[i];
                if (open.date->classes ? unusable_scene_class(v) : v != 0)
                    unseen[i] = 1;
            }
        }
        for (auto& band : out)
            for (std::size_t i = 0; i < unseen.size(); ++i)
                if (unseen[i] != 0)
                    band.data()[i] = missing;
        return out;
    }
    std::vector<Open> dates_;
};

} // namespace

std::vector<SharedBand> shared_bands(const SceneFiles& before, const RasterInfo& b, const SceneFiles& after,
                                     const RasterInfo& a)
{
    const auto before_names = band_names(before, b);
    auto after_names = band_names(after, a);
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
    Pool<Reader> readers{[this] { return std::make_unique<Reader>(before, after); }};
};

PairSource::PairSource(const DataAccess& data, const AlignedPair& pair) : impl_(std::make_unique<Impl>())
{
    impl_->before = open_date(data, pair.before);
    impl_->after = open_date(data, pair.after);
    const RasterInfo &b = impl_->before.image->info(), &a = impl_->after.image->info();
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
    return impl_->before.image->info().width;
}
std::int64_t PairSource::height() const
{
    return impl_->before.image->info().height;
}
const RasterInfo& PairSource::grid() const
{
    return impl_->before.image->info();
}
const std::string& PairSource::after_name() const
{
    return impl_->after.image->info().name;
}
double PairSource::gsd() const
{
    return impl_->gsd;
}
const std::vector<std::string>& PairSource::bands() const
{
    return impl_->bands;
}

double PairSource::value_range() const
{
    return impl_->before.image->info().type == PixelType::Byte && impl_->after.image->info().type == PixelType::Byte
               ? 255
               : 0;
}

std::shared_ptr<PairReader> PairSource::reader() const
{
    const std::shared_ptr<Pool<Reader>::Loan> loan(new Pool<Reader>::Loan(impl_->readers.lend()));
    return {loan, &**loan};
}

} // namespace didban::detect
