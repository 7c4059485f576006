#pragma once
#include "didban/report/parcel_file.h"
#include "parcel/say.h"

/// Overlays and planned passages near a parcel.
namespace didban::parcel_words {

[[nodiscard]] std::string around(const AroundItem& item, Language language);
/// "on the parcel", "touches the parcel's edge", "12.5 m away".
[[nodiscard]] std::string contact(const AroundItem& item, Language language);

} // namespace didban::parcel_words
