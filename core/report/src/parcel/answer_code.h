#pragma once
#include "didban/rules/proposal.h"

#include <string>

namespace didban {

/// The first 80 bits of an answer hash (hexadecimal) in four groups of four letters and digits, none of them easily
/// taken for another: "7K3M-Q0ZV-9XHT-2C8A".
[[nodiscard]] std::string answer_code(const std::string& hash);

/// SHA-256 of what an assessment says: equal for an equal proposal, equal facts and equal rules.
[[nodiscard]] std::string assessment_hash(const Assessment& assessment);

} // namespace didban
