#pragma once
#include "didban/report/parcel_rules.h"
#include "pipelines/parcel/parcel_book.h"

#include <optional>

namespace didban {

/// The deed's area beside the measured one; empty = the cadastre states none.
[[nodiscard]] std::optional<StatedArea> stated_area(const ParcelBook& book, std::size_t parcel);
/// How much may be built by the limits of `answer`, which stands on `facts`; empty = the plot's area is not known.
[[nodiscard]] std::optional<BuildableAreas> buildable_on(const PlanData& plan, const Parcel& parcel,
                                                         const ParcelFacts& facts, const Answer& answer);
/// The rules of a parcel with the areas that follow from them.
[[nodiscard]] ParcelRulesAnswer rules_answer(const ParcelBook& book, std::size_t parcel, const Date& on,
                                             const std::optional<Date>& known);

} // namespace didban
