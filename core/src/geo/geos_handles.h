#pragma once
#define GEOS_USE_ONLY_R_API
#include "didban/geo/polygon.h"

#include <geos_c.h>

#include <memory>
#include <string>

namespace didban::geos {

/// This thread's GEOS context: made on first use, freed when the thread ends.
GEOSContextHandle_t context();
/// Throws Error{Internal} with the last message of this thread's context.
[[noreturn]] void fail(const char* doing);

struct GeometryDestroy {
    void operator()(GEOSGeometry* g) const noexcept { GEOSGeom_destroy_r(context(), g); }
};
using GeometryPtr = std::unique_ptr<GEOSGeometry, GeometryDestroy>; // not for static or thread_local objects

/// As stored, possibly invalid; rings of fewer than three points or with coordinates that are not numbers are left out.
GeometryPtr to_geos(const MultiPolygon& shape);
GeometryPtr to_geos(const LineString& line);
/// The polygons of any geometry, orientation normalised; other kinds are dropped.
MultiPolygon from_geos(const GEOSGeometry* geometry);
/// Valid by OGC rules: repaired by the structure method where it was not.
GeometryPtr valid(GeometryPtr geometry);

} // namespace didban::geos
