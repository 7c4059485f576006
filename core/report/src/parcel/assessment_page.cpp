#include "didban/report/parcel_rules.h"
#include "parcel/answer_code.h"
#include "parcel/check_words.h"
#include "parcel/fact_words.h"
#include "parcel/limit_remarks.h"
#include "parcel/page_parts.h"
#include "parcel/record_words.h"

#include <algorithm>
#include <set>

namespace didban {

namespace words = parcel_words;
namespace page = parcel_page;
using html::element;
using html::escape;
using html::isolate;

namespace {

std::string style_of(LimitVerdict verdict)
{
    return verdict == LimitVerdict::Complies ? "ALLOWED" : verdict == LimitVerdict::Violates ? "FORBIDDEN" : "UNKNOWN";
}

std::string word_of(LimitVerdict verdict, Language l)
{
    return words::verdict(std::string(name(verdict)), l);
}

std::string card(const std::string& what, const std::string& value, const std::string& style)
{
    return element("div", element("p", escape(what), "class=\"what\"") + element("p", escape(value), "class=\"value\""),
                   "class=\"card " + style + "\"") +
           "\n";
}

/// The verdict, and how many checks came out which way.
std::string cards(const Assessment& a, Language l)
{
    const auto count = [&](LimitVerdict v) {
        const auto of_it = [&](const DesignCheck& c) { return c.verdict == v; };
        return words::number(static_cast<double>(std::count_if(a.checks.begin(), a.checks.end(), of_it)), 0, l);
    };
    std::string all = card(words::say(l, "The proposal", "طرح پیشنهادی"), word_of(a.verdict, l), style_of(a.verdict));
    for (const LimitVerdict v : {LimitVerdict::Violates, LimitVerdict::Inconclusive, LimitVerdict::Complies})
        all += card(words::say(l, "Checks: ", "ضوابط ") + word_of(v, l), count(v), count(v) == "0" ? "" : style_of(v));
    return element("div", all,
                   "class=\"cards\" role=\"group\" aria-label=\"" + words::say(l, "At a glance", "در یک نگاه") + "\"") +
           "\n";
}

std::string row(const DesignCheck& c, const Answer& answer, bool first_of_quantity, Language l)
{
    std::string why = element("span", escape(word_of(c.verdict, l)), "class=\"badge " + style_of(c.verdict) + "\"") +
                      " " + escape(words::check_reason(c, l));
    if (const QuantityAnswer* limit = c.quantity ? answer.find(*c.quantity) : nullptr; limit && first_of_quantity)
        for (const std::string& remark : words::remarks(*limit, l))
            why += element("span", escape(remark), "class=\"remark\"");
    const std::string clause = c.rule ? page::clause(*c.rule, l) : std::string();
    return element("tr", element("th", escape(words::check_title(c, l)), "scope=\"row\"") +
                             page::cell(words::say(l, "Limit", "ضابطه"), escape(words::check_limit(c, answer, l))) +
                             page::cell(words::say(l, "Proposed", "در طرح"), escape(words::check_measured(c, l))) +
                             page::cell(words::say(l, "Finding", "نتیجه"), why) +
                             page::cell(words::say(l, "Set by", "مستند"), clause)) +
           "\n";
}

/// The checks that came out as `verdict`, in the order of the answer.
std::string checks(const Assessment& a, LimitVerdict verdict, const std::string& title, Language l)
{
    std::string rows;
    std::set<Quantity> met;
    for (const DesignCheck& c : a.checks)
        if (c.verdict == verdict)
            rows += row(c, a.answer, c.quantity && met.insert(*c.quantity).second, l);
    if (rows.empty())
        return {};
    return page::section(title, page::table(title,
                                            {words::say(l, "Check", "موضوع"), words::say(l, "Limit", "ضابطه"),
                                             words::say(l, "Proposed", "در طرح"), words::say(l, "Finding", "نتیجه"),
                                             words::say(l, "Set by", "مستند")},
                                            rows));
}

} // namespace

std::string assessment_html(const Assessment& a, const AssessedCity& city, Language l)
{
    const page::Frame frame{
        words::say(l, "Assessment of a proposal", "سنجش طرح پیشنهادی"),
        l == Language::Fa && !city.name_fa.empty() ? city.name_fa : city.name, a.parcel_id,
        page::when_line(a.answer, city.rules.plan(), l),
        words::say(l,
                   "This page compares a proposal with the plan's data. It is not a permit, and not "
                   "a decision of the municipality.",
                   "این برگ طرح پیشنهادی را با داده‌های طرح شهر می‌سنجد؛ "
                   "پروانه، "
                   "گواهی "
                   "یا "
                   "رأی "
                   "شهرداری "
                   "نیست.")};
    std::vector<std::string> notes{words::say(l, "Jurisdiction: ", "محدوده: ") + words::jurisdiction(a.answer, l)};
    for (std::string& note : words::notes(a.answer, a.other_sides, city.rules, l))
        notes.push_back(std::move(note));
    return page::framed(
        frame,
        cards(a, l) + page::ask_first(a.answer, l) +
            checks(a, LimitVerdict::Violates, words::say(l, "What the proposal violates", "موارد مغایرت"), l) +
            checks(a, LimitVerdict::Inconclusive, words::say(l, "What could not be decided", "مواردی که داوری نشد"),
                   l) +
            checks(a, LimitVerdict::Complies,
                   words::say(l, "What the proposal keeps", "موارد رعایت‌شده"), l) +
            page::section(words::say(l, "To know", "یادداشت"), page::notes(notes)) +
            page::section(words::say(l, "Pending: not binding yet",
                                     "در دست تصویب: هنوز الزام‌آور نیست"),
                          page::pending(a.pending, city.rules, l)) +
            page::section(words::say(l, "To check this page", "راستی‌آزمایی این برگ"),
                          page::proof({"assessment", city.name, a.parcel_id, a.answer.as_of, a.answer.known_as_of,
                                       assessment_hash(a)},
                                      l)),
        l);
}

} // namespace didban
