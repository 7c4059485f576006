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
struct CellPart {
    std::uint32_t zone{}, cell{};
    bool repaired{false};
    std::vector<Moments> moments;   ///< per band
    std::vector<ValueTable> values; ///< per band, or empty when no statistic needs them
    std::vector<double> answers;    ///< instead of both, when the zone lies in this cell alone: per band and statistic
};

bool small(const MultiPolygon& pixel_shape)
{
    constexpr double few_pixels = 4;
    const Box box = bounds(pixel_shape);
    return box.x1 - box.x0 < few_pixels || box.y1 - box.y0 < few_pixels;
}

class ZoneRun {
public:
    ZoneRun(const RasterSource& raster, const std::vector<MultiPolygon>& zones,
            const std::vector<Statistic>& statistics, std::vector<int> bands, const RunOptions& run)
        : raster_(raster), statistics_(statistics), bands_(std::move(bands)), run_(run),
          readers_([&raster] { return raster.open(); }), shapes_(pixel_shapes(zones, *raster.info().transform)),
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
            [&](const PixelWindow&, std::vector<CellPart> parts) {
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
        return edge * edge * bands_.size() * sizeof(float);
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

    std::vector<CellPart> measure(const PixelWindow& tile)
    {
        std::vector<std::vector<float>> pixels(bands_.size());
        {
            const auto reader = readers_.lend();
            for (std::size_t b = 0; b < bands_.size(); ++b) {
                pixels[b].resize(tile.pixels());
                reader->read(bands_[b], tile, pixels[b]);
            }
        }
        std::vector<CellPart> parts;
        PixelCoverage kernel;
        for (const std::uint32_t cell : lattice_.cells_in(tile))
            for (const std::uint32_t zone : lattice_.zones_in(cell)) {
                CellPart part = measure_zone(kernel, zone, cell, tile, pixels);
                if (lattice_.cells_of(zone) == 1) {
                    part.answers = answers(part.moments, part.values);
                    part.moments = {};
                    part.values = {};
                }
                parts.push_back(std::move(part));
            }
        return parts;
    }

    CellPart measure_zone(PixelCoverage& kernel, std::uint32_t zone, std::uint32_t cell, const PixelWindow& tile,
                          const std::vector<std::vector<float>>& pixels) const
    {
        CellPart part{zone, cell, false, std::vector<Moments>(bands_.size()), {}, {}};
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
            MomentSums sums;
            for (std::int64_t row = covered.y0; row < covered.y1(); ++row) {
                const auto shares = kernel.row(row);
                const float* values = pixels[b].data() + (row - tile.y0) * tile.width + (covered.x0 - tile.x0);
                sums.add_row(shares, values);
                if (needs_values_)
                    part.values[b].add_row(shares, values);
            }
            part.moments[b] = sums.moments();
        }
        return part;
    }

    void collect(CellPart part)
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
    void finish(std::size_t zone, std::vector<CellPart> parts)
    {
        std::sort(parts.begin(), parts.end(), [](const CellPart& a, const CellPart& b) { return a.cell < b.cell; });
        std::vector<Moments> moments(bands_.size());
        std::vector<ValueTable> values(needs_values_ ? bands_.size() : 0);
        for (auto& part : parts) {
            for (std::size_t b = 0; b < bands_.size(); ++b)
                moments[b].merge(part.moments[b]);
            for (std::size_t b = 0; b < values.size(); ++b)
                values[b].merge(std::move(part.values[b]));
        }
        store(zone, answers(moments, values));
    }

    [[nodiscard]] std::vector<double> answers(const std::vector<Moments>& moments,
                                              std::vector<ValueTable>& values) const
    {
        std::vector<double> out;
        ValueTable none;
        for (std::size_t b = 0; b < bands_.size(); ++b) {
            const auto of_band = evaluate(statistics_, moments[b], needs_values_ ? values[b] : none);
            out.insert(out.end(), of_band.begin(), of_band.end());
        }
        return out;
    }

    void store(std::size_t zone, const std::vector<double>& answers)
    {
        std::size_t next = 0;
        for (std::size_t b = 0; b < bands_.size(); ++b)
            for (std::size_t s = 0; s < statistics_.size(); ++s)
                table_.at(zone, b, s) = answers[next++];
    }

    const RasterSource& raster_;
    const std::vector<Statistic>& statistics_;
    std::vector<int> bands_;
    const RunOptions& run_;
    Pool<RasterReader> readers_;
    std::vector<MultiPolygon> shapes_; ///< in pixel coordinates
    ZoneLattice lattice_;
    std::vector<std::vector<CellPart>> waiting_;
    std::vector<bool> repaired_;
    ZoneTable table_;
    bool needs_values_;
};

} // namespace

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
    return ZoneRun(raster, zones, statistics, std::move(wanted), run).result();
}

} // namespace didban
