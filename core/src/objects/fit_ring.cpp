#include "fit_ring.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace didban {

namespace {

using std::numbers::pi;

double distance_to_line(const Point& p, const Point& a, const Point& b)
{
    const double dx = b.x - a.x, dy = b.y - a.y, length = std::hypot(dx, dy);
    if (length == 0)
        return std::hypot(p.x - a.x, p.y - a.y);
    return std::abs((p.x - a.x) * dy - (p.y - a.y) * dx) / length;
}

void douglas_peucker(const std::vector<Point>& points, std::size_t from, std::size_t to, double tolerance,
                     std::vector<std::size_t>& out)
{
    double farthest = tolerance;
    std::size_t at = 0;
    const auto point = [&](std::size_t i) { return points[i % points.size()]; };
    for (std::size_t i = from + 1; i < to; ++i)
        if (const double d = distance_to_line(point(i), point(from), point(to)); d > farthest) {
            farthest = d;
            at = i;
        }
    if (at == 0)
        return;
    douglas_peucker(points, from, at, tolerance, out);
    out.push_back(at);
    douglas_peucker(points, at, to, tolerance, out);
}

/// Indices of a closed chain's corners, ascending; the first may repeat modulo the size.
std::vector<std::size_t> corners(const std::vector<Point>& points, double tolerance)
{
    const auto farthest_from = [&](const Point& p) {
        const auto it = std::max_element(points.begin(), points.end(), [&](const Point& a, const Point& b) {
            return std::hypot(a.x - p.x, a.y - p.y) < std::hypot(b.x - p.x, b.y - p.y);
        });
        return static_cast<std::size_t>(it - points.begin());
    };
    std::size_t a = farthest_from(points.front()), b = farthest_from(points[a]);
    if (a > b)
        std::swap(a, b);
    std::vector<std::size_t> out{a};
    douglas_peucker(points, a, b, tolerance, out);
    out.push_back(b);
    douglas_peucker(points, b, a + points.size(), tolerance, out);
    return out;
}

/// A straight side of the fitted ring: a normal, and how far along it the line lies.
struct Side {
    std::vector<Point> points; ///< middles of the pixel edges that it stands for
    double angle{};            ///< direction of the line
    int family{};              ///< 0 along, 1 square to the main direction, 2 oblique

    [[nodiscard]] Point normal() const { return {-std::sin(angle), std::cos(angle)}; }
    [[nodiscard]] double offset() const
    {
        const Point n = normal(), o = points.front();
        double sum = 0;
        for (const Point& p : points)
            sum += (p.x - o.x) * n.x + (p.y - o.y) * n.y;
        return sum / static_cast<double>(points.size()) + o.x * n.x + o.y * n.y;
    }
    [[nodiscard]] double length(double step) const { return step * static_cast<double>(points.size()); }
};

/// Direction with the least squares of distances to the points.
double principal_angle(const std::vector<Point>& points)
{
    double mx = 0, my = 0;
    for (const Point& p : points) {
        mx += p.x - points.front().x;
        my += p.y - points.front().y;
    }
    const double n = static_cast<double>(points.size());
    mx = points.front().x + mx / n;
    my = points.front().y + my / n;
    double xx = 0, xy = 0, yy = 0;
    for (const Point& p : points) {
        xx += (p.x - mx) * (p.x - mx);
        xy += (p.x - mx) * (p.y - my);
        yy += (p.y - my) * (p.y - my);
    }
    return 0.5 * std::atan2(2 * xy, xx - yy);
}

/// Difference of two directions modulo 90°, within ±45°.
double off_square(double angle, double direction)
{
    const double quarter = pi / 2;
    double d = std::fmod(angle - direction, quarter);
    if (d > quarter / 2)
        d -= quarter;
    if (d < -quarter / 2)
        d += quarter;
    return d;
}

void align(Side& side, double direction, double pixel_m, double step)
{
    constexpr double oblique = 20 * pi / 180;
    const double own = principal_angle(side.points);
    const double off = off_square(own, direction);
    if (std::abs(off) > oblique && side.length(step) > 8 * pixel_m) {
        side.family = 2;
        side.angle = own;
        return;
    }
    const auto quarters = static_cast<int>(std::lround((own - off - direction) / (pi / 2)));
    side.family = std::abs(quarters) % 2;
    side.angle = direction + side.family * pi / 2;
}

bool can_join(const Side& a, const Side& b, double apart)
{
    return a.family != 2 && a.family == b.family && std::abs(a.offset() - b.offset()) <= apart;
}

void append(Side& a, const Side& b)
{
    a.points.insert(a.points.end(), b.points.begin(), b.points.end());
}

/// Joins neighbours of one line, and drops the shortest sides as long as any is too short to be a wall.
void merge_sides(std::vector<Side>& sides, double pixel_m, double step)
{
    const double apart = 1.25 * pixel_m, short_side = 2.0 * pixel_m;
    bool again = true;
    while (again && sides.size() > 3) {
        again = false;
        for (std::size_t i = 0; i < sides.size() && sides.size() > 3; ++i) {
            const std::size_t j = (i + 1) % sides.size();
            if (can_join(sides[i], sides[j], apart)) {
                append(sides[i], sides[j]);
                sides.erase(sides.begin() + static_cast<std::ptrdiff_t>(j));
                again = true;
                break;
            }
        }
        if (again)
            continue;
        const auto shortest = std::min_element(sides.begin(), sides.end(), [&](const Side& a, const Side& b) {
            return a.points.size() < b.points.size();
        });
        if (sides.size() <= 4 || shortest->length(step) >= short_side)
            break;
        const auto i = static_cast<std::size_t>(shortest - sides.begin());
        const std::size_t before = (i + sides.size() - 1) % sides.size(), after = (i + 1) % sides.size();
        if (can_join(sides[before], sides[after], 2 * apart)) {
            append(sides[before], sides[after]);
            const auto high = std::max(i, after), low = std::min(i, after);
            sides.erase(sides.begin() + static_cast<std::ptrdiff_t>(high));
            sides.erase(sides.begin() + static_cast<std::ptrdiff_t>(low));
        } else {
            sides.erase(shortest);
        }
        again = true;
    }
}

/// Where two sides meet; parallel ones are joined by a step half-way between them.
void add_corner(const Side& a, const Side& b, Ring& out)
{
    const Point na = a.normal(), nb = b.normal();
    const double oa = a.offset(), ob = b.offset(), cross = na.x * nb.y - na.y * nb.x;
    if (std::abs(cross) > 0.2) {
        out.push_back({(oa * nb.y - ob * na.y) / cross, (na.x * ob - nb.x * oa) / cross});
        return;
    }
    const Point e = a.points.back(), s = b.points.front(), middle{(e.x + s.x) / 2, (e.y + s.y) / 2};
    const double da = oa - (middle.x * na.x + middle.y * na.y), db = ob - (middle.x * nb.x + middle.y * nb.y);
    out.push_back({middle.x + da * na.x, middle.y + da * na.y});
    out.push_back({middle.x + db * nb.x, middle.y + db * nb.y});
}

} // namespace

