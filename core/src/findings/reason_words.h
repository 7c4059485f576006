#pragma once
#include "didban/findings/finding.h"
#include "didban/findings/reason.h"

#include <string>

/// Words that sentences about findings are made of, in two languages.
namespace didban::reason_words {

/// LEFT-TO-RIGHT ISOLATE … POP DIRECTIONAL ISOLATE: codes and dates keep their order inside Persian text.
[[nodiscard]] std::string isolated(const std::string& s);
[[nodiscard]] std::string day_en(const Date& d, Calendar calendar);
[[nodiscard]] std::string day_fa(const Date& d, Calendar calendar);
[[nodiscard]] std::string whole(double x);
[[nodiscard]] std::string tenths(double x);
/// "ground covered", "floors", …
[[nodiscard]] Reason quantity_words(const std::string& quantity);

/// How a unit is told: the value is multiplied by `scale` first.
struct Amount {
    double scale;
    const char *en, *fa;
};
[[nodiscard]] Amount amount_of(const std::string& unit);
/// A measured value with its uncertainty (k = 2) in the unit it is told in: "123 ± 14".
[[nodiscard]] std::string with_uncertainty(const RuleCheck& r, double scale, std::string (*round)(double));

} // namespace didban::reason_words
