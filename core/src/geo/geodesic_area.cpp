#include "crs_impl.h"
#include "didban/geo/crs.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
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

} // namespace

namespace authalic {

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

/// A corner of a ring on that sphere.
struct SphereCorner {
    double lon{}, half_tangent{};
};

} // namespace authalic

namespace {

using authalic::AuthalicSphere;
using authalic::SphereCorner;

/// Area of a ring whose edges are great circles of the authalic sphere: of each edge the part between it and the
/// equator (Chamberlain and Duquette 2007). Geodesics of the ellipsoid differ from them by less than 1e-7 of the area
/// as long as edges are short.
class RingSum {
public:
    void add(const SphereCorner& corner)
    {
        if (count_++ == 0)
            first_ = corner;
        else
            join(last_, corner);
        last_ = corner;
    }
    [[nodiscard]] double area(const AuthalicSphere& sphere)
    {
        if (count_ < 3)
            return 0;
        join(last_, first_);
        const double half_sphere = 2 * std::numbers::pi * sphere.radius2();
        const double to_equator = std::abs(excess_) * sphere.radius2();
        const bool around_pole = std::abs(turned_deg_) > 180; // its edges go once around the axis
        return around_pole ? half_sphere - to_equator : to_equator;
    }

private:
    void join(const SphereCorner& a, const SphereCorner& b)
    {
        const double apart = b.lon - a.lon;
        const double east = std::abs(apart) < 180 ? apart : std::remainder(apart, 360.0);
        turned_deg_ += east;
        excess_ += 2 * std::atan(std::tan(east / 2 * AuthalicSphere::radian) * (a.half_tangent + b.half_tangent) /
                                 (1 + a.half_tangent * b.half_tangent));
    }

    SphereCorner first_, last_;
    std::size_t count_{0};
    double excess_{0}, turned_deg_{0};
};

} // namespace

struct GeodesicArea::Impl {
    Impl(const Crs& crs, const Ellipsoid& ellipsoid)
        : to_lonlat(crs, geographic_base(crs)), sphere(ellipsoid.semi_major, ellipsoid.flattening),
          longest_edge(crs.projected() ? 1000.0 : 0.01), met(1024)
    {
    }

    /// Neighbours share corners: those met last are remembered.
    [[nodiscard]] const SphereCorner& corner(const Point& p)
    {
        const auto mixed = std::bit_cast<std::uint64_t>(p.x) * 0x9E3779B97F4A7C15U ^
                           std::bit_cast<std::uint64_t>(p.y) * 0xC2B2AE3D27D4EB4FU;
        Met& known = met[(mixed >> 40U) % met.size()];
        if (!(known.at == p)) {
            const Point lonlat = to_lonlat(p);
            known = {p, {lonlat.x, sphere.half_tangent(lonlat.y)}};
        }
        return known.corner;
    }

    [[nodiscard]] double ring_area(const Ring& ring)
    {
        RingSum sum;
        for (std::size_t i = 0; i < ring.size(); ++i) {
            const Point &a = ring[i], &b = ring[i + 1 == ring.size() ? 0 : i + 1];
            const double dx = b.x - a.x, dy = b.y - a.y;
            const bool surely_short = std::max(std::abs(dx), std::abs(dy)) <= longest_edge / 2;
            const double parts = surely_short ? 1 : std::ceil(std::hypot(dx, dy) / longest_edge);
            const int pieces = static_cast<int>(std::clamp(parts, 1.0, 10000.0));
            for (int k = 0; k < pieces; ++k) {
                const double t = static_cast<double>(k) / pieces;
                sum.add(corner({a.x + t * dx, a.y + t * dy}));
            }
        }
        return sum.area(sphere);
    }

    struct Met {
        Point at{std::numeric_limits<double>::quiet_NaN(), 0};
        SphereCorner corner;
    };
    Transform to_lonlat;
    AuthalicSphere sphere;
    double longest_edge; ///< CRS units; longer edges are divided
    std::vector<Met> met;
};

GeodesicArea::GeodesicArea(const Crs& crs)
{
    if (const Ellipsoid ellipsoid = ellipsoid_of(crs); ellipsoid.semi_major > 0)
        impl_ = std::make_unique<Impl>(crs, ellipsoid);
}

GeodesicArea::~GeodesicArea() = default;
GeodesicArea::GeodesicArea(GeodesicArea&&) noexcept = default;
GeodesicArea& GeodesicArea::operator=(GeodesicArea&&) noexcept = default;

double GeodesicArea::operator()(const MultiPolygon& shape) const
{
    if (!impl_)
        return planar_area(shape);
    double total = 0;
    for (const auto& part : shape.parts) {
        total += impl_->ring_area(part.outer);
        for (const auto& hole : part.holes)
            total -= impl_->ring_area(hole);
    }
    return total;
}

} // namespace didban
