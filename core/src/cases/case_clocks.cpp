#include "didban/cases/case_clocks.h"

#include <algorithm>

namespace didban {

namespace {

constexpr int months_of_a_year = 12;

int days_in_month(int year, int month)
{
    const Date next = month == months_of_a_year ? Date{year + 1, 1, 1} : Date{year, month + 1, 1};
    return next.day_number() - Date{year, month, 1}.day_number();
}

bool has_clocks(const Case& c)
{
    return c.state == CaseState::Detected || c.state == CaseState::Confirmed;
}

/// The state and the steps since, in order.
std::vector<CaseStep> timeline(const Case& c)
{
    std::vector<CaseStep> all{{std::string(name(c.state)), c.since.value_or(c.first_seen)}};
    all.insert(all.end(), c.steps.begin(), c.steps.end());
    return all;
}

bool stops(const LegalStep& step, const std::string& later)
{
    return step.until.empty() || std::find(step.until.begin(), step.until.end(), later) != step.until.end();
}

} // namespace

Date later(const Date& on, const Term& term, Calendar calendar)
{
    Date moved = on;
    if (term.months > 0 && calendar == Calendar::Gregorian) {
        const int months = on.month - 1 + term.months;
        moved.year = on.year + months / months_of_a_year;
        moved.month = months % months_of_a_year + 1;
        moved.day = std::min(on.day, days_in_month(moved.year, moved.month));
    } else if (term.months > 0) {
        JalaliDate day = to_jalali(on);
        const int months = day.month - 1 + term.months;
        day.year += months / months_of_a_year;
        day.month = months % months_of_a_year + 1;
        day.day = std::min(day.day, days_in_jalali_month(day.year, day.month));
        moved = to_gregorian(day);
    }
    return Date::from_day_number(moved.day_number() + term.days);
}

std::vector<Deadline> CaseClocks::running(const Case& c) const
{
    std::vector<Deadline> clocks;
    const std::vector<CaseStep> steps = has_clocks(c) ? timeline(c) : std::vector<CaseStep>();
    for (auto at = steps.begin(); at != steps.end(); ++at) {
        const LegalStep* const step = rules.find(at->name);
        if (step == nullptr || !step->term)
            continue;
        if (std::any_of(at + 1, steps.end(),
                        [&](const CaseStep& next) { return next.name == at->name || stops(*step, next.name); }))
            continue;
        Date due = later(at->on, *step->term, calendar);
        while (std::binary_search(rules.holidays.begin(), rules.holidays.end(), due))
            due = Date::from_day_number(due.day_number() + 1);
        clocks.push_back({at->name, at->on, step->until, due});
    }
    std::stable_sort(clocks.begin(), clocks.end(), [](const Deadline& a, const Deadline& b) { return a.due < b.due; });
    return clocks;
}

std::optional<Deadline> CaseClocks::next(const Case& c) const
{
    std::vector<Deadline> clocks = running(c);
    return clocks.empty() ? std::nullopt : std::optional(std::move(clocks.front()));
}

std::optional<int> CaseClocks::age_days(const Case& c) const
{
    if (!has_clocks(c))
        return std::nullopt;
    return today.day_number() - timeline(c).back().on.day_number();
}

double CaseClocks::elapsed(const Deadline& d) const
{
    const double gone = today.day_number() - d.since.day_number(), all = d.due.day_number() - d.since.day_number();
    return all > 0 ? std::clamp(gone / all, 0.0, 1.0) : 1;
}

} // namespace didban
