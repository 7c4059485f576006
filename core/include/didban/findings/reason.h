#pragma once
#include "didban/base/jalali.h"
#include "didban/findings/judge_change.h"

#include <string>

namespace didban {

/// One sentence in two languages that an inspector can read out.
struct Reason {
    std::string en, fa;
};

/// Says what was seen where and when, what the records say, and so why the verdict. Dates follow `calendar`: under
/// Jalali both texts give the Jalali day and the English one adds the Gregorian; digits of the Persian text are
/// Persian, codes and dates isolated for right-to-left lines.
[[nodiscard]] Reason make_reason(const Judgement& judgement, const PlaceFacts& place, Calendar calendar);

} // namespace didban
