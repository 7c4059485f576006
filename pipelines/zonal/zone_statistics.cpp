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

namespace didban {

namespace {

/// What one cell of the lattice says about a zone.
template <class Value>
struct CellPart {
    std::uint32_t zone{}, cell{};
    bool repaired{false};
    std::vector<Moments<Value>> moments;   ///< per band
    std::vector<ValueTable<Value>> values; ///< per band, or empty when no statistic needs them
    std::vector<long double>
        answers; ///< instead of both, when the zone lies in this cell alone: per band and statistic
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
    ZoneRun(const RasterSource& raster, const std::vector<MultiPolygon>& zones,
            const std::vector<Statistic>& statistics, std::vector<int> bands, const RunOptions& run)
        : raster_(raster), statistics_(statistics), bands_(std::move(bands)), run_(run),
          eyes_([&raster] { return std::make_unique<Eye>(raster.open()); }),
          shapes_(pixel_shapes(zones, *raster.info().transform)),
          lattice_(shapes_, raster.info().width, raster.info().height), waiting_(zones.size()), repaired_(zones.size()),
          table_(zones.size(), bands_.size(), statistics.size()),
          needs_values_(
              std::any_of(statistics.begin(), statistics.end(), [](const Statistic& s) { return s.needs_values(); }))
    {
    }

    ZoneTable result()
    {
        for (std::size_t zone = 0; zone < shapes_.size(); ++zone)
            if (lattice_.cells_of(zone) == 0)
                finish(zone, {});
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
        table_.repaired = std::count(repaired_.begin(), repaired_.end(), true);
        return std::move(table_);
    }

private:
    /// What one tile at a time is read with; fresh room for every tile would cost as much as copying the pixels.
    struct Eye {
        explicit Eye(std::unique_ptr<RasterReader> with) : reader(std::move(with)) {}
        std::unique_ptr<RasterReader> reader;
        std::vector<std::vector<Value>> pixels; ///< per band
    };

    static std::vector<MultiPolygon> pixel_shapes(const std::vector<MultiPolygon>& zones, const GeoTransform& transform)
    {
        std::vector<MultiPolygon> out;
        out.reserve(zones.size());
        for (const auto& zone : zones)
            out.push_back(to_pixels(zone, transform));
        return out;
    }

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
        PixelCoverage kernel;
        for (const std::uint32_t cell : lattice_.cells_in(tile))
            for (const std::uint32_t zone : lattice_.zones_in(cell)) {
                Part part = measure_zone(kernel, zone, cell, tile, pixels);
                if (lattice_.cells_of(zone) == 1) {
                    part.answers = answers(part.moments, part.values);
                    part.moments = {};
                    part.values = {};
                }
                parts.push_back(std::move(part));
            }
        return parts;
    }

    Part measure_zone(PixelCoverage& kernel, std::uint32_t zone, std::uint32_t cell, const PixelWindow& tile,
                      const std::vector<std::vector<Value>>& pixels) const
    {
        Part part{zone, cell, false, std::vector<Moments<Value>>(bands_.size()), {}, {}};
        const MultiPolygon& shape = shapes_[zone];
        const PixelWindow window = lattice_.cell(cell);
        // the shares of a few pixels may hide that a ring crosses itself
        part.repaired = !kernel.cover(shape, window) || (small(shape) && !overlay::invalid_reason(shape).empty());
        if (part.repaired)
            kernel.cover(to_pixels(overlay::make_valid(shape), {{0, 1, 0, 0, 0, 1}}), window);
        if (needs_values_)
            part.values.resize(bands_.size());
        const PixelWindow& covered = kernel.window();
        for (std::size_t b = 0; b < bands_.size(); ++b) {
            MomentSums<Value> sums;
            for (std::int64_t row = covered.y0; row < covered.y1(); ++row) {
                const auto shares = kernel.row(row);
                const Value* values = pixels[b].data() + (row - tile.y0) * tile.width + (covered.x0 - tile.x0);
                sums.add_row(shares, values);
                if (needs_values_)
                    part.values[b].add_row(shares, values);
            }
            part.moments[b] = sums.moments();
        }
        return part;
    }

