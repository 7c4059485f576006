#pragma once
#include "didban/limits/limit.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace didban {

/// What is known of a bound.
enum class BoundState : std::uint8_t {
    Unknown,      ///< no rule, a rule whose value is unknown, or a fact is missing. Never read as "no limit"
    Limited,      ///< a number or a range holds
    NotRegulated, ///< a rule says that there is no limit
    Forbidden,    ///< nothing of it is allowed
    NeedsInquiry  ///< a body must be asked
};
/// "unknown", "limited", "not_regulated", "forbidden", "needs_inquiry".
[[nodiscard]] std::string_view name(BoundState state);

/// What a limit is subject to.
struct LimitCondition {
    std::string text, text_fa;      ///< one of them may be ""
    std::optional<Limit> otherwise; ///< the limit where this condition alone is not met; empty = not known then
};

/// A quantity's limit in one direction: at most, or at least. The one form in which a limit meets a measurement.
struct Bound {
    bool minimum{false}; ///< at least; otherwise at most
    BoundState state{BoundState::Unknown};
    std::optional<Limit>
        limit; ///< canonical unit; beside Unknown and NeedsInquiry: a bound that is certain all the same
    std::vector<LimitCondition> conditions;
    std::optional<Limit> unconditional; ///< the limit where no condition is met; empty = not known, or no conditions
    std::vector<std::string> missing;   ///< Unknown: names of facts, sorted
    std::string body;                   ///< NeedsInquiry: the first body to ask; "" = nobody named

    /// The one number that holds, conditions met: only for Limited with an exact limit.
    [[nodiscard]] std::optional<double> number() const;
    /// True when a measurement can be compared: there is a limit, or nothing is allowed.
    [[nodiscard]] bool comparable() const { return limit.has_value() || state == BoundState::Forbidden; }
};

/// The same bound with every number of it moved by `by`: half a storey, where storeys are told from a height.
[[nodiscard]] Bound moved(Bound bound, double by);

} // namespace didban
