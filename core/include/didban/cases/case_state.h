#pragma once
#include <optional>
#include <string_view>

namespace didban {

/// Where a case stands.
enum class CaseState {
    Detected,  ///< waits for an inspector
    Recorded,  ///< known, nothing to visit: authorized or exempt
    Confirmed, ///< the inspector saw the violation
    Dismissed, ///< there is nothing to pursue
    Closed     ///< settled
};
[[nodiscard]] std::string_view name(CaseState state); ///< "detected", "recorded", …
[[nodiscard]] std::optional<CaseState> case_state(std::string_view name);
/// Dismissed or closed: a ruling stands, and only work after it brings the case back.
[[nodiscard]] constexpr bool is_settled(CaseState state)
{
    return state == CaseState::Dismissed || state == CaseState::Closed;
}

} // namespace didban
