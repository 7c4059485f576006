#include "pipelines/align/global_shift.h"

#include "didban/align/correlate.h"
#include "didban/align/fit_displacement.h"
#include "didban/base/error.h"
#include "pipelines/imagery/grid_image.h"
#include "pipelines/run/map_tiles.h"

#include <algorithm>
#include <cmath>

namespace didban {

namespace {

constexpr std::int64_t window_edge = 256;
constexpr int most_windows_across = 6; ///< along each axis
/// Search radius above which the grid is made coarser, pixels.
constexpr int widest_radius = 64;

WorkingGrid coarser(const WorkingGrid& grid, int factor)
{
    WorkingGrid g = grid;
    g.width = std::max<std::int64_t>(1, grid.width / factor);
    g.height = std::max<std::int64_t>(1, grid.height / factor);
    for (const std::size_t k : {1U, 2U, 4U, 5U})
        g.transform.c[k] *= factor;
    return g;
}

/// Windows of at most window_edge pixels spread evenly, row by row.
std::vector<PixelWindow> spread(const WorkingGrid& grid)
{
    const auto starts = [](std::int64_t size, std::int64_t edge) {
        const std::int64_t count = std::clamp<std::int64_t>(size / edge, 1, most_windows_across);
        std::vector<std::int64_t> at;
        for (std::int64_t k = 0; k < count; ++k)
            at.push_back(count == 1 ? (size - edge) / 2 : (size - edge) * k / (count - 1));
        return at;
    };
    const std::int64_t width = std::min(window_edge, grid.width), height = std::min(window_edge, grid.height);
    std::vector<PixelWindow> windows;
    for (const auto y : starts(grid.height, height))
        for (const auto x : starts(grid.width, width))
            windows.push_back({x, y, width, height});
    return windows;
}

/// Binomial smoothing over 3 × 3: a local part of the displacement spreads the peak.
CorrelationSurface smoothed(const CorrelationSurface& s)
{
    CorrelationSurface out{s.radius, std::vector<float>(s.score.size())};
    for (int y = -s.radius; y <= s.radius; ++y)
        for (int x = -s.radius; x <= s.radius; ++x) {
            float sum = 0, weight = 0;
            for (int v = std::max(-s.radius, y - 1); v <= std::min(s.radius, y + 1); ++v)
                for (int u = std::max(-s.radius, x - 1); u <= std::min(s.radius, x + 1); ++u) {
                    const float w = (u == x ? 2.0F : 1.0F) * (v == y ? 2.0F : 1.0F);
                    sum += w * s.at(u, v);
                    weight += w;
                }
            out.at(x, y) = sum / weight;
        }
    return out;
}

struct WindowResult {
    CorrelationSurface surface;
    bool compared{false};
};

/// Windows whose own peak stands out become coarse tie points.
std::vector<TiePoint> coarse_points(const std::vector<PixelWindow>& windows, const std::vector<WindowResult>& results)
{
    std::vector<TiePoint> points;
    for (std::size_t i = 0; i < windows.size(); ++i) {
        if (!results[i].compared)
            continue;
        const CorrelationPeak peak = find_peak(results[i].surface);
        if (peak.at_edge || peak.sharpness < 7 || peak.second > 0.8 * peak.score)
            continue;
        TiePoint p;
        p.col = static_cast<double>(windows[i].x0) + 0.5 * static_cast<double>(windows[i].width);
        p.row = static_cast<double>(windows[i].y0) + 0.5 * static_cast<double>(windows[i].height);
        p.shift = {static_cast<double>(peak.dx), static_cast<double>(peak.dy)};
        p.score = peak.score;
        points.push_back(p);
    }
    return points;
}

/// Surfaces of windows spread over the scene, and their sum.
struct Summed {
    std::vector<PixelWindow> windows;
    std::vector<WindowResult> results;
    CorrelationSurface sum;
    int compared{};
};

Summed correlate_scene(const OpenScene& reference, const OpenScene& target, const CommonBands& bands,
                       const WorkingGrid& grid, int radius, const RunOptions& run)
{
    const GridImage references(reference, grid, {}), targets(target, grid, {});
    const auto places = static_cast<std::size_t>((2 * radius + 1) * (2 * radius + 1));
    Summed out{spread(grid), {}, {radius, std::vector<float>(places)}, 0};
    const auto compare = [&](const PixelWindow& window) {
        const Structure a = structure_of(references.gray(bands.reference, window));
        const Structure b = structure_of(targets.gray(bands.target, window.grown(radius)));
        WindowResult result;
        result.compared = a.valid_share > 0.2 && b.valid_share > 0.05 && a.typical > 0 && b.typical > 0;
        if (result.compared)
            result.surface = correlate(a, b, radius);
        return result;
    };
    const auto collect = [&](const PixelWindow&, WindowResult result) {
        if (result.compared) {
            ++out.compared;
            for (std::size_t i = 0; i < places; ++i)
                out.sum.score[i] += result.surface.score[i];
        }
        out.results.push_back(std::move(result));
        run.log.progress("searching the shift", static_cast<double>(out.results.size()),
                         static_cast<double>(out.windows.size()));
    };
    const ThreadLimit limit(run.threads);
    if (!map_tiles(out.windows, static_cast<std::size_t>(limit.threads()) + 1, run.stop, compare, collect))
        throw Error(ErrorKind::Interrupted, "interrupted while searching the shift");
    return out;
}

/// Twice the shift that is allowed, on the coarser grid.
int radius_on(const WorkingGrid& grid, double max_shift_px, int factor)
{
    const auto shorter = static_cast<int>(std::min(grid.width, grid.height));
    return std::clamp(static_cast<int>(std::ceil(2 * max_shift_px / factor)) + 2, 2, std::max(2, shorter / 2));
}

int finest_factor(double max_shift_px)
{
    return std::max(1, static_cast<int>(std::ceil(2 * max_shift_px / widest_radius)));
}

} // namespace

GlobalShift find_global_shift(const OpenScene& reference, const OpenScene& target, const CommonBands& bands,
                              double max_shift_px, const RunOptions& run)
{
    const int factor = finest_factor(max_shift_px);
    const WorkingGrid grid = coarser(reference.grid, factor);
    const Summed scene = correlate_scene(reference, target, bands, grid, radius_on(grid, max_shift_px, factor), run);
    GlobalShift found;
    found.windows = scene.compared;
    if (found.windows == 0)
        return found;

    const CorrelationPeak peak = find_peak(smoothed(scene.sum), 5);
    // Pairs of unrelated images reach 4 robust standard deviations, with a second place within a few percent.
    found.found = peak.sharpness >= 5 && peak.second <= 0.85 * peak.score;
    found.sharpness = peak.sharpness;
    found.shift = {static_cast<double>(peak.dx * factor), static_cast<double>(peak.dy * factor)};
    found.best = found.shift;
    found.step = factor;
    found.field = Displacement::translation(found.shift.x, found.shift.y);

    // A rotation or scale shows as windows that agree on an affine map better than on one shift.
    const auto points = coarse_points(scene.windows, scene.results);
    const auto agree = std::count_if(points.begin(), points.end(), [&](const TiePoint& p) {
        return std::hypot(p.shift.x - peak.dx, p.shift.y - peak.dy) <= 3;
    });
    Displacement affine;
    const int on_affine = consensus_affine(points, 2.0, affine);
    if (on_affine >= 8 && on_affine >= static_cast<int>(agree) + 3 && 2 * on_affine > static_cast<int>(points.size())) {
        found.field = affine.on_coarser_grid(1.0 / factor);
        found.shift = found.field.at(0.5 * static_cast<double>(reference.grid.width),
                                     0.5 * static_cast<double>(reference.grid.height));
        found.found = true;
    }
    return found;
}

std::optional<Placement> find_placement(const OpenScene& reference, const OpenScene& target, const CommonBands& bands,
                                        double max_shift_px, const GlobalShift& searched, const RunOptions& run)
{
    const auto near = [](const Point& best, int step) {
        return std::hypot(best.x, best.y) <= placement_px ? std::optional(Placement{best, static_cast<double>(step)})
                                                          : std::nullopt;
    };
    for (const int coarsening : {1, 2, 4}) {
        const int factor = coarsening * searched.step;
        const WorkingGrid grid = coarser(reference.grid, factor);
        const int radius = radius_on(grid, max_shift_px, factor);
        // In a small range the best of all places lies near no shift by mere chance.
        if (radius * factor < 4 * placement_px)
            continue;
        Point best = searched.best;
        if (coarsening > 1) {
            const CorrelationPeak peak =
                find_peak(smoothed(correlate_scene(reference, target, bands, grid, radius, run).sum));
            if (peak.score <= 0)
                continue;
            best = {static_cast<double>(peak.dx * factor), static_cast<double>(peak.dy * factor)};
        }
        if (const auto placed = near(best, factor))
            return placed;
    }
    return std::nullopt;
}

} // namespace didban
