#pragma once
#include "didban/ports/raster_source.h"
#include "pipelines/imagery/packed_cell.h"
#include "pipelines/run/pool.h"

#include <condition_variable>
#include <functional>
#include <limits>
#include <map>
#include <mutex>
#include <set>

namespace didban {

/// The pixels of one raster that are held, by lattice cell, and the file that has the others. Thread-safe, but for
/// put(), complete() and hand_over(), which come before anyone reads.
class HeldPixels : public std::enable_shared_from_this<HeldPixels> {
public:
    /// The memory that is shared by those who hold pixels. Thread-safe.
    class Room {
    public:
        virtual ~Room() = default;
        /// Whether so many bytes more may be held.
        [[nodiscard]] virtual bool take(const HeldPixels& asking, std::size_t bytes) = 0;
        virtual void give(std::size_t bytes) noexcept = 0;
    };

    HeldPixels(std::shared_ptr<const RasterSource> file, Room& room);
    /// Without a file: pixels that are never put are `unwritten`.
    HeldPixels(RasterInfo info, float unwritten, Room& room);
    ~HeldPixels();
    HeldPixels(const HeldPixels&) = delete;
    HeldPixels& operator=(const HeldPixels&) = delete;
    /// Takes room for every pixel; put() cannot fail then. Whether there was.
    [[nodiscard]] bool take_all_room();

    [[nodiscard]] const RasterInfo& info() const { return info_; }
    [[nodiscard]] bool in_file() const { return file_ != nullptr; }
    [[nodiscard]] std::unique_ptr<RasterReader> open();
    /// As RasterReader::read(). Several bands of a few are held together, because most files hold them so.
    void read(int band, const PixelWindow& window, std::span<float> out);

    /// Pixels as reading shall give them; left to the file where there is no room.
    void put(int band, const PixelWindow& window, std::span<const float> pixels);
    /// Makes pixels that any band misses missing in all, as a mask of the whole file does.
    void share_missing();
    /// Makes every cell be there.
    void complete();
    /// From now on the same pixels stand in `file`.
    void hand_over(std::shared_ptr<const RasterSource> file);

    [[nodiscard]] bool being_read() const;
    [[nodiscard]] std::size_t bytes() const; ///< held
    void forget();                           ///< what is held; it is read again when it is asked for

    /// A reader of the file itself.
    [[nodiscard]] Pool<RasterReader>::Loan lend() { return readers_->lend(); }
    /// Counts a reader while it lives.
    class Reading {
    public:
        explicit Reading(std::shared_ptr<HeldPixels> pixels);
        ~Reading();
        Reading(const Reading&) = delete;
        Reading& operator=(const Reading&) = delete;
        HeldPixels* operator->() const { return pixels_.get(); }

    private:
        std::shared_ptr<HeldPixels> pixels_;
    };

private:
    using Key = std::pair<int, std::size_t>; ///< band, number of the cell
    using Cell = std::shared_ptr<PackedCell>;

    [[nodiscard]] std::size_t cell_bytes(const PixelWindow& cell) const;
    [[nodiscard]] Key key_of(int band, const PixelWindow& cell) const;
    [[nodiscard]] std::vector<PixelWindow> cells_under(const PixelWindow& window) const;
    [[nodiscard]] Cell make_cell(const PixelWindow& cell) const;
    /// nullptr: not there, and no room for it.
    [[nodiscard]] Cell cell_of(int band, const PixelWindow& cell);
    [[nodiscard]] Cell load(int band, const PixelWindow& cell, bool& was_there);

    RasterInfo info_;
    std::shared_ptr<const RasterSource> file_;
    std::unique_ptr<Pool<RasterReader>> readers_;
    float unwritten_{std::numeric_limits<float>::quiet_NaN()};
    Room& room_;
    bool all_room_{false};
    mutable std::mutex mutex_;
    std::condition_variable loaded_;
    std::map<Key, Cell> cells_;
    std::set<Key> loading_, left_out_; ///< being read; never to be put
    std::size_t bytes_{0};
    int readings_{0};
};

} // namespace didban
