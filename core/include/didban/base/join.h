#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace didban::text {

/// What `tell` makes of each, with `between` between them.
template <class All, class Tell>
[[nodiscard]] std::string join(const All& all, std::string_view between, Tell tell)
{
    std::string out;
    bool first = true;
    for (const auto& one : all) {
        if (!first)
            out += between;
        out += tell(one);
        first = false;
    }
    return out;
}

/// The texts themselves; empty ones at the front leave no `between`.
[[nodiscard]] inline std::string join(const std::vector<std::string>& texts, std::string_view between)
{
    std::string all;
    for (const std::string& text : texts)
        all.append(all.empty() ? std::string_view() : between).append(text);
    return all;
}

} // namespace didban::text
