#include "pipelines/imagery/held_rasters.h"

#include "didban/base/error.h"
#include "didban/grid/raster.h"
#include "didban/ports/encode_pixels.h"
#include "pipelines/imagery/held_pixels.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <optional>
#include <sys/stat.h>

namespace didban {

namespace {

/// What tells one state of a file from another; nullopt for what is no plain file.
struct FileState {
    dev_t device{};
    ino_t inode{};
    off_t size{};
    std::int64_t seconds{}, nanoseconds{};
    bool operator==(const FileState&) const = default;
};

std::optional<FileState> state_of(const std::string& path)
{
    struct stat now {};
    if (::stat(path.c_str(), &now) != 0 || !S_ISREG(now.st_mode))
        return std::nullopt;
    return FileState{now.st_dev, now.st_ino, now.st_size, now.st_mtim.tv_sec, now.st_mtim.tv_nsec};
}

bool whole_numbers(PixelType type)
{
    return type != PixelType::Float32 && type != PixelType::Float64;
}

/// Whether as_stored() knows what a file of this kind gives back.
bool known_as_stored(const RasterSpec& spec)
{
    if (!spec.nodata || std::isnan(*spec.nodata))
        return !spec.nodata || !whole_numbers(spec.type);
    const double nodata = *spec.nodata;
    if (!whole_numbers(spec.type))
        return std::abs(nodata) <= 1e30; // beyond, readers take more than one number for it
    std::vector<double> same{nodata};
    encode_pixels(same, spec.type, std::nullopt, "");
    return same.front() == nodata;
}

/// Pixels as a file of this kind gives them back.
std::vector<float> as_stored(const RasterSpec& spec, std::span<const float> pixels)
{
    std::vector<float> out(pixels.begin(), pixels.end());
    if (!whole_numbers(spec.type)) {
        const double nodata = spec.nodata.value_or(std::nan(""));
        const bool single = spec.type == PixelType::Float32;
        for (float& v : out)
            if (!std::isfinite(v) || (single ? v == static_cast<float>(nodata) : static_cast<double>(v) == nodata))
                v = missing_pixel;
        return out;
    }
    std::vector<double> stored(pixels.size());
    for (std::size_t i = 0; i < stored.size(); ++i)
        stored[i] = std::isnan(pixels[i]) ? 0 : static_cast<double>(pixels[i]);
    encode_pixels(stored, spec.type, spec.nodata, "");
    for (std::size_t i = 0; i < stored.size(); ++i)
        if (!std::isnan(out[i]))
            out[i] = static_cast<float>(stored[i]);
    return out;
}

RasterInfo info_of(const std::string& path, const RasterSpec& spec)
{
    RasterInfo info;
    info.name = path;
    info.width = spec.width;
    info.height = spec.height;
    info.bands = spec.bands;
    info.band_names = spec.band_names;
    info.band_names.resize(static_cast<std::size_t>(spec.bands));
    info.type = spec.type;
    info.transform = spec.transform;
    info.crs = spec.crs;
    info.nodata = spec.nodata;
    return info;
}

class HeldSource final : public RasterSource {
public:
    explicit HeldSource(std::shared_ptr<HeldPixels> pixels) : pixels_(std::move(pixels)) {}
    [[nodiscard]] const RasterInfo& info() const override { return pixels_->info(); }
    [[nodiscard]] std::unique_ptr<RasterReader> open() const override { return pixels_->open(); }

private:
    std::shared_ptr<HeldPixels> pixels_;
};

/// Writes to a file, if there is one, and holds what reading would give.
class HoldingSink final : public RasterSink {
public:
    using Made = std::function<void(std::shared_ptr<HeldPixels>)>;
    HoldingSink(std::unique_ptr<RasterSink> file, std::shared_ptr<HeldPixels> pixels, RasterSpec spec, Made made)
        : file_(std::move(file)), pixels_(std::move(pixels)), spec_(std::move(spec)), made_(std::move(made))
    {
    }
    void write(int band, const PixelWindow& window, std::span<const float> pixels) override
    {
        if (file_)
            file_->write(band, window, pixels);
        else if (band < 1 || band > spec_.bands || window.cut_to(pixels_->info().extent()) != window ||
                 pixels.size() != window.pixels())
            throw Error(ErrorKind::Internal, pixels_->info().name + ": a window was written that does not fit");
        pixels_->put(band, window, as_stored(spec_, pixels));
    }
    void finish() override
    {
        if (file_)
            file_->finish();
        if (whole_numbers(spec_.type) && !spec_.nodata)
            pixels_->share_missing();
        made_(std::move(pixels_));
    }

private:
    std::unique_ptr<RasterSink> file_;
    std::shared_ptr<HeldPixels> pixels_;
    RasterSpec spec_;
    Made made_;
};

} // namespace

struct HeldRasters::Impl final : HeldPixels::Room {
    struct Known {
        std::shared_ptr<HeldPixels> pixels;
        std::optional<FileState> state; ///< nullopt: it is in no file
        std::uint64_t opened{};         ///< a count of all openings when it was last opened
    };

    explicit Impl(std::size_t most_bytes) : most(most_bytes) {}

