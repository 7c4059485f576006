#include "didban/align/tie_point.h"

#include "didban/align/correlate.h"
#include "didban/align/resample.h"
#include "didban/base/error.h"

#include <algorithm>
#include <cmath>

namespace didban {

namespace {

/// Central part of a structure image.
Structure trimmed(const Structure& s, std::int64_t by)
{
    const PixelWindow inner = s.x.window().grown(-by);
    return {s.x.cut(inner), s.y.cut(inner), s.valid.cut(inner), s.typical, s.valid_share};
}

/// The image as seen when everything in it moves by -shift: pixel p takes the value at p + shift.
Raster<float> moved(const Raster<float>& image, const Point& shift, const PixelWindow& part)
{
    SourceCoordinates at{part, part.x0, part.y0, std::vector<float>(part.pixels()), std::vector<float>(part.pixels())};
    std::size_t i = 0;
    for (std::int64_t r = 0; r < part.height; ++r)
        for (std::int64_t c = 0; c < part.width; ++c, ++i) {
            at.x[i] = static_cast<float>(static_cast<double>(c) + 0.5 + shift.x);
            at.y[i] = static_cast<float>(static_cast<double>(r) + 0.5 + shift.y);
        }
    Raster<float> out;
    resample(Resampling::Cubic, {1, 1}, {&image, 1}, at, {&out, 1});
    return out;
}

/// Centre of a window's structure: what was measured there counts for that place.
Point centre_of(const Structure& s)
{
    const PixelWindow& w = s.x.window();
    double weight = 0, x = 0, y = 0;
    for (std::int64_t r = 0; r < w.height; ++r)
        for (std::int64_t c = 0; c < w.width; ++c) {
            const auto gx = static_cast<double>(s.x.at(c, r)), gy = static_cast<double>(s.y.at(c, r));
            const double energy = gx * gx + gy * gy;
            weight += energy;
            x += energy * (static_cast<double>(c) + 0.5);
            y += energy * (static_cast<double>(r) + 0.5);
        }
    const Point centre = weight > 0 ? Point{x / weight, y / weight}
                                    : Point{static_cast<double>(w.width) / 2, static_cast<double>(w.height) / 2};
    return {static_cast<double>(w.x0) + centre.x, static_cast<double>(w.y0) + centre.y};
}

} // namespace

std::string_view name_of(TieOutcome outcome)
{
    switch (outcome) {
    case TieOutcome::Masked:
        return "masked";
    case TieOutcome::Flat:
        return "flat";
    case TieOutcome::Weak:
        return "weak";
    case TieOutcome::Ambiguous:
        return "ambiguous";
    case TieOutcome::EdgeOfSearch:
        return "edge_of_search";
    case TieOutcome::Outlier:
        return "outlier";
    case TieOutcome::Used:
        break;
    }
    return "used";
}

void match_windows(const Raster<float>& reference, const Raster<float>& target, const MatchOptions& options,
                   TiePoint& point)
{
    if (target.window() != reference.window().grown(options.radius))
        throw Error(ErrorKind::Internal, "match_windows: the target must reach `radius` further than the reference");
    const Structure whole = structure_of(reference);
    const Structure first = trimmed(whole, match_margin);
    const Point centre = centre_of(first);
    point.col = centre.x;
    point.row = centre.y;
    const Structure wide = trimmed(structure_of(target), match_margin);
    if (first.valid_share < options.least_valid_share || wide.valid_share < options.least_valid_share) {
        point.outcome = TieOutcome::Masked;
        return;
    }
    const CorrelationPeak peak = find_peak(correlate(first, wide, options.radius));
    point.score = peak.score;
    point.distinctness = peak.score > 0 ? std::clamp(1 - peak.second / peak.score, 0.0, 1.0) : 0;
    if (!(whole.typical > 0) || !(peak.score > options.least_score)) {
        point.outcome = whole.typical > 0 ? TieOutcome::Weak : TieOutcome::Flat;
        return;
    }
    point.shift = {static_cast<double>(peak.dx), static_cast<double>(peak.dy)};
    if (peak.at_edge) {
        point.outcome = TieOutcome::EdgeOfSearch;
        return;
    }
    if (point.distinctness < options.least_distinctness) {
        point.outcome = TieOutcome::Ambiguous;
        return;
    }
    for (int round = 0; round < 5; ++round) {
        const Structure here =
            trimmed(structure_of(moved(target, point.shift, reference.window().grown(1))), match_margin);
        const CorrelationSurface near = correlate(first, here, 1);
        const auto top = refine_peak(near, 0, 0);
        if (!top || top->least_curvature < options.least_isotropy * top->greatest_curvature) {
            point.outcome = TieOutcome::Flat;
            return;
        }
        point.shift = {point.shift.x + top->offset.x, point.shift.y + top->offset.y};
        point.score = static_cast<double>(near.at(0, 0));
        if (std::max(std::abs(point.shift.x - peak.dx), std::abs(point.shift.y - peak.dy)) > 1.5) {
            point.outcome = TieOutcome::Ambiguous;
            return;
        }
        if (std::hypot(top->offset.x, top->offset.y) < 0.01)
            return;
    }
}

} // namespace didban
