#include "crs_impl.h"
#include "didban/geo/crs.h"

#include <geodesic.h>

#include <algorithm>

namespace didban {

namespace {

struct Ellipsoid {
    double semi_major{}, flattening{};
};

/// The geographic CRS that `crs` is built on, so that no datum shift enters an area.
Crs geographic_base(const Crs& crs)
{
    PJ_CONTEXT* context = proj_context();
    const ProjPtr object{proj_create(context, crs.wkt().c_str())};
    const ProjPtr bare = object ? unbound(context, object.get()) : nullptr;
    const ProjPtr base{bare ? proj_crs_get_geodetic_crs(context, bare.get()) : nullptr};
    const char* wkt = base ? proj_as_wkt(context, base.get(), PJ_WKT2_2019, nullptr) : nullptr;
    return wkt ? Crs::parse(wkt) : crs;
}

Ellipsoid ellipsoid_of(const Crs& crs)
{
    PJ_CONTEXT* context = proj_context();
    const ProjPtr object{crs.known() ? proj_create(context, crs.wkt().c_str()) : nullptr};
    const ProjPtr bare = object ? unbound(context, object.get()) : nullptr;
    const ProjPtr ellipsoid{bare ? proj_get_ellipsoid(context, bare.get()) : nullptr};
    double a = 0, b = 0, inverse = 0;
    if (!ellipsoid || !proj_ellipsoid_get_parameters(context, ellipsoid.get(), &a, &b, nullptr, &inverse))
        return {};
    return {a, inverse == 0 ? 0 : 1 / inverse};
}

} // namespace

GeodesicArea::GeodesicArea(const Crs& crs) : to_lonlat_(crs, crs), longest_edge_(crs.projected() ? 1000.0 : 0.01)
{
    const auto [a, f] = ellipsoid_of(crs);
    semi_major_ = a;
    flattening_ = f;
    if (semi_major_ > 0)
        to_lonlat_ = Transform(crs, geographic_base(crs));
}

double GeodesicArea::operator()(const MultiPolygon& shape) const
{
    if (!(semi_major_ > 0))
        return planar_area(shape);
    geod_geodesic earth;
    geod_init(&earth, semi_major_, flattening_);
    const auto ring_area = [&](const Ring& ring) {
        geod_polygon polygon;
        geod_polygon_init(&polygon, 0);
        for (std::size_t i = 0; i < ring.size(); ++i) {
            const Point &a = ring[i], &b = ring[(i + 1) % ring.size()];
            const double length = std::hypot(b.x - a.x, b.y - a.y);
            const int pieces = static_cast<int>(std::clamp(std::ceil(length / longest_edge_), 1.0, 10000.0));
            for (int k = 0; k < pieces; ++k) {
                const double t = static_cast<double>(k) / pieces;
                const Point p = to_lonlat_({a.x + t * (b.x - a.x), a.y + t * (b.y - a.y)});
                geod_polygon_addpoint(&earth, &polygon, p.y, p.x);
            }
        }
        double area = 0;
        geod_polygon_compute(&earth, &polygon, 0, 1, &area, nullptr);
        return std::abs(area);
    };
    double total = 0;
    for (const auto& part : shape.parts) {
        total += ring_area(part.outer);
        for (const auto& hole : part.holes)
            total -= ring_area(hole);
    }
    return total;
}

} // namespace didban
