#pragma once
#include "didban/base/jalali.h"

#include <string>

namespace didban {

/// A day as the calendar writes it, year first: "2025-06-14", "1404/03/24".
[[nodiscard]] inline std::string calendar_text(const Date& day, Calendar calendar)
{
    return calendar == Calendar::Gregorian ? day.iso() : to_jalali(day).text();
}

} // namespace didban
