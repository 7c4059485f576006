#include "didban/ports/feature_source.h"

#include <array>
#include <charconv>

namespace didban {

std::string as_text(const FieldValue& value)
{
    if (const auto* text = std::get_if<std::string>(&value))
        return *text;
    if (const auto* whole = std::get_if<std::int64_t>(&value))
        return std::to_string(*whole);
    if (const auto* number = std::get_if<double>(&value)) {
        // The shortest text that reads back as the same number, whole ones without a point or exponent: keys are often
        // stored as reals.
        std::array<char, 400> buffer{};
        const bool plain = *number == static_cast<double>(
                                          static_cast<std::int64_t>(*number < 1e15 && *number > -1e15 ? *number : 0.5));
        const auto end =
            plain ? std::to_chars(buffer.data(), buffer.data() + buffer.size(), static_cast<std::int64_t>(*number)).ptr
                  : std::to_chars(buffer.data(), buffer.data() + buffer.size(), *number).ptr;
        return {buffer.data(), end};
    }
    return {};
}

} // namespace didban
