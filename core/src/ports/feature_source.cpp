#include "didban/ports/feature_source.h"

#include "didban/base/number_text.h"

namespace didban {

std::string as_text(const FieldValue& value)
{
    if (const auto* words = std::get_if<std::string>(&value))
        return *words;
    if (const auto* whole = std::get_if<std::int64_t>(&value))
        return std::to_string(*whole);
    if (const auto* number = std::get_if<double>(&value)) {
        // The shortest text that reads back as the same number, whole ones without a point or exponent: keys are often
        // stored as reals.
        const bool plain = *number == static_cast<double>(
                                          static_cast<std::int64_t>(*number < 1e15 && *number > -1e15 ? *number : 0.5));
        return plain ? std::to_string(static_cast<std::int64_t>(*number)) : text::exact(*number);
    }
    return {};
}

} // namespace didban
