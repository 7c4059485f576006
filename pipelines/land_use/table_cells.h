#pragma once
#include "didban/base/date.h"
#include "didban/ports/feature_source.h"

#include <optional>
#include <string>

namespace didban {

/// A missing value for "".
[[nodiscard]] inline FieldValue text_cell(const std::string& text)
{
    return text.empty() ? FieldValue{} : FieldValue{text};
}

[[nodiscard]] inline FieldValue day_cell(const std::optional<Date>& day)
{
    return day ? FieldValue{day->iso()} : FieldValue{};
}

} // namespace didban
