#include "didban/rules/assess.h"

#include "didban/base/number_text.h"
#include "didban/base/text.h"
#include "didban/rules/words.h"

#include <algorithm>
#include <cmath>

namespace didban {

namespace {

/// Ground below this is a drawing's inaccuracy, m².
constexpr double least_ground_m2 = 0.1;

void say(DesignCheck& c, LimitVerdict verdict, std::string en, std::string farsi)
{
    c.verdict = verdict;
    c.reason_en = std::move(en);
    c.reason_fa = std::move(farsi);
}

std::string subject_en(const DesignCheck& c)
{
    return std::string(name_en(*c.quantity)) + (c.part.empty() ? "" : " (" + c.part + ")");
}
std::string subject_fa(const DesignCheck& c)
{
    const std::string& part = c.part_fa.empty() ? c.part : c.part_fa;
    return std::string(name_fa(*c.quantity)) + (part.empty() ? "" : " (" + part + ")");
}

/// To a centimetre or a hundredth of a percent, so that sentences and tables say the same; what is smaller still in
/// full.
std::string hundredths(double x)
{
    std::string words = text::at_most(x, 2);
    return words == "0" ? text::plain(x) : words;
}

/// A value of the check's quantity as people write it: shares and ratios in percent.
std::string value_en(const DesignCheck& c, double x)
{
    const bool percent = unit(*c.quantity) == "share" || unit(*c.quantity) == "ratio";
    return percent ? hundredths(100 * x) + " %" : hundredths(x);
}
std::string value_fa(const DesignCheck& c, double x)
{
    const bool percent = unit(*c.quantity) == "share" || unit(*c.quantity) == "ratio";
    return percent ? text::persian_number(hundredths(100 * x)) + "٪" : text::persian_number(hundredths(x));
}

const LimitCondition* open_condition(const QuantityAnswer& a, const Design& design)
{
    const auto met = [&](const std::string& text) {
        return !text.empty() && std::find(design.conditions_met.begin(), design.conditions_met.end(), text) !=
                                    design.conditions_met.end();
    };
    for (const Condition& condition : a.conditions)
        if (!met(condition.text) && !met(condition.text_fa))
            return &condition;
    return nullptr;
}

std::string text_en(const LimitCondition& c)
{
    return c.text.empty() ? c.text_fa : c.text;
}
std::string text_fa(const LimitCondition& c)
{
    return c.text_fa.empty() ? c.text : c.text_fa;
}

std::string missing_en(const std::vector<std::string>& missing)
{
    std::string list;
    for (const std::string& m : missing)
        list += (list.empty() ? "" : ", ") + fact_words(m).en;
    return list;
}
std::string missing_fa(const std::vector<std::string>& missing)
{
    std::string list;
    for (const std::string& m : missing)
        list += (list.empty() ? "" : "، ") + fact_words(m).fa;
    return list;
}

std::string range_en(const DesignCheck& c, const Limit& l)
{
    return l.exact() ? value_en(c, l.low) : value_en(c, l.low) + " to " + value_en(c, l.high);
}
std::string range_fa(const DesignCheck& c, const Limit& l)
{
    return l.exact() ? value_fa(c, l.low) : value_fa(c, l.low) + " تا " + value_fa(c, l.high);
}

void say_condition(DesignCheck& c, const Bound& bound, const LimitCondition& open)
{
    std::string en = "holds only if: " + text_en(open), farsi = "مشروط است: " + text_fa(open);
    if (open.otherwise) {
        en += std::string("; otherwise ") + (bound.minimum ? "at least " : "at most ") + range_en(c, *open.otherwise);
        farsi +=
            std::string("؛ وگرنه ") + (bound.minimum ? "دست‌کم " : "حداکثر ") + range_fa(c, *open.otherwise);
    }
    say(c, LimitVerdict::Inconclusive, en, farsi);
}

/// Judges the value by the bound and puts the reason into words.
void judge(DesignCheck& c, const Bound& bound, const Design& design)
{
    const auto measured = c.measured ? std::optional(Measured{*c.measured, c.uncertainty}) : std::nullopt;
    const LimitCheck check = check_bound(bound, measured, design.conditions_met);
    c.excess = check.excess;
    const double against = check.against.value_or(0);
    const auto put = [&](std::string en, std::string farsi) { say(c, check.verdict, std::move(en), std::move(farsi)); };
    switch (check.reason) {
    case LimitReason::Forbidden:
        return put(subject_en(c) + " is forbidden here", subject_fa(c) + " در این ملک ممنوع است");
    case LimitReason::NothingOfIt:
        return put("nothing of it is proposed", "در طرح پیشنهاد نشده است");
    case LimitReason::ForbiddenUnstated:
        return put(subject_en(c) + " is forbidden here, and the proposal does not state it",
                   subject_fa(c) + " ممنوع است و طرح مقدار آن را نمی‌گوید");
    case LimitReason::Beyond:
        return put(subject_en(c) + " is " + value_en(c, *c.measured) + ", " +
                       (c.minimum ? "less than " : "more than ") + value_en(c, against) + " by " +
                       value_en(c, c.excess),
                   subject_fa(c) + " " + value_fa(c, *c.measured) + " است؛ " +
                       (c.minimum ? "کمتر از حداقل " : "بیش از حداکثر ") + value_fa(c, against) + " به اندازه " +
                       value_fa(c, c.excess));
    case LimitReason::AskFirst: {
        const std::string body = bound.body.empty() ? "the body in charge" : bound.body;
        return put(body + " must be asked", "استعلام لازم است: " + (bound.body.empty() ? "مرجع مربوط" : bound.body));
    }
    case LimitReason::NotRegulated:
        return put("not regulated", "محدودیتی ندارد");
    case LimitReason::UnknownLimit:
        return put("the limit is unknown; missing: " + missing_en(bound.missing),
                   "حد مجاز معلوم نیست؛ آنچه در دست نیست: " + missing_fa(bound.missing));
    case LimitReason::NotStated:
        return put("the proposal does not state the " + std::string(name_en(*c.quantity)),
                   "طرح مقدار " + std::string(name_fa(*c.quantity)) + " را نمی‌گوید");
    case LimitReason::TooClose:
        return put("the difference is within the measurement uncertainty",
                   "اختلاف در حد عدم‌قطعیت اندازه‌گیری است");
    case LimitReason::LimitIsRange:
        return put("the limit lies between " + value_en(c, bound.limit->low) + " and " + value_en(c, bound.limit->high),
                   "حد مجاز بین " + value_fa(c, bound.limit->low) + " و " + value_fa(c, bound.limit->high) + " است");
    case LimitReason::Condition:
        return say_condition(c, bound, bound.conditions[check.condition.value_or(0)]);
    case LimitReason::Within:
        return put(subject_en(c) + " is within the limit", subject_fa(c) + " در حد مجاز است");
    }
}

void check_values(const QuantityAnswer& a, bool minimum, const Design& design, std::vector<DesignCheck>& checks)
{
    const Bound bound = a.bound(minimum);
    DesignCheck base;
    base.check = name(a.quantity);
    base.quantity = a.quantity;
    base.minimum = minimum;
    base.limit = bound.limit;
    base.rule = a.outcome == Outcome::Forbidden     ? (minimum ? a.opposite_by : a.decided_by)
                : minimum == is_minimum(a.quantity) ? a.decided_by
                                                    : a.opposite_by;
    bool stated = false;
    for (const DesignValue& v : design.values) {
        if (v.quantity != a.quantity)
            continue;
        DesignCheck c = base;
        c.part = v.part;
        c.part_fa = v.part_fa;
        c.uncertainty = v.uncertainty;
        if (std::isfinite(v.value))
            c.measured = v.value;
        if (std::isinf(v.value)) // something over no ground
            say(c, LimitVerdict::Inconclusive,
                "no " + std::string(name_en(*c.quantity)) + " can be given: no ground of the plot is left",
                subject_fa(c) + " محاسبه‌پذیر نیست: از زمین ملک چیزی نمانده است");
        else
            judge(c, bound, design);
        checks.push_back(std::move(c));
        stated = true;
    }
    if (!stated) {
        judge(base, bound, design);
        checks.push_back(std::move(base));
    }
}

void check_uses(const Answer& answer, const Design& design, std::vector<DesignCheck>& checks)
{
    const QuantityAnswer *allowed = answer.find(Quantity::UseAllowed),
                         *conditional = answer.find(Quantity::UseConditional),
                         *forbidden = answer.find(Quantity::UseForbidden);
    if (!allowed && !conditional && !forbidden)
        return;
    const auto listed = [](const QuantityAnswer* a, const std::string& key) {
        return a && std::any_of(a->uses.begin(), a->uses.end(),
                                [&](const std::string& u) { return text::matching_key(u) == key; });
    };
    for (std::size_t i = 0; i < design.uses.size(); ++i) {
        const std::string& use = design.uses[i];
        const std::string key = text::matching_key(use);
        DesignCheck c;
        c.check = "use";
        c.part = use;
        c.part_fa = i < design.uses_fa.size() && !design.uses_fa[i].empty() ? design.uses_fa[i] : use;
        const bool allowed_known =
            allowed && (allowed->outcome == Outcome::Allowed || allowed->outcome == Outcome::Limited);
        if (listed(forbidden, key) || (allowed && allowed->outcome == Outcome::Forbidden)) {
            c.rule = listed(forbidden, key) ? forbidden->decided_by : allowed->decided_by;
            say(c, LimitVerdict::Violates, "use " + use + " is forbidden", "کاربری " + c.part_fa + " ممنوع است");
        } else if (listed(conditional, key)) {
            c.rule = conditional->decided_by;
            const LimitCondition* open = open_condition(*conditional, design);
            if (conditional->conditions.empty() || open)
                say(c, LimitVerdict::Inconclusive,
                    "use " + use + " is conditional" + (open ? ": " + text_en(*open) : std::string()),
                    "کاربری " + c.part_fa + " مشروط است" + (open ? ": " + text_fa(*open) : std::string()));
            else
                say(c, LimitVerdict::Complies, "use " + use + " is conditional and its condition is met",
                    "شرط کاربری " + c.part_fa + " برآورده است");
        } else if (listed(allowed, key) && allowed_known) {
            c.rule = allowed->decided_by;
            say(c, LimitVerdict::Complies, "use " + use + " is allowed", "کاربری " + c.part_fa + " مجاز است");
        } else if (allowed_known) {
            c.rule = allowed->decided_by;
            say(c, LimitVerdict::Violates, "use " + use + " is not among those allowed",
                "کاربری " + c.part_fa + " در فهرست مجاز نیست");
        } else {
            say(c, LimitVerdict::Inconclusive, "the uses allowed here are unknown",
                "کاربری‌های مجاز معلوم نیست");
        }
        checks.push_back(std::move(c));
    }
    if (design.uses.empty()) {
        DesignCheck c;
        c.check = "use";
        say(c, LimitVerdict::Inconclusive, "the proposal does not state its use",
            "طرح کاربری خود را نمی‌گوید");
        checks.push_back(std::move(c));
    }
}

void check_ground(const Answer& answer, const Design& design, std::vector<DesignCheck>& checks)
{
    for (const DesignConflict& conflict : design.conflicts) {
        DesignCheck c;
        c.measured = conflict.area_m2;
        c.limit = Limit{0, 0};
        c.excess = conflict.area_m2;
        const bool some = conflict.area_m2 >= least_ground_m2;
        const std::string m2 = text::plain(conflict.area_m2) + " m²",
                          m2_fa = text::persian_number(conflict.area_m2) + " مترمربع";
        if (conflict.kind == "outside_parcel") {
            c.check = "inside_parcel";
            say(c, some ? LimitVerdict::Violates : LimitVerdict::Complies,
                some ? m2 + " of the footprint lie outside the parcel" : "the footprint lies inside the parcel",
                some ? m2_fa + " از سطح اشغال بیرون ملک است" : "سطح اشغال درون ملک است");
        } else if (conflict.kind == "widening") {
            c.check = "widening";
            if (const QuantityAnswer* edge = answer.find(Quantity::PassageEdge))
                c.rule = edge->decided_by;
            say(c, some ? LimitVerdict::Violates : LimitVerdict::Complies,
                some ? m2 + " of the footprint lie in the passage after widening" : "the corrected edge is kept",
                some ? m2_fa + " از سطح اشغال در گذر پس از تعریض است" : "بر اصلاحی رعایت شده است");
        } else {
            const ForbiddenPart* part = nullptr;
            for (const QuantityAnswer& a : answer.quantities)
                for (const ForbiddenPart& p : a.forbidden_parts)
                    if (p.overlay_id == conflict.overlay_id && !part)
                        part = &p;
            if (!some)
                continue;
            c.check = "overlay";
            c.part = conflict.kind + " " + conflict.overlay_id;
            const Label kind = overlay_words(conflict.kind, conflict.label);
            const std::string en = kind.en + " " + conflict.overlay_id;
            c.part_fa = kind.fa + " " + conflict.overlay_id;
            c.rule = part ? part->rule : nullptr;
            if (!part) {
                c.limit.reset();
                c.excess = 0;
            }
            say(c, part ? LimitVerdict::Violates : LimitVerdict::Inconclusive,
                part ? m2 + " of the footprint lie in the " + en + ", where building is forbidden"
                     : m2 + " of the footprint lie in the " + en + "; see the limits that it sets",
                part ? m2_fa + " از سطح اشغال در محدوده ممنوع " + c.part_fa + " است"
                     : m2_fa + " از سطح اشغال در محدوده " + c.part_fa + " است");
            if (!part)
                c.verdict = LimitVerdict::Complies; // what the overlay asks for is judged with its own limits
        }
        if (c.verdict == LimitVerdict::Complies)
            c.excess = 0;
        checks.push_back(std::move(c));
    }
}

} // namespace

std::vector<DesignCheck> assess(const Answer& answer, const Design& design)
{
    std::vector<DesignCheck> checks;
    for (const QuantityAnswer& a : answer.quantities) {
        if (is_use_list(a.quantity) || a.quantity == Quantity::PassageEdge)
            continue;
        const bool main_minimum = is_minimum(a.quantity);
        if (a.quantity == Quantity::HeritageWork) {
            if (a.outcome != Outcome::NeedsInquiry && a.outcome != Outcome::Forbidden && a.conditions.empty())
                continue;
            QuantityAnswer work = a;
            if (work.outcome == Outcome::Unknown && !work.conditions.empty())
                work.outcome = Outcome::Allowed, work.maximum = Limit{1, 1}; // one work, under the conditions
            Design one = design;
            one.values = {{Quantity::HeritageWork, 1, 0, {}}};
            check_values(work, false, one, checks);
            continue;
        }
        const bool first = a.outcome != Outcome::Forbidden && main_minimum;
        check_values(a, first, design, checks);
        if (first ? a.maximum.has_value() : a.minimum.has_value())
            check_values(a, !first, design, checks);
    }
    check_uses(answer, design, checks);
    check_ground(answer, design, checks);
    return checks;
}

LimitVerdict overall(const std::vector<DesignCheck>& checks)
{
    LimitVerdict worst = LimitVerdict::Complies;
    for (const DesignCheck& c : checks) {
        if (c.verdict == LimitVerdict::Violates)
            return LimitVerdict::Violates;
        if (c.verdict == LimitVerdict::Inconclusive)
            worst = LimitVerdict::Inconclusive;
    }
    return worst;
}

} // namespace didban
