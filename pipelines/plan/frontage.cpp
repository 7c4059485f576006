#include "pipelines/plan/frontage.h"

#include "didban/geo/segment.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace didban {

namespace {

constexpr double unknown_half_width_m = 10;
constexpr double edge_tolerance_m = 3;  ///< cadastre against street layer
constexpr double shortest_edge_m = 1.5; ///< shorter edges are corner cuts and noise
constexpr double cos_parallel = 0.819;  ///< 35°
constexpr double cos_corner = 0.866;    ///< two front edges that turn by more than 30° make a corner
constexpr double corner_gap_m = 6;      ///< front edges meet, or a corner cut lies between them

double half_width(const PlanStreet& s)
{
    const auto w = governing_width(s);
    return w ? *w / 2 : unknown_half_width_m;
}

char compass(double dx, double dy)
{
    if (std::abs(dy) >= std::abs(dx))
        return dy >= 0 ? 'N' : 'S';
    return dx >= 0 ? 'E' : 'W';
}

char opposite(char side)
{
    switch (side) {
    case 'N':
        return 'S';
    case 'S':
        return 'N';
    case 'E':
        return 'W';
    default:
        return 'E';
    }
}

/// Outward normal of an edge of a counter-clockwise ring.
Point outward(const Point& a, const Point& b)
{
    const double length = std::hypot(b.x - a.x, b.y - a.y);
    return {(b.y - a.y) / length, -(b.x - a.x) / length};
}

bool make_corner(const FacingEdge& e, const FacingEdge& f)
{
    const Point u = outward(e.a, e.b), v = outward(f.a, f.b);
    if (std::abs(u.x * v.x + u.y * v.y) > cos_corner)
        return false;
    const double gap = std::min({std::hypot(e.b.x - f.a.x, e.b.y - f.a.y), std::hypot(f.b.x - e.a.x, f.b.y - e.a.y)});
    return gap <= corner_gap_m;
}

/// How far the parcel reaches behind the line of its front edge.
double depth_behind(const Point& a, const Point& b, const MultiPolygon& shape)
{
    const Point n = outward(a, b);
    double depth = 0;
    for (const Polygon& part : shape.parts)
        for (const Point& p : part.outer)
            depth = std::max(depth, -((p.x - a.x) * n.x + (p.y - a.y) * n.y));
    return depth;
}

} // namespace

std::optional<double> governing_width(const PlanStreet& s)
{
    if (s.width_m && s.plan_width_m)
        return std::max(*s.width_m, *s.plan_width_m);
    return s.plan_width_m ? s.plan_width_m : s.width_m;
}

StreetNet::StreetNet(const std::vector<PlanStreet>& streets)
{
    std::vector<Box> boxes;
    for (std::uint32_t s = 0; s < streets.size(); ++s) {
        half_width_m_.push_back(half_width(streets[s]));
        widest_m_ = std::max(widest_m_, half_width_m_.back());
        for (const LineString& line : streets[s].lines)
            for (std::size_t i = 0; i + 1 < line.size(); ++i) {
                if (line[i] == line[i + 1])
                    continue;
                pieces_.push_back({s, line[i], line[i + 1]});
                Box box;
                box.include(line[i]);
                box.include(line[i + 1]);
                boxes.push_back(box.grown(half_width_m_.back() + edge_tolerance_m));
            }
    }
    index_ = BoxIndex(boxes);
}

std::vector<std::uint32_t> StreetNet::near(const Box& box) const
{
    return index_.meeting(box);
}

