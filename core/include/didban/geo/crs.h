#pragma once
#include "didban/geo/polygon.h"

#include <memory>
#include <string>
#include <string_view>

namespace didban {

/// A coordinate reference system, always with easting/longitude first. Cheap to copy, safe to share between threads;
/// all PROJ state is per thread inside.
class Crs {
public:
    Crs() = default; ///< unknown
    /// "EPSG:32638", WKT or PROJJSON. Throws Error{Configuration} naming `text` when PROJ does not know it.
    static Crs parse(std::string_view text);
    static const Crs& wgs84(); ///< EPSG:4326 as longitude, latitude

    [[nodiscard]] bool known() const { return impl_ != nullptr; }
    [[nodiscard]] bool projected() const;
    [[nodiscard]] bool metres() const;                  ///< projected with metres on both axes
    [[nodiscard]] bool web_mercator() const;            ///< EPSG:3857 and its twins: areas are wrong in it
    [[nodiscard]] const std::string& wkt() const;       ///< WKT2; "" when unknown
    [[nodiscard]] std::string name() const;             ///< "WGS 84 / UTM zone 38N"
    [[nodiscard]] std::string authority_code() const;   ///< "EPSG:32638", or "" when PROJ cannot identify it
    friend bool operator==(const Crs& a, const Crs& b); ///< same system, axis order and names ignored

private:
    struct Impl;
    std::shared_ptr<const Impl> impl_;
};

/// Coordinates from one CRS to another, by PROJ's best available operation, which `operation()` names. One per thread.
class Transform {
public:
    Transform(const Crs& from, const Crs& to);
    ~Transform();
    Transform(Transform&&) noexcept;
    Transform& operator=(Transform&&) noexcept;
    /// Throws Error{IncompatibleInput} when the point cannot be transformed.
    [[nodiscard]] Point operator()(const Point& p) const;
    [[nodiscard]] MultiPolygon operator()(const MultiPolygon& shape) const;
    [[nodiscard]] bool identity() const;
    [[nodiscard]] std::string operation() const;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

/// Area in square metres on the ellipsoid of `crs`, by its authalic sphere (Chamberlain and Duquette 2007), holes taken
/// off. `crs` is that of the shapes; edges are straight in it (long ones are divided). Without a known CRS, or with a
/// local one, it is the planar area. Create one per thread.
class GeodesicArea {
public:
    explicit GeodesicArea(const Crs& crs);
    ~GeodesicArea();
    GeodesicArea(GeodesicArea&&) noexcept;
    GeodesicArea& operator=(GeodesicArea&&) noexcept;
    [[nodiscard]] double operator()(const MultiPolygon& shape) const;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_; ///< none: areas are planar
};

} // namespace didban
