#include "didban/simulate/block.h"

#include "didban/geo/segment.h"

#include <algorithm>
#include <cmath>

namespace didban::simulate {

namespace {

/// Cuts 0…1 into fronts of about `front` metres; the inner cuts.
std::vector<double> fronts(Random& r, double width_m, double front_low, double front_high)
{
    std::vector<double> lengths;
    double sum = 0;
    do {
        lengths.push_back(r.uniform(front_low, front_high));
        sum += lengths.back();
    } while (sum < width_m - front_low / 2);
    std::vector<double> cuts{0};
    double at = 0;
    for (const double l : lengths)
        cuts.push_back((at += l) / sum);
    return cuts;
}

struct Row {
    double b0, b1;
    bool faces_north;
    double passage_width;
    bool at_street;                ///< the north edge lies on the block's north street
    double west_width, east_width; ///< streets at both ends
};

void add_row(Block& block, Random& r, const Row& row, double front_low, double front_high)
{
    const std::size_t first = block.plots.size();
    const Quad strip = part(block.lot, {0, row.b0, 1, row.b1});
    const double wide = width(strip);
    const std::vector<double> cuts = fronts(r, wide, front_low, front_high);
    double south_west = 0, north_west = 0;
    for (std::size_t k = 0; k + 1 < cuts.size(); ++k) {
        const bool last = k + 2 == cuts.size();
        const double south_east = last ? 1 : cuts[k + 1] + r.uniform(-0.5, 0.5) / wide;
        const double north_east = last ? 1 : cuts[k + 1] + r.uniform(-0.5, 0.5) / wide;
        Plot plot;
        plot.shape = {at(strip, south_west, 0), at(strip, south_east, 0), at(strip, north_east, 1),
                      at(strip, north_west, 1)};
        plot.faces_north = row.faces_north;
        plot.passage_width = row.passage_width;
        plot.widening = row.at_street ? -1 : 0; // filled in by the caller, who knows the street
        block.plots.push_back(plot);
        south_west = south_east;
        north_west = north_east;
    }
    block.plots[first].side_width = row.west_width;
    block.plots.back().side_width = row.east_width;
}

Within within(const Quad& plot, const auto& touches)
{
    int inside_count = 0;
    for (int p = 0; p < 5; ++p)
        for (int q = 0; q < 5; ++q)
            inside_count += touches(at(plot, p / 4.0, q / 4.0)) ? 1 : 0;
    return inside_count == 0 ? Within::Out : inside_count == 25 ? Within::In : Within::Edge;
}

void find_overlays(const Layout& layout, BlockAt b, Plot& plot)
{
    const Circle monument = layout.monument();
    plot.heritage = within(plot.shape, [&](const Point& p) {
        return std::hypot(p.x - monument.centre.x, p.y - monument.centre.y) < monument.radius;
    });
    const int river = layout.river_line();
    if (river >= 0 && (b.i == river || b.i + 1 == river)) {
        const Point from = layout.node(river, b.j), to = layout.node(river, b.j + 1);
        plot.buffer = within(plot.shape, [&](const Point& p) {
            return distance_to_segment(p, from, to) < Layout::river_half_width + Layout::river_buffer;
        });
        plot.buffer_kind = "river";
    }
    Point shaft;
    if (plot.buffer == Within::Out && layout.qanat(b, shaft)) {
        plot.buffer = within(plot.shape, [&](const Point& p) {
            return std::hypot(p.x - shaft.x, p.y - shaft.y) < Layout::qanat_radius;
        });
        plot.buffer_kind = "qanat";
    }
}

} // namespace

Block subdivide(const Layout& layout, BlockAt b)
{
    Block block;
    block.at = b;
    block.kind = layout.kind(b);
    block.zone = layout.zone(b);
    block.lot = layout.lot(b);
    Random r(layout.seed(), Purpose::Subdivide, b.i, b.j);
    const double south = layout.line_width_y(b.j), north = layout.line_width_y(b.j + 1);
    const double west = layout.line_width_x(b.i), east = layout.line_width_x(b.i + 1);
    switch (block.kind) {
    case BlockKind::OldFabric: {
        const double lane = 1.75 / length(block.lot);
        block.lanes.push_back(part(block.lot, {0, 0.5 - lane, 1, 0.5 + lane}));
        const double low = (0.5 - lane) / 2, high = 0.5 + lane + low;
        add_row(block, r, {0, low, false, south, false, west, east}, 8, 12);
        add_row(block, r, {low, 0.5 - lane, true, 3.5, false, west, east}, 8, 12);
        add_row(block, r, {0.5 + lane, high, false, 3.5, false, west, east}, 8, 12);
        add_row(block, r, {high, 1, true, north, true, west, east}, 8, 12);
        break;
    }
    case BlockKind::Residential:
    case BlockKind::Commercial:
    case BlockKind::VacantTract: {
        const double middle = r.uniform(0.46, 0.54);
        add_row(block, r, {0, middle, false, south, false, west, east}, 8.5, 13.5);
        add_row(block, r, {middle, 1, true, north, true, west, east}, 8.5, 13.5);
        break;
    }
    case BlockKind::Gardens:
        add_row(block, r, {0, 1, true, north, true, west, east}, 22, 38);
        break;
    case BlockKind::Farmland:
        add_row(block, r, {0, 1, true, north, false, west, east}, 40, 65);
        break;
    case BlockKind::Public:
        add_row(block, r, {0, 1, true, north, false, west, east}, 300, 300);
        break;
    case BlockKind::Outskirts:
        break;
    }

    const int house_first = 1, regions_across = (layout.columns() + 3) / 4;
    const int district = 1 + 2 * b.i / layout.columns() + 2 * (2 * b.j / layout.rows());
    int house = house_first;
    for (Plot& plot : block.plots) {
        plot.code.part = {
            district, 1 + b.i / 4 + (b.j / 4) * regions_across, 1 + b.i % 4 + 4 * (b.j % 4), house++, 0, 0, 0};
        plot.zone = block.zone;
        plot.block_kind = block.kind;
        plot.harim = layout.within_harim(b);
        plot.widening = plot.widening < 0 ? layout.widening(b.i, b.j + 1) : 0;
        find_overlays(layout, b, plot);
    }
    return block;
}

Layout layout_for(std::uint64_t seed, std::int64_t parcels)
{
    int columns = std::max(
        2, static_cast<int>(std::sqrt(static_cast<double>(parcels) * 300 / (Layout::pitch_x * Layout::pitch_y)) *
                            std::sqrt(Layout::pitch_y / Layout::pitch_x)));
    for (;; ++columns) {
        const Layout layout(seed, columns, static_cast<int>(std::lround(columns * Layout::pitch_x / Layout::pitch_y)));
        std::int64_t plots = 0;
        for (int j = 0; j < layout.rows(); ++j)
            for (int i = 0; i < layout.columns(); ++i)
                plots += static_cast<std::int64_t>(subdivide(layout, {i, j}).plots.size());
        if (plots >= parcels)
            return layout;
    }
}

} // namespace didban::simulate
