#pragma once
#include "didban/base/date.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace didban {

/// A length of time by the calendar.
struct Term {
    int days{}, months{};
    /// "7d", "72h" (a day that has begun counts as one) or "1m" (months of the city's calendar); nothing for all else.
    [[nodiscard]] static std::optional<Term> parse(std::string_view text);
};

/// A step that a case takes while it is detected or confirmed, and the clock that the step starts.
struct LegalStep {
    std::string name;                 ///< "stopped"; "detected" and "confirmed" are the states themselves
    std::string name_en, name_fa;     ///< as people call it
    bool after_confirmation{true};    ///< taken by confirmed cases; else by detected ones
    std::optional<Term> term;         ///< within which one of `until` must follow
    std::vector<std::string> until{}; ///< steps that stop the clock; empty = any later one
};

/// The steps and clocks of docs/ledger.md.
[[nodiscard]] const std::vector<LegalStep>& usual_steps();

/// What a city says of the life of its cases.
struct CaseRules {
    std::vector<LegalStep> steps{usual_steps()};
    std::vector<Date> holidays; ///< ascending; a deadline that falls on one moves to the next day that is none
    /// nullptr when there is no such step.
    [[nodiscard]] const LegalStep* find(std::string_view name) const;
    [[nodiscard]] std::vector<std::string> names() const;
};

} // namespace didban
