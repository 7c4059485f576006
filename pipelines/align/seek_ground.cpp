#include "pipelines/align/seek_ground.h"

#include "didban/align/ground_field.h"
#include "didban/base/error.h"
#include "didban/grid/tiles.h"
#include "pipelines/imagery/grid_image.h"
#include "pipelines/run/map_tiles.h"

#include <tbb/parallel_for.h>

#include <algorithm>
#include <cmath>
#include <string>

namespace didban {

namespace {

constexpr double coarsest_m = 1.5;
constexpr std::int64_t windows_along_tile = 80;
constexpr double most_windows = 2e6;     ///< of the whole scene; beyond, windows stand farther apart
constexpr double least_support = 40;     ///< ground matches
constexpr std::size_t sampled_areas = 9; ///< in which the side of the lean is looked for
constexpr int shared_cells = 4;          ///< of neighbouring areas

std::vector<SmallMatch> measure(const OpenScene& reference, const OpenScene& target, const CommonBands& bands,
                                const Displacement& first, const RunOptions& run)
{
    const WorkingGrid& grid = reference.grid;
    const double windows = static_cast<double>(grid.width) * static_cast<double>(grid.height) /
                           static_cast<double>(small_window_step * small_window_step);
    const auto stride = static_cast<std::int64_t>(std::ceil(std::sqrt(std::max(1.0, windows / most_windows))));
    const GridImage references(reference, grid, {}), targets(target, grid, first);
    std::vector<SmallMatch> all;
    const auto match = [&](const PixelWindow& tile) {
        const PixelWindow wide = tile.grown(small_window_margin);
        std::vector<SmallMatch> found =
            match_small_windows(references.gray(bands.reference, wide),
                                targets.gray(bands.target, wide.grown(small_window_radius)), tile, stride);
        for (SmallMatch& m : found) {
            const Point before = first.at(m.col + m.shift.x, m.row + m.shift.y);
            m.shift = {m.shift.x + before.x, m.shift.y + before.y};
        }
        return found;
    };
    const ThreadLimit limit(run.threads);
    double done = 0;
    const bool finished =
        map_tiles(split(grid.width, grid.height, windows_along_tile * small_window_step),
                  static_cast<std::size_t>(limit.threads()) * 2, run.stop, match,
                  [&](const PixelWindow& tile, const std::vector<SmallMatch>& found) {
                      all.insert(all.end(), found.begin(), found.end());
                      run.log.progress("looking for the ground", done += static_cast<double>(tile.pixels()),
                                       static_cast<double>(grid.width) * static_cast<double>(grid.height));
                  });
    if (!finished)
        throw Error(ErrorKind::Interrupted, "interrupted while matching the ground");
    return all;
}

/// First cells and number of cells of the areas along one axis: all alike, sharing at least `shared_cells`.
std::vector<std::pair<int, int>> stretches(int cells)
{
    if (cells <= ground_area_cells)
        return {{0, cells}};
    const int room = cells - ground_area_cells,
              steps = (room + ground_area_cells - shared_cells - 1) / (ground_area_cells - shared_cells);
    std::vector<std::pair<int, int>> out;
    for (int k = 0; k <= steps; ++k)
        out.emplace_back(room * k / steps, ground_area_cells);
    return out;
}

Point mean_beside(const Displacement& field, const Displacement& trend, const GroundArea& area)
{
    Point sum{};
    for (int row = 0; row < area.rows; ++row)
        for (int col = 0; col < area.columns; ++col) {
            const double x = (area.column + col + 0.5) * ground_knot_px, y = (area.row + row + 0.5) * ground_knot_px;
            const Point a = field.at(x, y), b = trend.at(x, y);
            sum = {sum.x + a.x - b.x, sum.y + a.y - b.y};
        }
    const double n = static_cast<double>(area.rows) * area.columns;
    return {sum.x / n, sum.y / n};
}

/// The field made of areas that overlap.
class Areas {
public:
    Areas(const WorkingGrid& grid, const Displacement& first, const Displacement& trend)
        : columns_(cells(grid.width)), rows_(cells(grid.height))
    {
        for (const auto& [row, rows] : stretches(rows_))
            for (const auto& [column, columns] : stretches(columns_)) {
                GroundArea area{column, row, columns, rows, {}};
                area.usual = mean_beside(first, trend, area);
                areas_.push_back(area);
            }
    }
    [[nodiscard]] std::size_t count() const { return areas_.size(); }
    [[nodiscard]] GroundFit fit(std::size_t k, const std::vector<SmallMatch>& matches,
                                const std::optional<Point>& lean) const
    {
        const GroundArea& a = areas_[k];
        const auto within = [](double at, int first, int cells) {
            return at >= first * ground_knot_px && at < (first + cells) * ground_knot_px;
        };
        std::vector<SmallMatch> own;
        std::copy_if(matches.begin(), matches.end(), std::back_inserter(own), [&](const SmallMatch& m) {
            return within(m.col, a.column, a.columns) && within(m.row, a.row, a.rows);
        });
        return fit_ground(own, a, lean);
    }
    /// Control points of all; where areas overlap, the deeper inside an area the more it counts.
    [[nodiscard]] Displacement join(const std::vector<GroundFit>& fits, const Displacement& trend) const
    {
        const int across = columns_ + 3, down = rows_ + 3;
        std::vector<Point> control(static_cast<std::size_t>(across) * static_cast<std::size_t>(down));
        std::vector<double> weight(control.size());
        for (std::size_t k = 0; k < fits.size(); ++k) {
            const GroundArea& a = areas_[k];
            for (int j = 0; j < a.rows + 3; ++j)
                for (int i = 0; i < a.columns + 3; ++i) {
                    const double w = depth(i, a.columns + 3, a.column == 0, a.column + a.columns == columns_) *
                                     depth(j, a.rows + 3, a.row == 0, a.row + a.rows == rows_);
                    const auto at = static_cast<std::size_t>((a.row + j) * across + a.column + i);
                    const Point& c = fits[k].control[static_cast<std::size_t>(j * (a.columns + 3) + i)];
                    control[at] = {control[at].x + w * c.x, control[at].y + w * c.y};
                    weight[at] += w;
                }
        }
        for (std::size_t k = 0; k < control.size(); ++k)
            control[k] = {control[k].x / weight[k], control[k].y / weight[k]};
        return trend.with_spline(ground_knot_px, across, down, std::move(control));
    }

private:
    static int cells(std::int64_t pixels)
    {
        return std::max(1, static_cast<int>(std::ceil(static_cast<double>(pixels) / ground_knot_px)));
    }
    /// From the sides that another area lies beyond.
    static double depth(int k, int count, bool open_before, bool open_after)
    {
        const double before = open_before ? shared_cells : k + 0.5, after = open_after ? shared_cells : count - k - 0.5;
        return std::min({before, after, static_cast<double>(shared_cells)});
    }

