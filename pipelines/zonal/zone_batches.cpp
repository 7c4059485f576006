#include "pipelines/zonal/zone_batches.h"

#include <cmath>

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
        if (transform_.identity())
            return ring;
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

std::size_t points_in(const MultiPolygon& shape)
{
    std::size_t count = 0;
    for (const auto& part : shape.parts) {
        count += part.outer.size();
        for (const auto& hole : part.holes)
            count += hole.size();
    }
    return count;
}

/// Bytes that a zone keeps busy: its shape here, in pixels and (for files with geometry) as read, its values and its
/// statistics.
std::size_t bytes_of(const Feature& feature, const MultiPolygon& shape, int bands)
{
    std::size_t bytes = 600 + 160 * static_cast<std::size_t>(bands) + 3 * points_in(shape) * sizeof(Point);
    for (const auto& value : feature.values)
        if (const auto* text = std::get_if<std::string>(&value))
            bytes += sizeof(FieldValue) + text->capacity();
    return bytes;
}

} // namespace

ZoneBatches::ZoneBatches(FeatureSource& source, const Transform& transform, const RasterInfo& raster, std::size_t bytes,
                         bool keep_geometry)
    : source_(source), transform_(transform), raster_(raster), bytes_(bytes), keep_geometry_(keep_geometry)
{
}

bool ZoneBatches::next()
{
    features_.clear();
    shapes_.clear();
    const BendingTransform bend(transform_, *raster_.transform);
    std::size_t held = 0;
    Feature feature;
    while (held < bytes_ && source_.next(feature)) {
        MultiPolygon shape;
        for (const auto& part : feature.geometry.polygons.parts) {
            Polygon moved{bend(part.outer), {}};
            for (const auto& hole : part.holes)
                moved.holes.push_back(bend(hole));
            shape.parts.push_back(std::move(moved));
        }
        if (!keep_geometry_)
            feature.geometry = {};
        held += bytes_of(feature, shape, raster_.bands);
        shapes_.push_back(std::move(shape));
        features_.push_back(std::move(feature));
    }
    return !features_.empty();
}

} // namespace didban
