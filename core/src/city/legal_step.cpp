#include "didban/city/legal_step.h"

#include <algorithm>
#include <charconv>

namespace didban {

std::optional<Term> Term::parse(std::string_view text)
{
    constexpr int most = 10'000, hours_of_a_day = 24;
    int n = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), n);
    if (error != std::errc() || end + 1 != text.data() + text.size() || n < 1 || n > most)
        return std::nullopt;
    switch (*end) {
    case 'd':
        return Term{n, 0};
    case 'h':
        return Term{(n + hours_of_a_day - 1) / hours_of_a_day, 0};
    case 'm':
        return Term{0, n};
    default:
        return std::nullopt;
    }
}

const std::vector<LegalStep>& usual_steps()
{
    static const std::vector<LegalStep> steps{
        {"detected", "detected", "کشف‌شده", false, {}, {"visited"}},
        {"reported", "reported", "گزارش رسید", false, {}},
        {"triaged", "triaged", "بررسی اولیه", false, {}},
        {"visit_ordered", "visit ordered", "دستور بازدید", false, {}, {"visited"}},
        {"visited", "visited", "بازدید شده", false, {}},
        {"confirmed", "confirmed", "تأییدشده", true, {}},
        {"warned", "warned", "اخطار", true, {}},
        {"stopped", "work stopped", "صورت‌مجلس جلوگیری", true, Term{7, 0}, {"referred"}},
        {"seal_ordered", "seal ordered", "دستور پلمب", true, {}, {"sealed"}},
        {"sealed", "sealed", "پلمب", true, {}},
        {"seal_broken", "seal broken", "فک پلمب", true, {}},
        {"seal_removed", "seal removed", "رفع پلمب", true, {}},
        {"referred", "referred to the commission", "ارجاع به کمیسیون", true, Term{0, 1}, {"voted"}},
        {"notified", "owner notified", "ابلاغ به مالک", true, Term{10, 0}, {"defended", "voted"}},
        {"defended", "written defence", "لایحهٔ دفاعیه", true, {}},
        {"voted", "first vote", "رأی بدوی", true, Term{10, 0}, {"objected", "final"}},
        {"objected", "objection", "اعتراض به رأی", true, {}, {"appealed"}},
        {"appealed", "vote on appeal", "رأی تجدیدنظر", true, {}},
        {"court", "before the court", "دیوان عدالت اداری", true, {}},
        {"final", "vote is final", "قطعی شدن رأی", true, Term{0, 2}, {"enforced", "fined"}},
        {"enforced", "vote carried out", "اجرای رأی", true, {}},
        {"fined", "fine paid", "پرداخت جریمه", true, {}},
        {"refused", "fine not paid", "استنکاف", true, {}}};
    return steps;
}

const LegalStep* CaseRules::find(std::string_view name) const
{
    const auto found = std::find_if(steps.begin(), steps.end(), [&](const LegalStep& s) { return s.name == name; });
    return found == steps.end() ? nullptr : &*found;
}

std::vector<std::string> CaseRules::names() const
{
    std::vector<std::string> all;
    for (const LegalStep& step : steps)
        all.push_back(step.name);
    return all;
}

} // namespace didban