    int columns_, rows_;
    std::vector<GroundArea> areas_;
};

} // namespace

std::optional<GroundRegistration> seek_ground(const OpenScene& reference, const OpenScene& target,
                                              const CommonBands& bands, const Displacement& first,
                                              const Displacement& trend, const RunOptions& run)
{
    const double pixel_m =
        reference.georeferenced ? ground_size(reference.image->info(), 0) : reference.grid.transform.pixel_size();
    if (pixel_m > coarsest_m)
        return std::nullopt;
    std::vector<SmallMatch> matches = measure(reference, target, bands, first, run);
    for (SmallMatch& m : matches) {
        const Point t = trend.at(m.col, m.row);
        m.shift = {m.shift.x - t.x, m.shift.y - t.y};
    }
    const Areas areas(reference.grid, first, trend);
    const ThreadLimit limit(run.threads);
    const auto fit_some = [&](std::size_t count, auto number, const std::optional<Point>& lean) {
        std::vector<GroundFit> fits(count);
        tbb::parallel_for(std::size_t{0}, count, [&](std::size_t k) {
            if (!run.stop.stop_requested())
                fits[k] = areas.fit(number(k), matches, lean);
        });
        if (run.stop.stop_requested())
            throw Error(ErrorKind::Interrupted, "interrupted while fitting the ground");
        return fits;
    };
    const std::size_t some = std::min(sampled_areas, areas.count());
    std::vector<Point> beside;
    for (const GroundFit& f : fit_some(
             some, [&](std::size_t k) { return k * areas.count() / some; }, std::nullopt))
        beside.insert(beside.end(), f.beside.begin(), f.beside.end());
    const auto lean = lean_direction(beside);
    if (!lean)
        return std::nullopt;
    const std::vector<GroundFit> fits = fit_some(
        areas.count(), [](std::size_t k) { return k; }, lean);
    GroundRegistration out;
    double error2 = 0, weight = 0;
    for (const GroundFit& f : fits) {
        out.matches += f.support;
        error2 += f.error2_sum;
        weight += f.error_weight;
    }
    if (out.matches < least_support || !(weight > 0))
        return std::nullopt;
    out.residual_px = std::sqrt(error2 / weight);
    out.field = areas.join(fits, trend);
    return out;
}

} // namespace didban
