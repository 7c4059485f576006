#include "pipelines/zonal/zone_batches.h"

#include "didban/geo/coverage.h"

#include <cmath>
#include <utility>

namespace didban {

namespace {

/// Straight edges of one CRS bend in another: edges are halved until the middle lies within this many pixels of the
/// straight line.
constexpr double bend_px = 0.05;
constexpr int most_halvings = 10;

class BendingTransform {
public:
    BendingTransform(const Transform& transform, const GeoTransform& grid)
        : transform_(transform), tolerance_(bend_px * grid.pixel_size())
    {
    }

    [[nodiscard]] Ring operator()(const Ring& ring) const
    {
        Ring out;
        out.reserve(ring.size());
        for (std::size_t i = 0; i < ring.size(); ++i) {
            const Point &a = ring[i], &b = ring[(i + 1) % ring.size()];
            out.push_back(transform_(a));
            add_between(a, b, transform_(a), transform_(b), 0, out);
        }
        return out;
    }

private:
    void add_between(const Point& a, const Point& b, const Point& ta, const Point& tb, int depth, Ring& out) const
    {
        if (depth == most_halvings)
            return;
        const Point middle{(a.x + b.x) / 2, (a.y + b.y) / 2};
        const Point bent = transform_(middle);
        if (std::hypot(bent.x - (ta.x + tb.x) / 2, bent.y - (ta.y + tb.y) / 2) <= tolerance_)
            return;
        add_between(a, middle, ta, bent, depth + 1, out);
        out.push_back(bent);
        add_between(middle, b, bent, tb, depth + 1, out);
    }

    const Transform& transform_;
    double tolerance_; ///< CRS units of the raster
};

} // namespace

ZoneBatches::ZoneBatches(FeatureSource& source, const Transform& transform, const RasterInfo& raster, std::size_t bytes)
    : source_(source), transform_(transform), raster_(raster), bytes_(bytes)
{
}

bool ZoneBatches::next(ZoneShapes& shapes, ZoneRows& rows)
{
    const BendingTransform bend(transform_, *raster_.transform);
    Feature feature;
    while (shapes.bytes() + rows.bytes() < bytes_ && source_.next(feature)) {
        rows.add(feature);
        MultiPolygon shape = std::move(feature.geometry.polygons);
        if (!transform_.identity())
            for (Polygon& part : shape.parts) {
                part.outer = bend(part.outer);
                for (Ring& hole : part.holes)
                    hole = bend(hole);
            }
        shapes.add(to_pixels(std::move(shape), *raster_.transform));
    }
    return rows.size() > 0;
}

} // namespace didban