std::vector<FacingEdge> StreetNet::facing_edges(const MultiPolygon& shape,
                                                const std::vector<std::uint32_t>& candidates) const
{
    std::vector<FacingEdge> found;
    if (candidates.empty())
        return found;
    for (std::size_t part = 0; part < shape.parts.size(); ++part) {
        const Ring& ring = shape.parts[part].outer;
        const bool clockwise = signed_area(ring) < 0;
        for (std::size_t i = 0; i < ring.size(); ++i) {
            Point a = ring[i], b = ring[i + 1 == ring.size() ? 0 : i + 1];
            if (clockwise)
                std::swap(a, b);
            const double length = std::hypot(b.x - a.x, b.y - a.y);
            if (length < shortest_edge_m)
                continue;
            const Point middle{(a.x + b.x) / 2, (a.y + b.y) / 2}, n = outward(a, b);
            double best = std::numeric_limits<double>::infinity();
            FacingEdge edge{0, a, b, 0, i, ring.size(), part};
            for (const std::uint32_t c : candidates) {
                const StreetPiece& s = pieces_[c];
                const double dx = s.b.x - s.a.x, dy = s.b.y - s.a.y, piece_length = std::sqrt(dx * dx + dy * dy);
                if (std::abs((b.x - a.x) * dx + (b.y - a.y) * dy) < cos_parallel * length * piece_length)
                    continue;
                const double distance = distance_to_segment(middle, s.a, s.b);
                const double beyond = distance - half_width_m_[s.street];
                const double t = std::clamp(
                    ((middle.x - s.a.x) * dx + (middle.y - s.a.y) * dy) / (piece_length * piece_length), 0.0, 1.0);
                const bool outside = (s.a.x + t * dx - middle.x) * n.x + (s.a.y + t * dy - middle.y) * n.y >= 0;
                if (!outside || beyond > edge_tolerance_m || beyond >= best)
                    continue;
                best = beyond;
                edge.street = s.street;
                edge.distance_m = distance;
            }
            if (best < std::numeric_limits<double>::infinity())
                found.push_back(edge);
        }
    }
    return found;
}

void add_frontage(const std::vector<PlanStreet>& streets, const std::vector<FacingEdge>& edges,
                  const MultiPolygon& shape, ParcelFacts& facts)
{
    std::map<std::uint32_t, std::vector<const FacingEdge*>> by_street;
    for (const FacingEdge& e : edges)
        by_street[e.street].push_back(&e);
    struct Front {
        PassageFact passage;
        const FacingEdge* longest;
        std::optional<double> width;
    };
    std::vector<Front> fronts;
    for (const auto& [s, list] : by_street) {
        const PlanStreet& street = streets[s];
        Front front{{}, list.front(), governing_width(street)};
        front.passage.street_id = street.street_id;
        front.passage.name = street.name;
        front.passage.street_class = street.street_class;
        front.passage.width_m = street.width_m;
        front.passage.plan_width_m = street.plan_width_m;
        const auto length = [](const FacingEdge& e) { return std::hypot(e.b.x - e.a.x, e.b.y - e.a.y); };
        for (const FacingEdge* e : list) {
            front.passage.frontage_m += length(*e);
            if (length(*e) > length(*front.longest))
                front.longest = e;
        }
        const Point n = outward(front.longest->a, front.longest->b);
        front.passage.side = compass(n.x, n.y);
        fronts.push_back(std::move(front));
    }
    std::sort(fronts.begin(), fronts.end(), [](const Front& a, const Front& b) {
        return std::pair(-a.width.value_or(-1), a.passage.street_id) <
               std::pair(-b.width.value_or(-1), b.passage.street_id);
    });
    bool corner = false;
    for (std::size_t i = 0; i < edges.size(); ++i)
        for (std::size_t k = i + 1; k < edges.size(); ++k)
            corner |=
                edges[i].part == edges[k].part && edges[i].street != edges[k].street && make_corner(edges[i], edges[k]);
    facts.corner = corner;
    if (!fronts.empty()) {
        const Front& main = fronts.front();
        facts.passage_width_m = main.width;
        facts.frontage_m = main.passage.frontage_m;
        facts.depth_m = depth_behind(main.longest->a, main.longest->b, shape);
        facts.side = opposite(main.passage.side); // a parcel whose street is on its south lies on the north side
    }
    for (Front& front : fronts)
        facts.passages.push_back(std::move(front.passage));
}

} // namespace didban
