#pragma once
#include "didban/geo/crs.h"
#include "didban/land/parcel.h"
#include "didban/land/stated_area.h"
#include "didban/ports/feature_source.h"
#include "didban/rules/answer.h"
#include "didban/rules/buildable.h"
#include "didban/rules/facts.h"

namespace didban {

/// Limits of many parcels for planners: the layer, and the row of one parcel. Pure.
[[nodiscard]] LayerSpec limits_layer(const Crs& crs);
[[nodiscard]] Feature limits_row(const Parcel& parcel, const ParcelFacts& facts, const Answer& answer,
                                 const std::vector<PendingRule>& pending, const std::optional<StatedArea>& stated_area,
                                 const std::optional<BuildableAreas>& buildable);

} // namespace didban
