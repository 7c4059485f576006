#pragma once
#include "didban/base/jalali.h"
#include "didban/cases/case.h"
#include "didban/city/legal_step.h"

#include <optional>
#include <string>
#include <vector>

namespace didban {

/// A clock of a case that runs.
struct Deadline {
    std::string after; ///< the step, or the state, that started it
    Date since;
    std::vector<std::string> until; ///< steps that stop it; empty = any later one
    Date due;                       ///< last day in time
};

/// The clocks of a city, read on a day. Pure.
struct CaseClocks {
    CaseRules rules;
    Calendar calendar{Calendar::Jalali}; ///< of the months of a term
    Date today;

    /// The clocks that run, by the day they are due. A settled or recorded case has none. Of a step that was taken
    /// twice the later one counts.
    [[nodiscard]] std::vector<Deadline> running(const Case& c) const;
    [[nodiscard]] std::optional<Deadline> next(const Case& c) const; ///< the first to be due
    [[nodiscard]] bool overdue(const Deadline& d) const { return d.due < today; }
    /// Days in the present state or step; nothing for a settled or recorded case.
    [[nodiscard]] std::optional<int> age_days(const Case& c) const;
    /// How much of the term has gone, 0 to 1.
    [[nodiscard]] double elapsed(const Deadline& d) const;
};

/// `on` and a term later: the same day of a later month, or that month's last day.
[[nodiscard]] Date later(const Date& on, const Term& term, Calendar calendar);

} // namespace didban
