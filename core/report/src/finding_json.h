#pragma once
#include "didban/report/findings_files.h"

#include <string>

namespace didban::report {

/// The property `rules` of a finding: a JSON array.
[[nodiscard]] std::string rules_json(const std::vector<RuleCheck>& rules);
/// The property `evidence` of finding i: a JSON object by role.
[[nodiscard]] std::string evidence_json(const EvidenceBook& evidence, std::size_t i);

} // namespace didban::report
