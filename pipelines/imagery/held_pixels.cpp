#include "pipelines/imagery/held_pixels.h"

#include "didban/grid/raster.h"
#include "didban/grid/tiles.h"
#include "didban/ports/fine_reader.h"

#include <algorithm>
#include <cmath>

namespace didban {

namespace {

constexpr int few_bands = 4;

std::size_t bytes_per_pixel(PixelType type)
{
    switch (type) {
    case PixelType::Byte:
        return 1;
    case PixelType::UInt16:
        return 2;
    default:
        return 4;
    }
}

class HeldReader final : public RasterReader {
public:
    explicit HeldReader(std::shared_ptr<HeldPixels> pixels) : pixels_(std::move(pixels)) {}
    void read(int band, const PixelWindow& window, std::span<float> out) override { pixels_->read(band, window, out); }

private:
    HeldPixels::Reading pixels_;
};

/// What is asked for beyond read() comes from the file.
class FineHeldReader final : public FineReader {
public:
    FineHeldReader(std::shared_ptr<HeldPixels> pixels, const FineReader& like)
        : pixels_(std::move(pixels)), precision_(like.precision()), scaling_(like.scaling())
    {
    }
    [[nodiscard]] Precision precision() const override { return precision_; }
    [[nodiscard]] const std::vector<Scaling>& scaling() const override { return scaling_; }
    void read(int band, const PixelWindow& window, std::span<float> out) override { pixels_->read(band, window, out); }
    void read_fine(int band, const PixelWindow& window, std::span<double> out) override
    {
        with_file([&](FineReader& file) { file.read_fine(band, window, out); });
    }
    void read_whole(int band, const PixelWindow& window, std::span<long double> out) override
    {
        with_file([&](FineReader& file) { file.read_whole(band, window, out); });
    }
    void read_stored(int band, const PixelWindow& window, std::span<float> out) override
    {
        with_file([&](FineReader& file) { file.read_stored(band, window, out); });
    }

private:
    template <class Ask>
    void with_file(Ask ask)
    {
        const auto reader = pixels_->lend();
        ask(dynamic_cast<FineReader&>(*reader));
    }

