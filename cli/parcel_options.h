#pragma once
#include "didban/base/date.h"
#include "didban/geo/polygon.h"
#include "didban/report/language.h"
#include "output_arguments.h"
#include "session.h"

#include <optional>
#include <string>

namespace didban::cli {

/// "fa" or "en". Throws Error{Usage}.
[[nodiscard]] Language language_of(const std::string& text);
/// A day as 2026-03-21 or 1405/01/01; "" = today in Tehran. Throws Error{Usage} naming the option.
[[nodiscard]] Date day_or_today(const std::string& text, const std::string& option);
[[nodiscard]] std::optional<Date> optional_day(const std::string& text, const std::string& option);
/// "51.6680,32.6540". Throws Error{Usage}.
[[nodiscard]] Point lon_lat(const std::string& text);

} // namespace didban::cli
