#pragma once
#include "didban/cases/compare_stages.h"
#include "didban/land/permit.h"
#include "parcel/say.h"

/// Words of permits, cases and observations.
namespace didban::parcel_words {

/// Of a parcel or of a check: "no_change", "suspected", "complies", …
[[nodiscard]] std::string verdict(const std::string& word, Language language);
/// Kind of a change object: "new", "groundwork", …
[[nodiscard]] std::string change_kind(const std::string& kind, Language language);
/// State of a case: "detected", "confirmed", …
[[nodiscard]] std::string case_state(const std::string& state, Language language);
/// "images show …, between DAY and DAY (groundwork), permit P-1".
[[nodiscard]] std::string stage_conflict(const StageConflict& conflict, Language language);
/// A stage or legal state of a permit.
[[nodiscard]] std::string permit_state(const std::string& word, Language language);
[[nodiscard]] std::string permit_kind(PermitKind kind, Language language);

} // namespace didban::parcel_words
