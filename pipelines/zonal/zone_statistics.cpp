#include "didban/base/error.h"
#include "didban/geo/coverage.h"
#include "didban/geo/overlay.h"
#include "didban/grid/tiles.h"
#include "pipelines/run/map_tiles.h"
#include "pipelines/run/pool.h"
#include "pipelines/zonal/zonal.h"
#include "pipelines/zonal/zone_lattice.h"

#include <algorithm>
#include <numeric>
#include <unordered_map>

namespace didban {

namespace {

/// What pixels say about a zone, per band.
template <class Value>
struct Gathered {
    std::vector<Moments<Value>> moments;
    std::vector<ValueTable<Value>> values; ///< empty when no statistic needs them
};

/// What one cell of the lattice says about a zone.
template <class Value>
struct CellPart {
    std::uint32_t zone{}, cell{};
    bool repaired{false};
    Gathered<Value> gathered;
    std::vector<long double> figures; ///< instead, when the zone lies in this cell alone
};

bool small(const MultiPolygon& pixel_shape)
{
    constexpr double few_pixels = 4;
    const Box box = bounds(pixel_shape);
    return box.x1 - box.x0 < few_pixels || box.y1 - box.y0 < few_pixels;
}

void read_pixels(RasterReader& reader, int band, const PixelWindow& window, std::span<float> out)
{
    reader.read(band, window, out);
}

// These two are for readers that say they are fine.
void read_pixels(RasterReader& reader, int band, const PixelWindow& window, std::span<double> out)
{
    dynamic_cast<FineReader&>(reader).read_fine(band, window, out);
}

void read_pixels(RasterReader& reader, int band, const PixelWindow& window, std::span<long double> out)
{
    dynamic_cast<FineReader&>(reader).read_whole(band, window, out);
}

template <class Value>
class ZoneRun {
    using Part = CellPart<Value>;

public:
    ZoneRun(const RasterSource& raster, ZoneShapes& shapes, const std::vector<Statistic>& statistics,
            std::vector<int> bands, const RunOptions& run, const ZoneSink& sink)
        : raster_(raster), shapes_(shapes), statistics_(statistics), bands_(std::move(bands)), run_(run), sink_(sink),
          eyes_([&raster] { return std::make_unique<Eye>(raster.open()); }),
          lattice_(shapes_, raster.info().width, raster.info().height),
          needs_values_(
              std::any_of(statistics.begin(), statistics.end(), [](const Statistic& s) { return s.needs_values(); }))
    {
    }

    void measure_all()
    {
        for (std::size_t zone = 0; zone < shapes_.size(); ++zone)
            if (lattice_.cells_of(zone) == 0)
                join(zone, {});
        const auto tiles = lattice_.tiles(cells_per_edge());
        std::size_t done = 0;
        const ThreadLimit threads(run_.threads);
        const bool complete = map_tiles(
            tiles, tiles_in_flight(threads.threads()), run_.stop,
            [this](const PixelWindow& tile) { return measure(tile); },
            [&](const PixelWindow&, std::vector<Part> parts) {
                for (auto& part : parts)
                    collect(std::move(part));
                run_.log.progress("zonal", static_cast<double>(++done), static_cast<double>(tiles.size()));
            });
        if (!complete)
            throw Error(ErrorKind::Interrupted, "interrupted while computing zonal statistics; nothing was written");
    }

private:
    /// What one tile at a time is read with; fresh room for every tile would cost as much as copying the pixels.
    struct Eye {
        explicit Eye(std::unique_ptr<RasterReader> with) : reader(std::move(with)) {}
        std::unique_ptr<RasterReader> reader;
        std::vector<std::vector<Value>> pixels; ///< per band
        PixelCoverage kernel;
        MultiPolygon shape;
    };

