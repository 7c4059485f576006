#include "didban/base/clock.h"

#include <chrono>

namespace didban {

Instant this_second()
{
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return {std::chrono::duration_cast<std::chrono::seconds>(now).count()};
}

Date today_in_tehran()
{
    return this_second().date_at(tehran_minutes);
}

} // namespace didban
