#include "trace_outline.h"

#include <algorithm>
#include <limits>
#include <unordered_map>

namespace didban {

namespace {

// Every run has two vertical edges of one pixel: 2·run = its left edge, walked southwards, 2·run + 1 = its right edge,
// walked northwards, so that the inside is always on the same hand. `Links` says which vertical edge follows which;
// where the column changes in between, a horizontal edge joins them. Pixels that meet at a corner only are not joined
// there.
using Edge = std::uint32_t;
constexpr Edge none = std::numeric_limits<Edge>::max();

class Links {
public:
    explicit Links(const std::vector<PixelRun>& runs) : runs_(runs), next_(2 * runs.size(), none) { link_all(); }

    [[nodiscard]] Edge next(Edge e) const { return next_[e]; }
    [[nodiscard]] double column(Edge e) const { return e % 2 == 0 ? runs_[e / 2].col0 : runs_[e / 2].col1; }
    /// Line on which the edge ends.
    [[nodiscard]] double end_line(Edge e) const { return e % 2 == 0 ? runs_[e / 2].row + 1 : runs_[e / 2].row; }
    /// Whether pixels meet at a corner alone anywhere, so that a ring may pass a corner twice.
    [[nodiscard]] bool corners_touch() const { return corners_touch_; }
    [[nodiscard]] Edge size() const { return static_cast<Edge>(next_.size()); }

private:
    /// Edges of one row's runs in column order: left, right, left, right, …
    struct Row {
        Edge at, end;
        [[nodiscard]] bool done() const { return at == end; }
    };

    void link_all()
    {
        const auto first_edge = [](std::size_t run) { return static_cast<Edge>(2 * run); };
        std::size_t above0 = 0, above1 = 0, below0 = 0;
        std::int32_t above_row = std::numeric_limits<std::int32_t>::min();
        while (below0 < runs_.size()) {
            const std::int32_t row = runs_[below0].row;
            std::size_t below1 = below0;
            while (below1 < runs_.size() && runs_[below1].row == row)
                ++below1;
            if (above_row + 1 != row && above1 > above0) { // a row without runs lies between
                link_line({first_edge(above0), first_edge(above1)}, {0, 0});
                above0 = above1;
            }
            link_line({first_edge(above0), first_edge(above1)}, {first_edge(below0), first_edge(below1)});
            above_row = row;
            above0 = below0;
            below0 = above1 = below1;
        }
        link_line({first_edge(above0), first_edge(above1)}, {0, 0});
    }

    /// Walks one horizontal line from west to east and joins the vertical edges that end on it with those that start
    /// there.
    void link_line(Row above, Row below)
    {
        bool in_above = false, in_below = false;
        Edge arrived = none, departs = none; // the west end of the horizontal edge under way
        while (!above.done() || !below.done()) {
            const double ax = above.done() ? std::numeric_limits<double>::infinity() : column(above.at);
            const double bx = below.done() ? std::numeric_limits<double>::infinity() : column(below.at);
            const Edge a = ax <= bx ? above.at++ : none, b = bx <= ax ? below.at++ : none;
            const bool was_above = in_above, was_below = in_below;
            if (a != none)
                in_above = !in_above;
            if (b != none)
                in_below = !in_below;
            if (a != none && b != none && was_above == was_below) { // straight on along a common side
                if (in_above)
                    next_[a] = b;
                else
                    next_[b] = a;
                continue;
            }
            corners_touch_ = corners_touch_ || (a != none && b != none);
            if (was_above && !was_below) // a bottom edge ends here; it runs from `arrived` to the east
                next_[arrived] = a != none ? a : b;
            else if (was_below && !was_above) // a top edge has its east end here and runs back to `departs`
                next_[b != none ? b : a] = departs;
            if (in_above && !in_below)
                arrived = a != none ? a : b;
            else if (in_below && !in_above)
                departs = b != none ? b : a;
        }
    }

    const std::vector<PixelRun>& runs_;
    std::vector<Edge> next_;
    bool corners_touch_{false};
};

struct CornerHash {
    std::size_t operator()(const Point& p) const
    {
        return std::hash<double>{}(p.x) * 0x9E3779B97F4A7C15ULL ^ std::hash<double>{}(p.y);
    }
};

/// Cuts a ring that passes a corner twice into rings that do not.
void split_at_repeated_corners(const Ring& ring, std::vector<Ring>& out)
{
    std::unordered_map<Point, std::size_t, CornerHash> seen;
    Ring open;
    for (const Point& p : ring) {
        const auto it = seen.find(p);
        if (it != seen.end()) {
            const auto from = open.begin() + static_cast<std::ptrdiff_t>(it->second);
            out.emplace_back(from, open.end());
            for (auto q = from + 1; q != open.end(); ++q)
                seen.erase(*q);
            open.erase(from + 1, open.end());
            continue;
        }
        seen.emplace(p, open.size());
        open.push_back(p);
    }
    out.push_back(std::move(open));
}

/// A point inside the set, half a pixel from the middle of the ring's first edge.
Point inside_next_to(const Ring& ring)
{
    const Point &a = ring[0], &b = ring[1];
    const double length = std::abs(b.x - a.x) + std::abs(b.y - a.y);
    const double dx = (b.x - a.x) / length, dy = (b.y - a.y) / length;
    // walking with the inside on the left of a screen with y downwards: left of (dx, dy) is (dy, -dx)
    return {a.x + dx / 2 + dy / 2, a.y + dy / 2 - dx / 2};
}

bool ring_contains(const Ring& ring, const Point& p)
{
    return contains(MultiPolygon{{Polygon{ring, {}}}}, p);
}

} // namespace

MultiPolygon trace_outline(const std::vector<PixelRun>& runs)
{
    const Links links(runs);
    std::vector<bool> walked(links.size(), false);
    std::vector<Ring> rings;
    for (Edge start = 0; start < links.size(); ++start) {
        if (walked[start])
            continue;
        Ring ring;
        for (Edge e = start; !walked[e]; e = links.next(e)) {
            walked[e] = true;
            const double here = links.column(e), there = links.column(links.next(e)), line = links.end_line(e);
            if (here != there) {
                ring.push_back({here, line});
                ring.push_back({there, line});
            }
        }
        if (links.corners_touch())
            split_at_repeated_corners(ring, rings);
        else
            rings.push_back(std::move(ring));
    }

    MultiPolygon out;
    std::vector<Ring> holes;
    for (auto& ring : rings) {
        if (signed_area(ring) < 0) // y runs downwards: the inside on the left makes outer rings negative
            out.parts.push_back({std::move(ring), {}});
        else
            holes.push_back(std::move(ring));
    }
    for (auto& hole : holes) {
        Polygon* home = &out.parts.front();
        if (out.parts.size() > 1) {
            const Point p = inside_next_to(hole);
            double smallest = std::numeric_limits<double>::infinity();
            for (auto& part : out.parts) {
                const double area = -signed_area(part.outer);
                if (area < smallest && ring_contains(part.outer, p)) {
                    smallest = area;
                    home = &part;
                }
            }
        }
        home->holes.push_back(std::move(hole));
    }
    return out;
}

} // namespace didban
