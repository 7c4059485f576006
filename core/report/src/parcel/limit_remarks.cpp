#include "parcel/limit_remarks.h"

#include "didban/base/text.h"
#include "parcel/fact_words.h"

namespace didban::parcel_words {

namespace {

std::string limit_text(const LimitBeyond& limit, const RuleSet& rules, Language language)
{
    QuantityAnswer answer;
    answer.quantity = limit.quantity;
    answer.outcome = limit.outcome;
    answer.maximum = limit.maximum;
    answer.minimum = limit.minimum;
    answer.uses = limit.uses;
    return quantity(limit.quantity, language) + " " + value(answer, rules, language);
}

} // namespace

std::string clause(const QuantityAnswer& a, Language l)
{
    return a.decided_by ? source_text(a.decided_by->source, l) : std::string();
}

std::string source_text(const RuleSource& s, Language l)
{
    if (l == Language::En)
        return s.text();
    std::string text = s.document;
    const auto add = [&](const char* label, const std::string& v) {
        if (!v.empty())
            text += std::string("، ") + label + " " + text::persian_digits(v);
    };
    add("بند", s.article);
    add("جزء", s.clause);
    add("تبصره", s.note);
    add("صفحه", s.page ? std::to_string(*s.page) : std::string());
    return text;
}

std::vector<std::string> forbidden_parts(const QuantityAnswer& a, Language l)
{
    std::vector<std::string> all;
    for (const ForbiddenPart& p : a.forbidden_parts) {
        std::string text = p.within_m > 0 ? say(l, "forbidden within ", "ممنوع تا ") + number(p.within_m, 1, l) +
                                                say(l, " m of ", " متری ") + p.overlay_id
                                          : say(l, "forbidden inside ", "ممنوع در محدوده ") + p.overlay_id;
        text += " (" + overlay_kind(p.kind, p.label, l);
        if (p.share > 0)
            text += say(l, ", ", "، ") + number(100 * p.share, 1, l) + say(l, " % of the parcel", "٪ از ملک");
        all.push_back(text + ")");
    }
    return all;
}

std::vector<std::string> conditions(const QuantityAnswer& a, Language l)
{
    std::vector<std::string> all;
    for (const Condition& c : a.conditions) {
        std::string text = (l == Language::Fa && !c.text_fa.empty()) || c.text.empty() ? c.text_fa : c.text;
        if (c.otherwise)
            text += say(l, "; otherwise ", "؛ وگرنه ") + amount(*c.otherwise, a.quantity, l);
        all.push_back(std::move(text));
    }
    return all;
}

std::vector<std::string> remarks(const QuantityAnswer& a, Language l)
{
    std::vector<std::string> all;
    for (const Inquiry& i : a.inquiries)
        all.push_back(say(l, "ask: ", "استعلام از: ") + i.body);
    if (a.missing == std::vector<std::string>{"rule"}) {
        all.push_back(say(l, "the plan's data hold no rule for it",
                          "در داده‌های طرح ضابطه‌ای برای آن نیست"));
    } else if (!a.missing.empty()) {
        std::string list;
        for (const std::string& m : a.missing)
            list += (list.empty() ? "" : say(l, ", ", "، ")) + fact(m, l);
        all.push_back(say(l, "not known: ", "نامعلوم: ") + list);
    }
    for (const Bonus& b : a.bonuses)
        all.push_back(say(l, "of this, a bonus of ", "از این مقدار، امتیاز ") + amount(b.amount, a.quantity, l) +
                      say(l, " by ", " به موجب ") + source_text(b.rule->source, l) + " [" + b.rule->id + "]");
    for (const std::string& c : conditions(a, l))
        all.push_back(say(l, "condition: ", "شرط: ") + c);
    for (const std::string& part : forbidden_parts(a, l))
        all.push_back(part);
    for (const Quantity on : a.depends_on)
        all.push_back(say(l, "follows from the limit on ", "تابع ضابطه ") + quantity(on, l));
    if (a.conflict)
        all.push_back(say(l, "conflict: the least that is demanded is more than the most that is allowed",
                          "ناسازگاری: حداقل لازم از حداکثر مجاز بیشتر است"));
    if (!a.zone.empty())
        all.push_back(
            say(l, "the strictest of several zones, from zone ", "سخت‌ترین پهنه از چند پهنه: ") +
            a.zone);
    return all;
}

std::string pending_state(const PendingRule& p, Language l)
{
    std::string text = p.rule->status == RuleStatus::Draft
                           ? say(l, "a draft, not approved", "پیش‌نویس، تصویب‌نشده")
                           : std::string();
    if (p.from)
        text += (text.empty() ? "" : say(l, ", ", "، ")) + say(l, "from ", "از ") + date(*p.from, l);
    return text;
}

std::string pending(const PendingRule& p, const RuleSet& rules, Language l)
{
    return quantity(p.then.quantity, l) + ": " + value(p.then, rules, l) + " (" + pending_state(p, l) +
           (p.changes ? "" : say(l, ", as now", "، همانند اکنون")) + ")";
}

std::string other_side(const OtherSide& side, const RuleSet& rules, Language language)
{
    const auto number = [&](double x) { return parcel_words::number(x, 2, language); };
    const bool more = side.edge > side.value;
    std::string limits;
    for (const LimitBeyond& l : side.limits)
        limits += (limits.empty() ? "" : say(language, "; ", "؛ ")) + limit_text(l, rules, language);
    const std::string fact = parcel_words::fact(std::string(name(side.fact)), language);
    return say(language,
               fact + " " + number(side.value) + " (± " + number(side.accuracy) + ") may be " +
                   (more ? number(side.edge) + " or more" : "less than " + number(side.edge)) + "; then: " + limits,
               fact + " " + number(side.value) + " (± " + number(side.accuracy) + ") شاید " +
                   (more ? number(side.edge) + " یا بیشتر" : "کمتر از " + number(side.edge)) +
                   " باشد؛ در آن صورت: " + limits);
}

std::vector<std::string> notes(const Answer& answer, const std::vector<OtherSide>& other_sides, const RuleSet& rules,
                               Language l)
{
    std::vector<std::string> all = l == Language::Fa ? answer.notes_fa : answer.notes;
    for (const OtherSide& side : other_sides)
        all.push_back(other_side(side, rules, l));
    return all;
}

} // namespace didban::parcel_words
