#pragma once
#include "didban/cases/case_clocks.h"
#include "didban/cases/case_dossier.h"
#include "didban/cases/decide.h"
#include "didban/city/city.h"
#include "didban/ports/data_access.h"
#include "pipelines/cases/ledger.h"
#include "pipelines/run/run_options.h"

#include <optional>
#include <string>
#include <vector>

namespace didban {

/// Which cases; "" = all.
struct CaseFilter {
    std::string state, verdict, district, violation, permit, parcel;
    std::optional<Date> seen_from, seen_to; ///< of the first sight, both days included
    bool overdue{false};                    ///< only those with a clock that has run out
    [[nodiscard]] bool any() const;
};

/// The ledger of a city for reading. Throws Error{Configuration} when the city names none, Error{UnreadableInput} when
/// there is none yet.
[[nodiscard]] Ledger read_ledger(const DataAccess& data, const City& city, const std::string& path,
                                 const RunOptions& run);

/// The city's clocks, read on `today`.
[[nodiscard]] CaseClocks clocks_of(const City& city, const Date& today);

/// Open cases first, suspected before unclear before the rest, the largest first.
[[nodiscard]] std::vector<Case> cases_that_fit(const Ledger& ledger, const CaseFilter& filter,
                                               const CaseClocks& clocks);

/// cases_that_fit() of a ledger. Throws as read_ledger().
[[nodiscard]] std::vector<Case> list_cases(const DataAccess& data, const City& city, const std::string& ledger,
                                           const CaseFilter& filter, const CaseClocks& clocks, const RunOptions& run);

/// Throws Error{Usage} when there is no such case.
[[nodiscard]] CaseDossier show_case(const DataAccess& data, const City& city, const std::string& ledger,
                                    const std::string& case_id, const RunOptions& run);

/// What the last run brought: cases it opened, brought back or changed.
[[nodiscard]] std::vector<CaseNews> new_cases(const DataAccess& data, const City& city, const std::string& ledger,
                                              const RunOptions& run);

/// Which cases a person speaks of: by id, or all that a filter fits.
struct CaseChoice {
    std::vector<std::string> ids;
    CaseFilter filter;
    CaseClocks clocks;
};

/// Applies a decision to all chosen cases or, when one refuses, to none. Returns their ids. Throws Error{Usage} when
/// nothing was chosen, and as decide().
std::vector<std::string> decide_cases(const DataAccess& data, const City& city, const std::string& ledger,
                                      const CaseChoice& choice, Decision decision, const RunOptions& run);

/// Each chosen case takes a step of its way. Returns their ids. Throws Error{Usage} naming the nearest step when the
/// city has none of that name, as decide_cases() and as take_step().
std::vector<std::string> step_cases(const DataAccess& data, const City& city, const std::string& ledger,
                                    const CaseChoice& choice, const std::string& step, Decision decision,
                                    const RunOptions& run);

/// A step of the city by name. Throws Error{Usage} naming the nearest.
[[nodiscard]] const LegalStep& step_named(const City& city, const std::string& name);

/// Takes the last standing decision of each chosen case back. Throws as decide_cases() and undo().
std::vector<std::string> undo_decisions(const DataAccess& data, const City& city, const std::string& ledger,
                                        const CaseChoice& choice, Decision by, const RunOptions& run);

/// Today in UTC, and the latest day that has begun somewhere on earth.
[[nodiscard]] Date today_utc();
[[nodiscard]] Date last_day_begun();
/// The instant as a decision's `recorded`.
[[nodiscard]] std::string now_utc();

/// Holds the history's lines against each other and against their head, and the cases' states against their history.
/// `known_hash`: a last hash noted down earlier, which must still stand in the chain; "" = none.
[[nodiscard]] LedgerCheck verify_ledger(const DataAccess& data, const City& city, const std::string& ledger,
                                        const std::string& known_hash, const RunOptions& run);

} // namespace didban
