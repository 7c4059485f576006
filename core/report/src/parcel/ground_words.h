#pragma once
#include "didban/report/parcel_file.h"
#include "parcel/say.h"

#include <vector>

/// What may be built, what a deed states, what was looked at.
namespace didban::parcel_words {

/// "120 m²", "not known, in any case at most 120 m²", "not limited by the plan's data".
[[nodiscard]] std::string area(const BuildableArea& area, Language language);
/// "by site coverage"; with what is not known.
[[nodiscard]] std::vector<std::string> area_reasons(const BuildableArea& area, Language language);
/// "240 m² by the deed, 12.5 m² more than measured (± 8 m²): not the same".
[[nodiscard]] std::string stated_area(const StatedArea& area, Language language);
/// "zones", "qanat buffer".
[[nodiscard]] std::string checked_layer(const CheckedLayer& layer, Language language);
[[nodiscard]] std::string checked_state(CheckedLayer::State state, Language language);
/// The layers in one state, one after the other; "" = none.
[[nodiscard]] std::string checked_in(const std::vector<CheckedLayer>& layers, CheckedLayer::State state,
                                     Language language);

} // namespace didban::parcel_words
