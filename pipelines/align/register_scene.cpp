#include "pipelines/align/register_scene.h"

#include "didban/align/fit_displacement.h"
#include "didban/base/error.h"
#include "didban/base/number_text.h"
#include "pipelines/align/global_shift.h"
#include "pipelines/align/seek_ground.h"
#include "pipelines/imagery/grid_image.h"
#include "pipelines/run/map_tiles.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <set>

namespace didban {

namespace {

constexpr int fewest_points = 6;
constexpr double least_reliability = 0.25;
/// Of a match beyond the search, which accuses the georeference: more than within it, where 5 is enough.
constexpr double least_far_sharpness = 8;

/// Where the candidates stand.
struct Lattice {
    std::int64_t spacing{}, window{};
    std::vector<PixelWindow> windows; ///< row by row
    int columns{};
};

/// Up to 32 points along the longer side, in windows of 64 to 128 pixels. The outer windows reach over the edge by a
/// quarter, so that the field is measured, not extrapolated, near the edge. In scenes below a thousand pixels the
/// windows overlap.
Lattice lattice_of(const WorkingGrid& grid)
{
    Lattice l;
    const std::int64_t longer = std::max(grid.width, grid.height), shorter = std::min(grid.width, grid.height);
    l.spacing = std::max<std::int64_t>({longer / 32, std::min<std::int64_t>(64, shorter / 10), 12});
    l.window = std::min(std::clamp<std::int64_t>(l.spacing, 64, 128), std::max<std::int64_t>(16, shorter / 2));
    const auto starts = [&](std::int64_t size) {
        const std::int64_t room = size - l.window / 2; // for the corners of windows
        const std::int64_t count = std::max<std::int64_t>(1, room / l.spacing + 1);
        std::vector<std::int64_t> at;
        for (std::int64_t k = 0; k < count; ++k)
            at.push_back(count == 1 ? (size - l.window) / 2 : -l.window / 4 + room * k / (count - 1));
        return at;
    };
    const auto columns = starts(grid.width), rows = starts(grid.height);
    l.columns = static_cast<int>(columns.size());
    for (const auto y : rows)
        for (const auto x : columns)
            l.windows.push_back({x, y, l.window, l.window});
    return l;
}

std::vector<TiePoint> measure(const OpenScene& reference, const OpenScene& target, const CommonBands& bands,
                              const Lattice& lattice, const Displacement& start, const RunOptions& run)
{
    const GridImage references(reference, reference.grid, {}), targets(target, reference.grid, start);
    const MatchOptions options;
    std::vector<TiePoint> points;
    const auto match = [&](const PixelWindow& window) {
        TiePoint p;
        const PixelWindow wide = window.grown(match_margin);
        match_windows(references.gray(bands.reference, wide), targets.gray(bands.target, wide.grown(options.radius)),
                      options, p);
        if (p.outcome == TieOutcome::Used) {
            const Point before = start.at(p.col + p.shift.x, p.row + p.shift.y);
            p.shift = {p.shift.x + before.x, p.shift.y + before.y};
        }
        return p;
    };
    const auto collect = [&](const PixelWindow&, TiePoint p) {
        const int k = static_cast<int>(points.size());
        p.lattice_col = k % lattice.columns;
        p.lattice_row = k / lattice.columns;
        points.push_back(p);
        run.log.progress("matching tie points", k + 1, static_cast<double>(lattice.windows.size()));
    };
    const ThreadLimit limit(run.threads);
    if (!map_tiles(lattice.windows, static_cast<std::size_t>(limit.threads()) * 2, run.stop, match, collect))
        throw Error(ErrorKind::Interrupted, "interrupted while matching tie points");
    return points;
}

/// Share of the candidates with structure that agreed.
double agreement_of(const std::vector<TiePoint>& points)
{
    int used = 0, with_structure = 0;
    for (const TiePoint& p : points) {
        used += p.outcome == TieOutcome::Used ? 1 : 0;
        with_structure += p.outcome != TieOutcome::Flat && p.outcome != TieOutcome::Masked ? 1 : 0;
    }
    return with_structure == 0 ? 0 : static_cast<double>(used) / with_structure;
}

/// Share of the matchable parts of the scene, out of 4 × 4, that hold a used point.
double coverage_of(const std::vector<TiePoint>& points, const WorkingGrid& grid)
{
    std::set<int> matchable, held;
    for (const TiePoint& p : points) {
        if (p.outcome == TieOutcome::Masked)
            continue;
        const int part = static_cast<int>(4 * p.row / static_cast<double>(grid.height)) * 4 +
                         static_cast<int>(4 * p.col / static_cast<double>(grid.width));
        matchable.insert(part);
        if (p.outcome == TieOutcome::Used)
            held.insert(part);
    }
    return matchable.empty() ? 0 : static_cast<double>(held.size()) / static_cast<double>(matchable.size());
}

/// Share of matches at random places of the search range that would lie as near to any smooth field as 95 % of the used
/// points do.
double agreement_by_chance(double residual_px, int radius)
{
    const double reach = 1.73 * residual_px, edge = 2 * radius + 1;
    return std::numbers::pi * reach * reach / (edge * edge);
}

std::string counts_in_words(const std::map<std::string, int>& rejected)
{
    std::string text;
    for (const auto& [reason, count] : rejected)
        text += (text.empty() ? "" : ", ") + std::to_string(count) + " " + reason;
    return text.empty() ? "none rejected" : text;
}

std::string number(double value)
{
    return text::fixed(value, 1);
}

double median_of(std::vector<double> values)
{
    if (values.empty())
        return 0;
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

/// Median of the applied field over the used points, per axis.
Point median_shift(const Displacement& field, const std::vector<TiePoint>& points)
{
    std::vector<double> x, y;
    for (const TiePoint& p : points)
        if (p.outcome == TieOutcome::Used) {
            const Point d = field.at(p.col, p.row);
            x.push_back(d.x);
            y.push_back(d.y);
        }
    return {median_of(std::move(x)), median_of(std::move(y))};
}

/// Tie points around `start`, and the field through them, or the reason why they are none to rely on.
std::string fit_tie_points(const OpenScene& reference, const OpenScene& target, const CommonBands& bands,
                           const Displacement& start, const AlignOptions& options, const RunOptions& run,
                           Registration& result)
{
    const Lattice lattice = lattice_of(reference.grid);
    auto points = measure(reference, target, bands, lattice, start, run);
    AlignReport& report = result.report;
    report.tie_points = reject_outliers(points);
    for (const TiePoint& p : points)
        if (p.outcome != TieOutcome::Used)
            ++report.rejected[std::string(name_of(p.outcome))];
    report.candidates = points;
    const double agreement = agreement_of(points);
    report.reliability = std::sqrt(agreement * coverage_of(points, reference.grid));
    const std::string of_all = std::to_string(report.tie_points) + " of " + std::to_string(points.size());
    if (report.tie_points < fewest_points || report.reliability < least_reliability)
        return "only " + of_all + " tie points agree (" + counts_in_words(report.rejected) +
               "); take dates of one season and hour, and mask clouds";
    const DisplacementFit fit =
        fit_displacement(points, reference.grid.width, reference.grid.height, static_cast<double>(lattice.spacing));
    if (agreement < 1.75 * agreement_by_chance(fit.residual_px, MatchOptions{}.radius))
        return "their tie points agree hardly better than chance (" + of_all + ", residual " + number(fit.residual_px) +
               " pixels; " + counts_in_words(report.rejected) + "); take dates of one season and hour, and mask clouds";
    result.field = fit.field;
    report.co_registered = true;
    report.model = fit.model;
    report.residual_px = fit.residual_px;
    report.before_px = fit.before_px;
    if (options.on == AlignOn::Ground) {
        Displacement trend;
        (void)consensus_affine(points, 2.5, trend);
        const CommonBands all = all_common_bands(reference, target);
        if (const auto ground = seek_ground(reference, target, all, fit.field, trend, run)) {
            result.field = ground->field;
            report.model = "spline";
            report.residual_px = ground->residual_px;
            report.ground_matches = static_cast<int>(std::lround(ground->matches));
        }
    }
    const Point shift = median_shift(result.field, points);
    report.shift_x_px = shift.x;
    report.shift_y_px = shift.y;
    return {};
}

/// The shift of a match that lies beyond `most` pixels.
std::optional<Point> shift_beyond(const GlobalShift& match, double most)
{
    if (!match.found || std::max(std::abs(match.shift.x), std::abs(match.shift.y)) <= most)
        return std::nullopt;
    return match.shift;
}

/// The shift of two that match well beyond the search.
std::optional<Point> look_farther(const OpenScene& reference, const OpenScene& target, const CommonBands& bands,
                                  const AlignOptions& options, const RunOptions& run)
{
    const auto shorter = static_cast<double>(std::min(reference.grid.width, reference.grid.height));
    const double farther = std::min(8 * options.max_shift_px, shorter / 3);
    if (farther <= options.max_shift_px)
        return std::nullopt;
    const GlobalShift match = find_global_shift(reference, target, bands, farther, run);
    if (match.sharpness < least_far_sharpness || shift_beyond(match, farther))
        return std::nullopt;
    return shift_beyond(match, options.max_shift_px);
}

} // namespace

Registration register_scene(const OpenScene& reference, const OpenScene& target, const AlignOptions& options,
                            const RunOptions& run)
{
    const CommonBands bands = common_bands(reference, target);
    const GlobalShift global = find_global_shift(reference, target, bands, options.max_shift_px, run);
    std::optional<Placement> placement;
    Registration result;
    std::string why;
    if (global.windows == 0) {
        why = "no part of the overlap holds enough usable pixels with structure in both; check masks and nodata";
    } else {
        if (!global.found)
            placement = find_placement(reference, target, bands, options.max_shift_px, global, run);
        const auto elsewhere = global.found || placement ? shift_beyond(global, options.max_shift_px)
                                                         : look_farther(reference, target, bands, options, run);
        if (elsewhere) {
            result.elsewhere = true;
            why = "they match best at a shift of " + number(elsewhere->x) + " pixels right and " +
                  number(elsewhere->y) + " down, beyond the allowed " + number(options.max_shift_px) +
                  "; correct the georeference, or name the right image";
        } else if (!global.found && !placement) {
            why = "the two show no common structure within the searched " + number(2 * options.max_shift_px) +
                  " pixels; check that both show the same place at a similar scale and take dates of one season";
        } else {
            const Displacement start =
                global.found ? global.field : Displacement::translation(placement->shift.x, placement->shift.y);
            why = fit_tie_points(reference, target, bands, start, options, run, result);
            if (!why.empty() && !placement)
                placement = find_placement(reference, target, bands, options.max_shift_px, global, run);
        }
    }
    AlignReport& report = result.report;
    report.verified = report.co_registered || placement.has_value();
    if (placement && !report.co_registered)
        report.residual_px = std::hypot(placement->shift.x, placement->shift.y) + placement->error_px;
    if (!why.empty())
        why = target.image->info().name + " cannot be registered onto " + reference.image->info().name + ": " + why;
    (report.verified ? report.note : result.refusal) = why;
    return result;
}

} // namespace didban