    [[nodiscard]] std::size_t tile_bytes(std::int64_t cells) const
    {
        const auto edge = static_cast<std::size_t>(cells * lattice_cell);
        return edge * edge * bands_.size() * sizeof(Value);
    }
    [[nodiscard]] std::size_t budget() const { return static_cast<std::size_t>(run_.memory_mb) * 1024 * 1024 / 4; }
    [[nodiscard]] std::int64_t cells_per_edge() const
    {
        std::int64_t cells = std::max<std::int64_t>(1, (run_.tile_size + lattice_cell - 1) / lattice_cell);
        while (cells > 1 && tile_bytes(cells) * 2 > budget())
            --cells;
        return cells;
    }
    [[nodiscard]] std::size_t tiles_in_flight(int threads) const
    {
        return std::clamp<std::size_t>(budget() / tile_bytes(cells_per_edge()), 1,
                                       2 * static_cast<std::size_t>(threads));
    }

    std::vector<Part> measure(const PixelWindow& tile)
    {
        const auto eye = eyes_.lend();
        auto& pixels = eye->pixels;
        pixels.resize(bands_.size());
        for (std::size_t b = 0; b < bands_.size(); ++b) {
            pixels[b].resize(tile.pixels());
            read_pixels(*eye->reader, bands_[b], tile, std::span<Value>(pixels[b]));
        }
        std::vector<Part> parts;
        Gathered<Value> gathered;
        for (const std::uint32_t cell : lattice_.cells_in(tile))
            for (const std::uint32_t zone : lattice_.zones_in(cell)) {
                Part& part = parts.emplace_back();
                part.zone = zone;
                part.cell = cell;
                part.repaired = !cover(*eye, zone, lattice_.cell(cell));
                fetch(*eye, tile);
                gather(*eye, tile, gathered);
                if (lattice_.cells_of(zone) == 1)
                    part.figures = figures(gathered);
                else
                    part.gathered = std::move(gathered);
            }
        return parts;
    }

    /// False when the zone had to be repaired.
    bool cover(Eye& eye, std::uint32_t zone, const PixelWindow& cell) const
    {
        shapes_.read(zone, eye.shape);
        // the shares of a few pixels may hide that a ring crosses itself
        const bool valid =
            eye.kernel.cover(eye.shape, cell) && !(small(eye.shape) && !overlay::invalid_reason(eye.shape).empty());
        if (!valid)
            eye.kernel.cover(to_pixels(overlay::make_valid(eye.shape), {{0, 1, 0, 0, 0, 1}}), cell);
        return valid;
    }

    /// Rows of a small zone lie far apart in memory: all of them are asked for before the first is waited for.
    void fetch(const Eye& eye, const PixelWindow& tile) const
    {
        constexpr std::int64_t most_rows = 32;
        const PixelWindow& covered = eye.kernel.window();
        if (covered.height > most_rows)
            return;
        for (const auto& pixels : eye.pixels)
            for (std::int64_t row = covered.y0; row < covered.y1(); ++row) {
                const Value* first = pixels.data() + (row - tile.y0) * tile.width + (covered.x0 - tile.x0);
                __builtin_prefetch(first);
                __builtin_prefetch(first + covered.width - 1);
            }
    }

    /// What the pixels under the kernel say, into `out`, whose room is used again.
    void gather(const Eye& eye, const PixelWindow& tile, Gathered<Value>& out) const
    {
        out.moments.resize(bands_.size());
        out.values.clear();
        out.values.resize(needs_values_ ? bands_.size() : 0);
        const PixelWindow& covered = eye.kernel.window();
        for (std::size_t b = 0; b < bands_.size(); ++b) {
            MomentSums<Value> sums;
            for (std::int64_t row = covered.y0; row < covered.y1(); ++row) {
                const auto shares = eye.kernel.row(row);
                const Value* values = eye.pixels[b].data() + (row - tile.y0) * tile.width + (covered.x0 - tile.x0);
                sums.add_row(shares, values);
                if (needs_values_)
                    out.values[b].add_row(shares, values);
            }
            out.moments[b] = sums.moments();
        }
    }

    void collect(Part part)
    {
        const std::size_t zone = part.zone;
        if (lattice_.cells_of(zone) == 1)
            return hand_on(zone, part.figures, part.repaired);
        auto& parts = waiting_[zone];
        parts.push_back(std::move(part));
        if (parts.size() == lattice_.cells_of(zone)) {
            join(zone, std::move(parts));
            waiting_.erase(zone);
        }
    }

