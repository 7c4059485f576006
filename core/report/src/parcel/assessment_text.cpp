#include "didban/report/parcel_rules.h"
#include "parcel/check_words.h"
#include "parcel/fact_words.h"
#include "parcel/limit_remarks.h"
#include "parcel/record_words.h"

#include <set>

namespace didban {

namespace words = parcel_words;

std::string assessment_text(const Assessment& a, const AssessedCity& city, Language l)
{
    std::string out;
    const auto line = [&](const std::string& text) { out += words::ordered(text, l) + "\n"; };
    const std::string plan = words::plan_title(city.rules.plan(), l);
    line(words::say(l, "Parcel ", "ملک ") + a.parcel_id + ": " + words::verdict(std::string(name(a.verdict)), l));
    line(words::say(l, "As of ", "به تاریخ ") + words::date(a.answer.as_of, l) +
         (plan.empty() ? "" : words::say(l, ", plan: ", "، طرح: ") + plan));
    line(words::say(l, "Jurisdiction: ", "محدوده: ") + words::jurisdiction(a.answer, l) + "\n");
    std::set<Quantity> told;
    for (const DesignCheck& c : a.checks) {
        std::string facts = words::check_limit(c, a.answer, l);
        if (const std::string measured = words::check_measured(c, l); !measured.empty())
            facts +=
                (facts.empty() ? "" : words::say(l, "; ", "؛ ")) + words::say(l, "proposed: ", "در طرح: ") + measured;
        line("  " + words::verdict(std::string(name(c.verdict)), l) + "\t" + words::check_title(c, l) +
             (facts.empty() ? "" : ": " + facts));
        line("      " + words::check_reason(c, l));
        if (c.rule)
            line("      " + words::source_text(c.rule->source, l) + " [" + c.rule->id + "]");
        const QuantityAnswer* limit = c.quantity ? a.answer.find(*c.quantity) : nullptr;
        if (limit && told.insert(*c.quantity).second)
            for (const std::string& remark : words::remarks(*limit, l))
                line("      " + remark);
    }
    for (const std::string& note : words::notes(a.answer, a.other_sides, city.rules, l))
        line("  " + words::say(l, "Note: ", "توجه: ") + note);
    if (!a.pending.empty())
        line("\n" + words::say(l, "Pending: not binding yet",
                               "در دست تصویب: هنوز الزام‌آور نیست"));
    for (const PendingRule& p : a.pending) {
        line("  " + words::pending(p, city.rules, l));
        line("      " + words::source_text(p.rule->source, l) + " [" + p.rule->id + "]");
    }
    return out;
}

} // namespace didban
