#pragma once
#include "didban/rules/assess.h"
#include "parcel/limit_words.h"

/// Checks of a proposal.
namespace didban::parcel_words {

/// "front setback (north)", "inside the parcel", "use (office)".
[[nodiscard]] std::string check_title(const DesignCheck& check, Language language);
/// "at least 3 m", "forbidden", "unknown"; "" where the check has no limit of its own.
[[nodiscard]] std::string check_limit(const DesignCheck& check, const Answer& answer, Language language);
/// "2.5 m", "not stated"; "" where nothing is measured.
[[nodiscard]] std::string check_measured(const DesignCheck& check, Language language);
[[nodiscard]] std::string check_reason(const DesignCheck& check, Language language);

} // namespace didban::parcel_words
