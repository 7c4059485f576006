#pragma once
#include "didban/ports/raster_source.h"

namespace didban {

/// Makes it a raster that only the running program reads: written once as it comes, tiled and not compressed, so that
/// no thread compresses it. Its bytes may depend on the order of the windows.
inline void make_work_file(RasterSpec& spec)
{
    spec.cloud_optimized = false;
    spec.threads = 0;
}
[[nodiscard]] inline bool is_work_file(const RasterSpec& spec)
{
    return spec.threads == 0;
}

} // namespace didban
