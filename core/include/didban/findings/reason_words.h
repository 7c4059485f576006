#pragma once
#include "didban/findings/finding.h"
#include "didban/findings/reason.h"

#include <string>
#include <vector>

/// Words that sentences and tables about findings are made of, in two languages. Pure; any thread.
namespace didban::reason_words {

/// LEFT-TO-RIGHT ISOLATE … POP DIRECTIONAL ISOLATE: codes and dates keep their order inside Persian text.
[[nodiscard]] std::string isolated(const std::string& s);
/// "2025-06-14", or "1404/03/24 (2025-06-14)".
[[nodiscard]] std::string day_en(const Date& d, Calendar calendar);
[[nodiscard]] std::string day_fa(const Date& d, Calendar calendar);
/// Rounded to a whole number, or to one decimal, halves away from zero.
[[nodiscard]] std::string whole(double x);
[[nodiscard]] std::string tenths(double x);
/// Of RuleCheck::quantity: "ground covered", "floors", …; a quantity without words is told as it is called.
[[nodiscard]] Reason quantity_words(const std::string& quantity);

/// How a unit is told: the value is multiplied by `scale` first.
struct Amount {
    double scale;
    const char *en, *fa;
};
[[nodiscard]] Amount amount_of(const std::string& unit);
/// A measured value with its uncertainty (k = 2) in the unit it is told in: "123 ± 14".
[[nodiscard]] std::string with_uncertainty(const RuleCheck& r, double scale, std::string (*round)(double));
/// "144 ± 18 of 60 m²"; nothing without limit and measured value.
[[nodiscard]] Reason measured_of(const RuleCheck& r, std::string (*round)(double));
/// " (216 ± 18 of 412 m² permitted)", where a permit states the ground; it says so when the limit lies within the
/// uncertainty.
[[nodiscard]] Reason within_permit(const std::vector<RuleCheck>& rules);

} // namespace didban::reason_words