    void collect(Part part)
    {
        const std::size_t zone = part.zone;
        if (part.repaired)
            repaired_[zone] = true;
        if (!part.answers.empty())
            return store(zone, part.answers);
        auto& parts = waiting_[zone];
        parts.push_back(std::move(part));
        if (parts.size() == lattice_.cells_of(zone)) {
            finish(zone, std::move(parts));
            parts = {};
        }
    }

    /// Joins a zone's cells in the order of the lattice, however they came in.
    void finish(std::size_t zone, std::vector<Part> parts)
    {
        std::sort(parts.begin(), parts.end(), [](const Part& a, const Part& b) { return a.cell < b.cell; });
        std::vector<Moments<Value>> moments(bands_.size());
        std::vector<ValueTable<Value>> values(needs_values_ ? bands_.size() : 0);
        for (auto& part : parts) {
            for (std::size_t b = 0; b < bands_.size(); ++b)
                moments[b].merge(part.moments[b]);
            for (std::size_t b = 0; b < values.size(); ++b)
                values[b].merge(std::move(part.values[b]));
        }
        store(zone, answers(moments, values));
    }

    [[nodiscard]] std::vector<long double> answers(const std::vector<Moments<Value>>& moments,
                                                   std::vector<ValueTable<Value>>& values) const
    {
        std::vector<long double> out;
        ValueTable<Value> none;
        for (std::size_t b = 0; b < bands_.size(); ++b) {
            const auto of_band = evaluate(statistics_, moments[b], needs_values_ ? values[b] : none);
            out.insert(out.end(), of_band.begin(), of_band.end());
        }
        return out;
    }

    void store(std::size_t zone, const std::vector<long double>& answers)
    {
        std::size_t next = 0;
        for (std::size_t b = 0; b < bands_.size(); ++b)
            for (std::size_t s = 0; s < statistics_.size(); ++s)
                table_.set(zone, b, s, answers[next++]);
    }

    const RasterSource& raster_;
    const std::vector<Statistic>& statistics_;
    std::vector<int> bands_;
    const RunOptions& run_;
    Pool<Eye> eyes_;
    std::vector<MultiPolygon> shapes_; ///< in pixel coordinates
    ZoneLattice lattice_;
    std::vector<std::vector<Part>> waiting_;
    std::vector<bool> repaired_;
    ZoneTable table_;
    bool needs_values_;
};

} // namespace

Precision precision_of(const RasterSource& raster)
{
    const auto reader = raster.open();
    const auto* const fine = dynamic_cast<const FineReader*>(reader.get());
    return fine == nullptr ? Precision::Single : fine->precision();
}

ZoneTable zone_statistics(const RasterSource& raster, const std::vector<MultiPolygon>& zones,
                          const std::vector<Statistic>& statistics, const RunOptions& run,
                          const std::vector<int>& bands)
{
    const RasterInfo& info = raster.info();
    if (!info.transform || info.transform->determinant() == 0)
        throw Error(
            ErrorKind::IncompatibleInput,
            info.name +
                " has no georeference, so zones cannot be laid over it; give it one with gdal_edit.py or a world file");
    std::vector<int> wanted = bands;
    if (wanted.empty()) {
        wanted.resize(static_cast<std::size_t>(info.bands));
        std::iota(wanted.begin(), wanted.end(), 1);
    }
    switch (precision_of(raster)) {
    case Precision::Double:
        return ZoneRun<double>(raster, zones, statistics, std::move(wanted), run).result();
    case Precision::Int64:
    case Precision::UInt64:
        return ZoneRun<long double>(raster, zones, statistics, std::move(wanted), run).result();
    case Precision::Single:
        break;
    }
    return ZoneRun<float>(raster, zones, statistics, std::move(wanted), run).result();
}

} // namespace didban
