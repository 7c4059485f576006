#include "parcel/limit_remarks.h"
#include "parcel/page_parts.h"

namespace didban::parcel_page {

namespace words = parcel_words;
using html::element;
using html::escape;
using html::isolate;

namespace {

std::string badge(Outcome o, Language l)
{
    return element("span", escape(words::outcome(o, l)), "class=\"badge " + std::string(name(o)) + "\"");
}

/// The badge, unless the text beside it says the same.
std::string badge_beside(const std::string& text, Outcome o, Language l)
{
    return text == words::outcome(o, l) ? std::string() : badge(o, l);
}

/// What the number on a card does not hold without: where it is forbidden, on what condition it holds.
std::string card_remarks(const Source& s, const QuantityAnswer& a)
{
    std::string html;
    for (const std::string& part : words::forbidden_parts(a, s.language))
        html += element("p", escape(part), "class=\"note\"");
    for (const std::string& condition : words::conditions(a, s.language))
        html += element("p", escape(s.say("condition: ", "شرط: ") + condition), "class=\"note\"");
    if (a.conflict)
        html += element("p", escape(s.say("conflict with the least that is demanded", "ناسازگار با حداقل لازم")),
                        "class=\"note\"");
    return html;
}

/// A limit with a forbidden part, a condition or a conflict is not shown as plainly allowed.
std::string card_class(const QuantityAnswer& a)
{
    const bool plain = a.forbidden_parts.empty() && a.conditions.empty() && !a.conflict;
    return std::string(name(plain || a.outcome != Outcome::Allowed ? a.outcome : Outcome::Limited));
}

} // namespace

std::string cards(const Source& s)
{
    std::string all;
    for (const Quantity q : {Quantity::Floors, Quantity::Height, Quantity::Coverage, Quantity::FloorAreaRatio})
        if (const QuantityAnswer* a = s.file.answer.find(q))
            all += element("div",
                           element("p", escape(words::quantity(q, s.language)), "class=\"what\"") +
                               element("p", escape(words::short_value(*a, s.language)), "class=\"value\"") +
                               badge_beside(words::short_value(*a, s.language), a->outcome, s.language) +
                               card_remarks(s, *a),
                           "class=\"card " + card_class(*a) + "\"") +
                   "\n";
    return element("div", all,
                   "class=\"cards\" role=\"group\" aria-label=\"" + s.say("At a glance", "در یک نگاه") + "\"") +
           "\n";
}

std::string limits(const Source& s)
{
    const std::string what = s.say("Quantity", "موضوع"), limit = s.say("Limit", "ضابطه"), by = s.say("Set by", "مستند"),
                      more = s.say("To know", "یادداشت");
    std::string rows;
    for (const QuantityAnswer& q : s.file.answer.quantities) {
        std::string set_by, remarks;
        if (q.decided_by)
            set_by = clause(*q.decided_by, s.language);
        for (const std::string& remark : words::remarks(q, s.language))
            remarks += element("span", escape(remark), "class=\"remark\"");
        const std::string text = words::value(q, *s.file.rules, s.language);
        rows += element("tr", element("th", escape(words::quantity(q.quantity, s.language)), "scope=\"row\"") +
                                  cell(limit, text == words::outcome(q.outcome, s.language)
                                                  ? badge(q.outcome, s.language)
                                                  : escape(text) + " " + badge(q.outcome, s.language)) +
                                  cell(by, set_by) + cell(more, remarks)) +
                "\n";
    }
    const std::string html = table(s.say("Limits", "ضوابط"), {what, limit, by, more}, rows);
    return html + notes(words::notes(s.file.answer, s.file.other_sides, *s.file.rules, s.language));
}

std::string clause(const Rule& rule, Language l)
{
    const std::string& address = rule.source.uri;
    std::string text = isolate(words::source_text(rule.source, l));
    if (address.starts_with("https://") || address.starts_with("http://"))
        text = element("a", text, "href=\"" + escape(address) + "\" rel=\"noopener noreferrer\"");
    return element("span", text, "class=\"clause\"") + element("code", isolate(rule.id));
}

std::string ask_first(const Answer& answer, Language l)
{
    std::vector<std::string> ask;
    for (const Inquiry& i : answer.inquiries)
        ask.push_back(element("strong", isolate(i.body)) + " — " + isolate(words::source_text(i.rule->source, l)));
    return ask.empty() ? std::string()
                       : alert(words::say(l, "Ask before you plan", "پیش از طراحی استعلام کنید"), list_of(ask), false);
}

std::string pending(const std::vector<PendingRule>& all, const RuleSet& rules, Language l)
{
    if (all.empty())
        return {};
    const std::string what = words::say(l, "Quantity", "موضوع"), then = words::say(l, "Would then be", "در آن صورت"),
                      state = words::say(l, "State", "وضعیت"), by = words::say(l, "Set by", "مستند");
    std::string rows;
    for (const PendingRule& p : all) {
        std::string limit = escape(words::value(p.then, rules, l));
        if (!p.changes)
            limit += element("span", escape(words::say(l, "as now", "همانند اکنون")), "class=\"remark\"");
        for (const std::string& remark : words::remarks(p.then, l))
            limit += element("span", escape(remark), "class=\"remark\"");
        rows += element("tr", element("th", escape(words::quantity(p.then.quantity, l)), "scope=\"row\"") +
                                  cell(then, limit) + cell(state, escape(words::pending_state(p, l))) +
                                  cell(by, clause(*p.rule, l))) +
                "\n";
    }
    return table(words::say(l, "Rules that do not hold yet", "ضوابطی که هنوز برقرار نیست"), {what, then, state, by},
                 rows);
}

} // namespace didban::parcel_page
