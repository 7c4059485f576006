#pragma once
#include <optional>
#include <string_view>

namespace didban {

/// A measured quantity with its expanded uncertainty (k = 2), in the limit's unit.
struct Measured {
    double value{};
    double uncertainty{}; ///< k = 2, never negative
};

enum class LimitOutcome { Complies, Violates, Inconclusive };
[[nodiscard]] std::string_view name(LimitOutcome outcome); ///< "complies", "violates", "inconclusive"

/// Against an upper limit. Violates: the excess is larger than the uncertainty. Complies: even with the uncertainty
/// added it stays at or below the limit. Everything else, an unknown limit and NaN included, is Inconclusive. Law: a
/// lower limit never turns Violates into anything else.
[[nodiscard]] LimitOutcome check_limit(const Measured& measured, const std::optional<double>& maximum);

} // namespace didban
