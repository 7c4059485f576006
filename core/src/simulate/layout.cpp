#include "didban/simulate/layout.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace didban::simulate {

namespace {

constexpr double warp_reach_m = 75; ///< metres by which the warp can move a node, an upper bound

double smooth(double x)
{
    return x * x * (3 - 2 * x);
}

/// Smooth noise in [0, 1) on the unit lattice.
double value_noise(std::uint64_t seed, double x, double y)
{
    const double fx = std::floor(x), fy = std::floor(y);
    const double u = smooth(x - fx), v = smooth(y - fy);
    const auto corner = [&](double dx, double dy) {
        return unit(key(seed, static_cast<std::int64_t>(fx + dx), static_cast<std::int64_t>(fy + dy)));
    };
    return (corner(0, 0) * (1 - u) + corner(1, 0) * u) * (1 - v) + (corner(0, 1) * (1 - u) + corner(1, 1) * u) * v;
}

double line_width(std::uint64_t seed, int axis, int line)
{
    Random r(seed, Purpose::Street, axis, line);
    const int class_of = ((line % 6) + 6) % 6;
    if (class_of == 0)
        return r.uniform(22, 30);
    if (class_of == 3)
        return r.uniform(13, 17);
    return r.uniform(7.5, 11.5);
}

} // namespace

std::string_view name(Zone zone)
{
    switch (zone) {
    case Zone::R1:
        return "R1";
    case Zone::R2:
        return "R2";
    case Zone::R3:
        return "R3";
    case Zone::C:
        return "C";
    case Zone::Garden:
        return "garden";
    case Zone::Farmland:
        return "farmland";
    case Zone::Public:
        return "public";
    }
    return "";
}

Layout::Layout(std::uint64_t seed, int columns, int rows) : seed_(seed), columns_(columns), rows_(rows)
{
    Random r(seed, Purpose::Layout);
    for (double& phase : phase_)
        phase = r.uniform(0, 2 * std::numbers::pi);
    turn_ = r.uniform(-6, 6) * std::numbers::pi / 180;
    river_ = columns >= 5 ? std::max(2, static_cast<int>(columns * r.uniform(0.62, 0.8))) : -1;
}

Point Layout::node(int i, int j) const
{
    const double x = (i - columns_ / 2.0) * pitch_x, y = (j - rows_ / 2.0) * pitch_y;
    constexpr double tau = 2 * std::numbers::pi;
    const double dx = 16 * std::sin(tau * y / 1400 + phase_[0]) + 9 * std::sin(tau * (x + y) / 620 + phase_[1]) +
                      12 * std::sin(tau * (0.4 * x + y) / 2300 + phase_[2]);
    const double dy = 15 * std::sin(tau * x / 1300 + phase_[3]) + 8 * std::sin(tau * (x - y) / 700 + phase_[4]) +
                      12 * std::sin(tau * (x + 0.3 * y) / 2700 + phase_[5]);
    Random r(seed_, Purpose::Layout, i, j);
    const double px = x + dx + r.uniform(-3.5, 3.5), py = y + dy + r.uniform(-2.5, 2.5);
    return {px * std::cos(turn_) - py * std::sin(turn_), px * std::sin(turn_) + py * std::cos(turn_)};
}

double Layout::line_width_x(int i) const
{
    return i == river_ ? 34.0 : line_width(seed_, 0, i);
}
double Layout::line_width_y(int j) const
{
    return line_width(seed_, 1, j);
}

double Layout::widening(int i, int j) const
{
    Random r(seed_, Purpose::Street, 2, i, j);
    if (line_width_y(j) > 12 || !r.chance(0.22))
        return 0;
    return r.uniform(1.8, 3.0);
}

double Layout::from_centre(BlockAt b) const
{
    const double x = (b.i + 0.5) / columns_ * 2 - 1, y = (b.j + 0.5) / rows_ * 2 - 1;
    const double wobble = 0.16 * (value_noise(key(seed_, 77), b.i / 3.0, b.j / 5.0) - 0.5);
    return std::hypot(x, y) / 1.12 + wobble;
}

