#include "polygon_wkb.h"

#include <bit>
#include <cstdint>
#include <cstring>

namespace didban::gdal {

namespace {

static_assert(std::endian::native == std::endian::little);

class WkbPolygons {
public:
    WkbPolygons(const unsigned char* bytes, std::size_t size, bool swap_axes, FeatureGeometry& out)
        : at_(bytes), left_(size), swap_(swap_axes), out_(out)
    {
    }

    bool read()
    {
        constexpr std::uint32_t polygon = 3, multi_polygon = 6;
        std::uint32_t type = 0, count = 0;
        if (!header(type) || !take(count))
            return false;
        if (type == polygon)
            return rings(count) && left_ == 0;
        if (type != multi_polygon)
            return false;
        for (; count > 0; --count) {
            std::uint32_t ring_count = 0;
            if (!header(type) || type != polygon || !take(ring_count) || !rings(ring_count))
                return false;
        }
        return left_ == 0;
    }

private:
    template <class T>
    bool take(T& value)
    {
        if (left_ < sizeof value)
            return false;
        std::memcpy(&value, at_, sizeof value);
        at_ += sizeof value;
        left_ -= sizeof value;
        return true;
    }

    bool header(std::uint32_t& type)
    {
        unsigned char little_endian = 0;
        return take(little_endian) && little_endian == 1 && take(type);
    }

    /// Of one polygon.
    bool rings(std::uint32_t count)
    {
        Polygon polygon;
        for (std::uint32_t i = 0; i < count; ++i) {
            Ring one;
            if (!ring(one) || (i == 0 && one.empty()))
                return false;
            if (i == 0)
                polygon.outer = std::move(one);
            else if (!one.empty())
                polygon.holes.push_back(std::move(one));
        }
        if (count > 0)
            out_.polygons.parts.push_back(std::move(polygon));
        return true;
    }

    bool ring(Ring& points)
    {
        std::uint32_t count = 0;
        if (!take(count) || left_ / sizeof(Point) < count)
            return false;
        if (count == 0)
            return true;
        points.resize(count);
        std::memcpy(points.data(), at_, count * sizeof(Point));
        at_ += count * sizeof(Point);
        left_ -= count * sizeof(Point);
        if (swap_)
            for (Point& p : points)
                std::swap(p.x, p.y);
        if (count > 1 && points.front().x == points.back().x && points.front().y == points.back().y)
            points.pop_back();
        else
            out_.unclosed_ring = true;
        return true;
    }

    const unsigned char* at_;
    std::size_t left_;
    bool swap_;
    FeatureGeometry& out_;
};

} // namespace

bool read_polygon_wkb(const unsigned char* bytes, std::size_t size, bool swap_axes, FeatureGeometry& out)
{
    static_assert(sizeof(Point) == 2 * sizeof(double));
    out = {};
    out.null = false;
    return WkbPolygons(bytes, size, swap_axes, out).read();
}

} // namespace didban::gdal
