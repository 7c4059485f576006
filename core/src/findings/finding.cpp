#include "didban/findings/finding.h"

#include <array>

namespace didban {

namespace {
constexpr std::array<std::string_view, 7> verdict_names{"no_change", "authorized", "exempt",   "suspected",
                                                        "unclear",   "not_seen",   "too_small"};
}

std::string_view name(Verdict verdict)
{
    return verdict_names[static_cast<std::size_t>(verdict)];
}

std::optional<Verdict> verdict(std::string_view text)
{
    for (std::size_t i = 0; i < verdict_names.size(); ++i)
        if (verdict_names[i] == text)
            return static_cast<Verdict>(i);
    return std::nullopt;
}

} // namespace didban