std::vector<Point> piece_middles(const Ring& ring, double step)
{
    std::vector<Point> out;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const Point &a = ring[i], &b = ring[(i + 1) % ring.size()];
        const double length = std::hypot(b.x - a.x, b.y - a.y);
        const int pieces = std::max(1, static_cast<int>(std::lround(length / step)));
        for (int k = 0; k < pieces; ++k) {
            const double t = (k + 0.5) / pieces;
            out.push_back({a.x + t * (b.x - a.x), a.y + t * (b.y - a.y)});
        }
    }
    return out;
}

double main_direction(const std::vector<std::vector<Point>>& chains, double pixel_m)
{
    struct Direction {
        double angle, weight;
    };
    std::vector<Direction> directions;
    for (const auto& chain : chains) {
        const auto at = corners(chain, pixel_m);
        for (std::size_t k = 0; k < at.size(); ++k) {
            const Point &a = chain[at[k] % chain.size()],
                        &b = chain[(k + 1 < at.size() ? at[k + 1] : at[0]) % chain.size()];
            const double length = std::hypot(b.x - a.x, b.y - a.y);
            double angle = std::fmod(std::atan2(b.y - a.y, b.x - a.x), pi / 2);
            if (angle < 0)
                angle += pi / 2;
            directions.push_back({angle, length * length});
        }
    }
    constexpr int bins = 90; // one per degree
    double best = -1, peak = 0;
    for (int bin = 0; bin < bins; ++bin) {
        const double centre = (bin + 0.5) * pi / 180;
        double votes = 0;
        for (const auto& d : directions) {
            const double off = std::abs(off_square(d.angle, centre)) / (5 * pi / 180);
            votes += off < 1 ? d.weight * (1 - off) : 0;
        }
        if (votes > best) {
            best = votes;
            peak = centre;
        }
    }
    double sum = 0, weight = 0;
    for (const auto& d : directions)
        if (const double off = off_square(d.angle, peak); std::abs(off) < 8 * pi / 180) {
            sum += d.weight * off;
            weight += d.weight;
        }
    return weight > 0 ? peak + sum / weight : peak;
}

std::optional<Ring> fit_ring(const std::vector<Point>& middles, double direction, double pixel_m)
{
    if (middles.size() < 4)
        return std::nullopt;
    const double step = pixel_m;
    const auto at = corners(middles, pixel_m);
    std::vector<Side> sides;
    for (std::size_t k = 0; k < at.size(); ++k) {
        const std::size_t from = at[k], to = k + 1 < at.size() ? at[k + 1] : at[0] + middles.size();
        Side side;
        for (std::size_t i = from; i < to; ++i)
            side.points.push_back(middles[i % middles.size()]);
        side.points.push_back(middles[to % middles.size()]);
        align(side, direction, pixel_m, step);
        sides.push_back(std::move(side));
    }
    merge_sides(sides, pixel_m, step);
    if (sides.size() < 3)
        return std::nullopt;
    Ring out;
    for (std::size_t k = 0; k < sides.size(); ++k)
        add_corner(sides[k], sides[(k + 1) % sides.size()], out);
    return out.size() >= 3 ? std::optional(out) : std::nullopt;
}

} // namespace didban
