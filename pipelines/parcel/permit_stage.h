#pragma once
#include "pipelines/parcel/parcel_file.h"

namespace didban {

/// The last stage of the life cycle that the record proves on a day (domain model §3.1).
[[nodiscard]] std::string permit_stage(const Permit& permit, const Date& on);
/// Persian and English name of a stage or legal state.
[[nodiscard]] std::string permit_word(const std::string& word, Language language);
[[nodiscard]] std::string permit_legal_state(const Permit& permit, const Date& on);
[[nodiscard]] std::string kind_word(PermitKind kind, Language language);

} // namespace didban