    bool take(const HeldPixels& asking, std::size_t bytes) override
    {
        const std::lock_guard lock(mutex);
        while (used + bytes > most) {
            Known* idle = nullptr;
            for (auto& [path, known] : rasters)
                if (known.pixels.get() != &asking && known.state && known.pixels->bytes() > 0 &&
                    !known.pixels->being_read() && (idle == nullptr || known.opened < idle->opened))
                    idle = &known;
            if (idle == nullptr)
                return false;
            idle->pixels->forget();
        }
        used += bytes;
        return true;
    }
    void give(std::size_t bytes) noexcept override { used -= bytes; }

    /// The raster at a path that is still what it was when it was first opened; nullptr: there is none.
    std::shared_ptr<HeldPixels> known_at(const std::string& path, const std::optional<FileState>& state)
    {
        const std::lock_guard lock(mutex);
        const auto known = rasters.find(path);
        if (known == rasters.end())
            return nullptr;
        if (known->second.state && known->second.state != state) {
            rasters.erase(known);
            return nullptr;
        }
        known->second.opened = ++openings;
        return known->second.pixels;
    }
    void know(const std::string& path, std::shared_ptr<HeldPixels> pixels, const std::optional<FileState>& state)
    {
        const std::lock_guard lock(mutex);
        rasters[path] = {std::move(pixels), state, ++openings};
    }
    std::shared_ptr<HeldPixels> forget(const std::string& path)
    {
        const std::lock_guard lock(mutex);
        const auto known = rasters.find(path);
        if (known == rasters.end())
            return nullptr;
        auto pixels = std::move(known->second.pixels);
        rasters.erase(known);
        return pixels;
    }

    const std::size_t most;
    std::atomic<std::size_t> used{0};
    std::mutex mutex;
    std::uint64_t openings{0};
    std::map<std::string, Known> rasters;
};

HeldRasters::HeldRasters(const DataAccess& files, const RunOptions& run, double most_mb)
    : files_(files),
      impl_(std::make_unique<Impl>(static_cast<std::size_t>(std::min(held_share_mb(run), most_mb) * 1048576)))
{
}

HeldRasters::~HeldRasters() = default;

std::unique_ptr<RasterSource> HeldRasters::open_raster(const std::string& path) const
{
    const auto state = state_of(path);
    if (auto known = impl_->known_at(path, state))
        return std::make_unique<HeldSource>(std::move(known));
    auto file = files_.open_raster(path);
    if (!state || impl_->most == 0)
        return file;
    auto pixels = std::make_shared<HeldPixels>(std::move(file), *impl_);
    impl_->know(path, pixels, state);
    return std::make_unique<HeldSource>(std::move(pixels));
}

std::unique_ptr<RasterSink> HeldRasters::create_raster(const std::string& path, const RasterSpec& spec) const
{
    return files_.create_raster(path, spec);
}

std::unique_ptr<RasterSink> HeldRasters::create_raster_for(RasterUse use, const std::string& path,
                                                           const RasterSpec& spec) const
{
    if (use == RasterUse::Result || impl_->most == 0 || !known_as_stored(spec))
        return work_rasters(files_).create_raster_for(use, path, spec);
    auto pixels = std::make_shared<HeldPixels>(info_of(path, spec),
                                               whole_numbers(spec.type) && !spec.nodata ? 0 : missing_pixel, *impl_);
    std::unique_ptr<RasterSink> file;
    if (use == RasterUse::Work || !pixels->take_all_room())
        file = work_rasters(files_).create_raster_for(use, path, spec);
    const bool in_file = file != nullptr;
    return std::make_unique<HoldingSink>(
        std::move(file), std::move(pixels), spec, [this, path, in_file](std::shared_ptr<HeldPixels> made) {
            if (in_file)
                made->hand_over(files_.open_raster(path));
            else
                made->complete();
            impl_->know(path, std::move(made), in_file ? state_of(path) : std::nullopt);
        });
}

void HeldRasters::move_raster(const std::string& from, const std::string& to) const
{
    const auto moved = impl_->forget(from);
    if (!moved || moved->in_file())
        work_rasters(files_).move_raster(from, to);
    else
        work_rasters(files_).remove_raster(to);
    if (!moved)
        return;
    if (moved->in_file())
        moved->hand_over(files_.open_raster(to));
    impl_->know(to, moved, moved->in_file() ? state_of(to) : std::nullopt);
}

void HeldRasters::remove_raster(const std::string& path) const noexcept
{
    impl_->forget(path);
    if (const auto* const rasters = dynamic_cast<const WorkRasters*>(&files_))
        rasters->remove_raster(path);
}

void HeldRasters::publish_raster(const std::string& made, const std::string& out, int threads) const
{
    work_rasters(files_).publish_raster(made, out, threads);
}

std::unique_ptr<FeatureSource> HeldRasters::open_features(const FeatureQuery& query) const
{
    return files_.open_features(query);
}

std::vector<std::string> HeldRasters::layers(const std::string& source) const
{
    return files_.layers(source);
}

std::unique_ptr<FeatureSink> HeldRasters::create_features(const std::string& path, const std::string& format) const
{
    return files_.create_features(path, format);
}

bool HeldRasters::can_write(const std::string& format) const
{
    return files_.can_write(format);
}

std::unique_ptr<TableTransaction> HeldRasters::open_tables(const std::string& path, TableAccess access,
                                                           const std::vector<LayerSpec>& layers,
                                                           const Patience& patience) const
{
    const auto* const stores = dynamic_cast<const TableStores*>(&files_);
    if (stores == nullptr)
        throw Error(ErrorKind::Internal, path + ": this data access keeps no tables");
    return stores->open_tables(path, access, layers, patience);
}

} // namespace didban