    /// Joins a zone's cells in the order of the lattice, however they came in.
    void join(std::size_t zone, std::vector<Part> parts)
    {
        std::sort(parts.begin(), parts.end(), [](const Part& a, const Part& b) { return a.cell < b.cell; });
        Gathered<Value> all;
        all.moments.resize(bands_.size());
        all.values.resize(needs_values_ ? bands_.size() : 0);
        for (auto& part : parts) {
            for (std::size_t b = 0; b < bands_.size(); ++b)
                all.moments[b].merge(part.gathered.moments[b]);
            for (std::size_t b = 0; b < all.values.size(); ++b)
                all.values[b].merge(std::move(part.gathered.values[b]));
        }
        hand_on(zone, figures(all),
                std::any_of(parts.begin(), parts.end(), [](const Part& part) { return part.repaired; }));
    }

    [[nodiscard]] std::vector<long double> figures(Gathered<Value>& gathered) const
    {
        std::vector<long double> out;
        out.reserve(bands_.size() * statistics_.size());
        ValueTable<Value> none;
        for (std::size_t b = 0; b < bands_.size(); ++b)
            evaluate(statistics_, gathered.moments[b], needs_values_ ? gathered.values[b] : none, out);
        return out;
    }

    void hand_on(std::size_t zone, const std::vector<long double>& figures, bool repaired)
    {
        shapes_.drop(zone);
        sink_(zone, figures, repaired);
    }

    const RasterSource& raster_;
    ZoneShapes& shapes_;
    const std::vector<Statistic>& statistics_;
    std::vector<int> bands_;
    const RunOptions& run_;
    const ZoneSink& sink_;
    Pool<Eye> eyes_;
    ZoneLattice lattice_;
    std::unordered_map<std::size_t, std::vector<Part>> waiting_; ///< zones of several cells
    bool needs_values_;
};

} // namespace

std::vector<int> all_bands(const RasterSource& raster)
{
    std::vector<int> all(static_cast<std::size_t>(raster.info().bands));
    std::iota(all.begin(), all.end(), 1);
    return all;
}

GeoTransform georeference_of(const RasterInfo& info)
{
    if (!info.transform || info.transform->determinant() == 0)
        throw Error(
            ErrorKind::IncompatibleInput,
            info.name +
                " has no georeference, so zones cannot be laid over it; give it one with gdal_edit.py or a world file");
    return *info.transform;
}

Precision precision_of(const RasterSource& raster)
{
    const auto reader = raster.open();
    const auto* const fine = dynamic_cast<const FineReader*>(reader.get());
    return fine == nullptr ? Precision::Single : fine->precision();
}

void measure_zones(const RasterSource& raster, ZoneShapes& shapes, const std::vector<Statistic>& statistics,
                   const RunOptions& run, const std::vector<int>& bands, const ZoneSink& sink)
{
    switch (precision_of(raster)) {
    case Precision::Double:
        return ZoneRun<double>(raster, shapes, statistics, bands, run, sink).measure_all();
    case Precision::Int64:
    case Precision::UInt64:
        return ZoneRun<long double>(raster, shapes, statistics, bands, run, sink).measure_all();
    case Precision::Single:
        return ZoneRun<float>(raster, shapes, statistics, bands, run, sink).measure_all();
    }
}

ZoneTable zone_statistics(const RasterSource& raster, const std::vector<MultiPolygon>& zones,
                          const std::vector<Statistic>& statistics, const RunOptions& run,
                          const std::vector<int>& bands)
{
    const std::vector<int> wanted = bands.empty() ? all_bands(raster) : bands;
    const GeoTransform transform = georeference_of(raster.info());
    ZoneShapes shapes;
    for (const MultiPolygon& zone : zones)
        shapes.add(to_pixels(zone, transform));
    ZoneTable table(zones.size(), wanted.size(), statistics.size());
    measure_zones(raster, shapes, statistics, run, wanted,
                  [&](std::size_t zone, std::span<const long double> figures, bool repaired) {
                      table.set(zone, figures);
                      table.repaired += repaired ? 1 : 0;
                  });
    return table;
}

} // namespace didban
