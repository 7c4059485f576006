#pragma once
#include "didban/geo/crs.h"
#include "proj_handles.h"

#include <mutex>
#include <string>

namespace didban {

struct Crs::Impl {
    std::string wkt, name;
    bool projected{}, metres{}, web_mercator{};
    mutable std::once_flag identify;
    mutable std::string authority_code;
};

/// The horizontal part of a CRS: compound ones lose their vertical part, 3-D ones their height.
ProjPtr horizontal(PJ_CONTEXT* context, ProjPtr crs);
/// The CRS without a datum shift bound to it.
ProjPtr unbound(PJ_CONTEXT* context, const PJ* crs);

} // namespace didban
