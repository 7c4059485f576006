#pragma once
#include "didban/report/parcel_page.h"

namespace didban {

/// An inline SVG of the parcel among its neighbours: overlays, streets, the strip that widening takes, a north arrow
/// and a scale bar. No outside resources. 640 by 480 units.
[[nodiscard]] std::string location_map(const ParcelFile& file, const ParcelSurroundings& around, Language language);

} // namespace didban
