#include "didban/geo/clip.h"

#include "geos_handles.h"

namespace didban {

MultiPolygon clip(const MultiPolygon& shape, const Box& box)
{
    using geos::context;
    const geos::GeometryPtr whole = geos::to_geos(shape);
    const geos::GeometryPtr part{GEOSClipByRect_r(context(), whole.get(), box.x0, box.y0, box.x1, box.y1)};
    if (!part)
        geos::fail("clipping a polygon");
    return geos::from_geos(part.get());
}

} // namespace didban