BlockKind Layout::kind(BlockAt b) const
{
    if (!in_city(b))
        return BlockKind::Outskirts;
    Random r(seed_, Purpose::Kind, b.i, b.j);
    const double far = from_centre(b), u = r.uniform();
    const bool arterial = b.i % 6 == 0 || b.i % 6 == 5 || b.j % 6 == 0 || b.j % 6 == 5;
    if (far > 1.0)
        return u < 0.75 ? BlockKind::Farmland : BlockKind::Gardens;
    if (u < 0.035)
        return BlockKind::Public;
    if (far > 0.82 && u < 0.30)
        return u < 0.22 ? BlockKind::Gardens : BlockKind::VacantTract;
    if (far < 0.30)
        return u > 0.9 ? BlockKind::Commercial : BlockKind::OldFabric;
    if (u > (arterial ? 0.75 : 0.96))
        return BlockKind::Commercial;
    if (u < 0.055)
        return BlockKind::VacantTract;
    return u < 0.075 ? BlockKind::Gardens : BlockKind::Residential;
}

Zone Layout::zone(BlockAt b) const
{
    switch (kind(b)) {
    case BlockKind::OldFabric:
        return Zone::R1;
    case BlockKind::Commercial:
        return Zone::C;
    case BlockKind::Public:
        return Zone::Public;
    case BlockKind::Gardens:
        return Zone::Garden;
    case BlockKind::Farmland:
    case BlockKind::Outskirts:
        return Zone::Farmland;
    case BlockKind::Residential:
    case BlockKind::VacantTract:
        break;
    }
    if (from_centre(b) > 0.8)
        return Zone::R1;
    return value_noise(key(seed_, 78), b.i / 4.0, b.j / 7.0) < 0.6 ? Zone::R2 : Zone::R3;
}

Quad Layout::cell(BlockAt b) const
{
    return {node(b.i, b.j), node(b.i + 1, b.j), node(b.i + 1, b.j + 1), node(b.i, b.j + 1)};
}

Quad Layout::lot(BlockAt b) const
{
    return inset(cell(b),
                 {line_width_y(b.j) / 2, line_width_x(b.i + 1) / 2, line_width_y(b.j + 1) / 2, line_width_x(b.i) / 2});
}

Circle Layout::monument() const
{
    Random r(seed_, Purpose::Monument);
    const Point at = node(columns_ / 2, rows_ / 2);
    return {{at.x + r.uniform(-30, 30), at.y + r.uniform(-20, 20)}, std::clamp(0.07 * columns_ * pitch_x, 55.0, 220.0)};
}

bool Layout::qanat(BlockAt b, Point& where) const
{
    const BlockKind k = kind(b);
    Random r(seed_, Purpose::Qanat, b.i, b.j);
    if ((k != BlockKind::Residential && k != BlockKind::VacantTract) || !r.chance(0.07))
        return false;
    where = at(lot(b), r.uniform(0.25, 0.75), r.chance(0.5) ? 0.8 : 0.3);
    return true;
}

std::vector<BlockAt> Layout::meeting(const Box& area) const
{
    const double c = std::cos(turn_), s = std::sin(turn_);
    Box turned;
    for (const Point& p :
         {Point{area.x0, area.y0}, Point{area.x1, area.y0}, Point{area.x1, area.y1}, Point{area.x0, area.y1}})
        turned.include({p.x * c + p.y * s, -p.x * s + p.y * c});
    const auto low = [](double v, double pitch, int n) {
        return static_cast<int>(std::floor((v - warp_reach_m) / pitch + n / 2.0)) - 1;
    };
    const auto high = [](double v, double pitch, int n) {
        return static_cast<int>(std::ceil((v + warp_reach_m) / pitch + n / 2.0)) + 1;
    };
    std::vector<BlockAt> found;
    for (int j = low(turned.y0, pitch_y, rows_); j <= high(turned.y1, pitch_y, rows_); ++j)
        for (int i = low(turned.x0, pitch_x, columns_); i <= high(turned.x1, pitch_x, columns_); ++i)
            if (bounds(cell({i, j})).meets(area))
                found.push_back({i, j});
    return found;
}

Box Layout::extent() const
{
    Box box;
    for (int i = 0; i <= columns_; ++i)
        for (int j : {0, rows_})
            box.include(node(i, j));
    for (int j = 0; j <= rows_; ++j)
        for (int i : {0, columns_})
            box.include(node(i, j));
    return box;
}

bool Layout::within_harim(BlockAt b) const
{
    return b.i > 0 && b.j > 0 && b.i < columns_ - 1 && b.j < rows_ - 1;
}

} // namespace didban::simulate