    HeldPixels::Reading pixels_;
    Precision precision_;
    std::vector<Scaling> scaling_;
};

} // namespace

HeldPixels::HeldPixels(std::shared_ptr<const RasterSource> file, Room& room) : room_(room)
{
    hand_over(std::move(file));
}

HeldPixels::HeldPixels(RasterInfo info, float unwritten, Room& room)
    : info_(std::move(info)), unwritten_(unwritten), room_(room)
{
}

HeldPixels::~HeldPixels()
{
    room_.give(bytes_);
}

bool HeldPixels::take_all_room()
{
    std::size_t all = 0;
    for (const PixelWindow& cell : cells_under(info_.extent()))
        all += cell_bytes(cell) * static_cast<std::size_t>(info_.bands);
    all_room_ = room_.take(*this, all);
    if (all_room_)
        bytes_ = all;
    return all_room_;
}

void HeldPixels::hand_over(std::shared_ptr<const RasterSource> file)
{
    file_ = std::move(file);
    info_ = file_->info();
    readers_ = std::make_unique<Pool<RasterReader>>([source = file_] { return source->open(); });
}

HeldPixels::Reading::Reading(std::shared_ptr<HeldPixels> pixels) : pixels_(std::move(pixels))
{
    const std::lock_guard lock(pixels_->mutex_);
    ++pixels_->readings_;
}

HeldPixels::Reading::~Reading()
{
    const std::lock_guard lock(pixels_->mutex_);
    --pixels_->readings_;
}

std::unique_ptr<RasterReader> HeldPixels::open()
{
    if (file_) {
        const auto reader = lend();
        if (const auto* const fine = dynamic_cast<const FineReader*>(&*reader))
            return std::make_unique<FineHeldReader>(shared_from_this(), *fine);
    }
    return std::make_unique<HeldReader>(shared_from_this());
}

void HeldPixels::read(int band, const PixelWindow& window, std::span<float> out)
{
    const bool plain = band < 1 || band > info_.bands || out.size() != window.pixels();
    const std::vector<PixelWindow> cells =
        plain ? std::vector<PixelWindow>{} : cells_under(window.cut_to(info_.extent()));
    std::vector<Cell> held;
    for (const PixelWindow& cell : cells)
        if (held.emplace_back(cell_of(band, cell)) == nullptr)
            break;
    if (plain || (!held.empty() && held.back() == nullptr))
        return lend()->read(band, window, out);
    if (window.cut_to(info_.extent()) != window)
        std::fill(out.begin(), out.end(), missing_pixel);
    for (std::size_t k = 0; k < cells.size(); ++k) {
        const PixelWindow part = cells[k].cut_to(window);
        for (std::int64_t row = part.y0; row < part.y1(); ++row)
            held[k]->get(static_cast<std::size_t>((row - cells[k].y0) * cells[k].width + part.x0 - cells[k].x0),
                         out.subspan(static_cast<std::size_t>((row - window.y0) * window.width + part.x0 - window.x0),
                                     static_cast<std::size_t>(part.width)));
    }
}

void HeldPixels::put(int band, const PixelWindow& window, std::span<const float> pixels)
{
    for (const PixelWindow& cell : cells_under(window)) {
        const Key key = key_of(band, cell);
        if (left_out_.count(key) > 0)
            continue;
        Cell& held = cells_[key];
        if (!held) {
            if (!all_room_ && !room_.take(*this, cell_bytes(cell))) {
                cells_.erase(key);
                left_out_.insert(key);
                continue;
            }
            held = make_cell(cell);
            bytes_ += all_room_ ? 0 : cell_bytes(cell);
        }
        const PixelWindow part = cell.cut_to(window);
        if (part == window && part == cell) {
            held->put(0, pixels);
            continue;
        }
        for (std::int64_t row = part.y0; row < part.y1(); ++row)
            held->put(static_cast<std::size_t>((row - cell.y0) * cell.width + part.x0 - cell.x0),
                      pixels.subspan(static_cast<std::size_t>((row - window.y0) * window.width + part.x0 - window.x0),
                                     static_cast<std::size_t>(part.width)));
    }
}

void HeldPixels::share_missing()
{
    if (!left_out_.empty())
        return forget();
    std::vector<float> values;
    for (const PixelWindow& cell : cells_under(info_.extent())) {
        values.resize(cell.pixels());
        std::vector<bool> unseen(cell.pixels());
        for (const bool mark : {false, true})
            for (int band = 1; band <= info_.bands; ++band) {
                const auto held = cells_.find(key_of(band, cell));
                if (held == cells_.end())
                    continue;
                held->second->get(0, values);
                for (std::size_t i = 0; i < values.size(); ++i)
                    if (mark && unseen[i])
                        values[i] = missing_pixel;
                    else
                        unseen[i] = unseen[i] || std::isnan(values[i]);
                if (mark)
                    held->second->put(0, values);
            }
    }
}

void HeldPixels::complete()
{
    for (const PixelWindow& cell : cells_under(info_.extent()))
        for (int band = 1; band <= info_.bands; ++band)
            if (Cell& held = cells_[key_of(band, cell)]; !held)
                held = make_cell(cell);
}

bool HeldPixels::being_read() const
{
    const std::lock_guard lock(mutex_);
    return readings_ > 0;
}

std::size_t HeldPixels::bytes() const
{
    const std::lock_guard lock(mutex_);
    return bytes_;
}

void HeldPixels::forget()
{
    const std::lock_guard lock(mutex_);
    cells_.clear();
    room_.give(bytes_);
    bytes_ = 0;
}

std::size_t HeldPixels::cell_bytes(const PixelWindow& cell) const
{
    return cell.pixels() * bytes_per_pixel(info_.type) + cell.pixels() / 8;
}

HeldPixels::Key HeldPixels::key_of(int band, const PixelWindow& cell) const
{
    const auto columns = (info_.width + lattice_cell - 1) / lattice_cell;
    return {band, static_cast<std::size_t>(cell.y0 / lattice_cell * columns + cell.x0 / lattice_cell)};
}

std::vector<PixelWindow> HeldPixels::cells_under(const PixelWindow& window) const
{
    std::vector<PixelWindow> out;
    if (window.empty())
        return out;
    for (std::int64_t y = window.y0 / lattice_cell * lattice_cell; y < window.y1(); y += lattice_cell)
        for (std::int64_t x = window.x0 / lattice_cell * lattice_cell; x < window.x1(); x += lattice_cell)
            out.push_back(PixelWindow{x, y, lattice_cell, lattice_cell}.cut_to(info_.extent()));
    return out;
}

HeldPixels::Cell HeldPixels::make_cell(const PixelWindow& cell) const
{
    auto made = std::make_shared<PackedCell>(cell.pixels());
    if (!std::isnan(unwritten_))
        made->put(0, std::vector<float>(cell.pixels(), unwritten_));
    return made;
}

HeldPixels::Cell HeldPixels::cell_of(int band, const PixelWindow& cell)
{
    bool was_there = true;
    Cell wanted = load(band, cell, was_there);
    if (wanted && !was_there && info_.bands <= few_bands)
        for (int other = 1; other <= info_.bands; ++other)
            if (other != band)
                (void)load(other, cell, was_there);
    return wanted;
}

HeldPixels::Cell HeldPixels::load(int band, const PixelWindow& cell, bool& was_there)
{
    const Key key = key_of(band, cell);
    std::unique_lock lock(mutex_);
    loaded_.wait(lock, [&] { return loading_.count(key) == 0; });
    if (const auto held = cells_.find(key); held != cells_.end())
        return held->second;
    was_there = false;
    loading_.insert(key);
    lock.unlock();
    Cell made;
    bool room = false;
    const auto done = [&] {
        lock.lock();
        loading_.erase(key);
        if (made) {
            cells_[key] = made;
            bytes_ += cell_bytes(cell);
        } else if (room) {
            room_.give(cell_bytes(cell));
        }
        loaded_.notify_all();
    };
    try {
        room = room_.take(*this, cell_bytes(cell));
        if (room) {
            std::vector<float> pixels(cell.pixels());
            lend()->read(band, cell, pixels);
            made = std::make_shared<PackedCell>(std::span<const float>(pixels));
        }
    } catch (...) {
        made.reset();
        done();
        throw;
    }
    done();
    return made;
}

} // namespace didban
