#include "didban/cases/case_state.h"

#include <array>
#include <utility>

namespace didban {

namespace {
constexpr std::array<std::pair<CaseState, std::string_view>, 5> names{{{CaseState::Detected, "detected"},
                                                                       {CaseState::Recorded, "recorded"},
                                                                       {CaseState::Confirmed, "confirmed"},
                                                                       {CaseState::Dismissed, "dismissed"},
                                                                       {CaseState::Closed, "closed"}}};
} // namespace

std::string_view name(CaseState state)
{
    return names[static_cast<std::size_t>(state)].second;
}

std::optional<CaseState> case_state(std::string_view text)
{
    for (const auto& [state, word] : names)
        if (word == text)
            return state;
    return std::nullopt;
}

} // namespace didban
