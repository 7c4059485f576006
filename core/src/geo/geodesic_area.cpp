#include "crs_impl.h"
#include "didban/geo/crs.h"

#include <algorithm>
#include <cmath>
#include <numbers>

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

/// The sphere with the ellipsoid's surface: authalic latitudes keep every area.
class AuthalicSphere {
public:
    AuthalicSphere(double semi_major, double flattening) : e2_(flattening * (2 - flattening)), e_(std::sqrt(e2_))
    {
        const double polar = strip(1);
        polar_ = polar;
        radius2_ = semi_major * semi_major * polar / 2;
    }
    /// Tangent of half the authalic latitude.
    [[nodiscard]] double half_tangent(double latitude_deg) const
    {
        const double sine = std::clamp(strip(std::sin(latitude_deg * radian)) / polar_, -1.0, 1.0);
        return sine / (1 + std::sqrt(1 - sine * sine));
    }
    [[nodiscard]] double radius2() const { return radius2_; } ///< m²

    static constexpr double radian = std::numbers::pi / 180;

private:
    /// Area between the equator and a latitude, per radian and half the squared semi-major axis.
    [[nodiscard]] double strip(double sine) const
    {
        const double artanh = e_ > 0 ? std::atanh(e_ * sine) / e_ : sine;
        return (1 - e2_) * (sine / (1 - e2_ * sine * sine) + artanh);
    }
    double e2_, e_, polar_{}, radius2_{};
};

/// Area of a ring whose edges are great circles of the authalic sphere: of each edge the part between it and the
/// equator (Chamberlain and Duquette 2007). Geodesics of the ellipsoid differ from them by less than 1e-7 of the area
/// as long as edges are short.
class RingSum {
public:
    explicit RingSum(const AuthalicSphere& sphere) : sphere_(sphere) {}
    void add(const Point& lonlat)
    {
        const Corner corner{lonlat.x, sphere_.half_tangent(lonlat.y)};
        if (count_++ == 0)
            first_ = corner;
        else
            join(last_, corner);
        last_ = corner;
    }
    [[nodiscard]] double area()
    {
        if (count_ < 3)
            return 0;
        join(last_, first_);
        const double half_sphere = 2 * std::numbers::pi * sphere_.radius2();
        const double to_equator = std::abs(excess_) * sphere_.radius2();
        const bool around_pole = std::abs(turned_deg_) > 180; // its edges go once around the axis
        return around_pole ? half_sphere - to_equator : to_equator;
    }

private:
    struct Corner {
        double lon{}, half_tangent{};
    };
    void join(const Corner& a, const Corner& b)
    {
        const double east = std::remainder(b.lon - a.lon, 360.0);
        turned_deg_ += east;
        excess_ += 2 * std::atan(std::tan(east / 2 * AuthalicSphere::radian) * (a.half_tangent + b.half_tangent) /
                                 (1 + a.half_tangent * b.half_tangent));
    }

    const AuthalicSphere& sphere_;
    Corner first_, last_;
    std::size_t count_{0};
    double excess_{0}, turned_deg_{0};
};

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
    const AuthalicSphere sphere(semi_major_, flattening_);
    const auto ring_area = [&](const Ring& ring) {
        RingSum sum(sphere);
        for (std::size_t i = 0; i < ring.size(); ++i) {
            const Point &a = ring[i], &b = ring[i + 1 == ring.size() ? 0 : i + 1];
            const double length = std::hypot(b.x - a.x, b.y - a.y);
            const int pieces = static_cast<int>(std::clamp(std::ceil(length / longest_edge_), 1.0, 10000.0));
            for (int k = 0; k < pieces; ++k) {
                const double t = static_cast<double>(k) / pieces;
                sum.add(to_lonlat_({a.x + t * (b.x - a.x), a.y + t * (b.y - a.y)}));
            }
        }
        return sum.area();
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
