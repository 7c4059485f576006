#include "didban/rules/assess.h"

#include "didban/base/text.h"
#include "enum_names.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace didban {

namespace {

constexpr auto verdicts = enum_names<LimitVerdict>({{LimitVerdict::Complies, "complies"},
                                                    {LimitVerdict::Violates, "violates"},
                                                    {LimitVerdict::Inconclusive, "inconclusive"}});

/// Two numbers that differ by less than this share came out of different arithmetic, not out of different designs.
constexpr double rounding = 1e-9;
/// Ground below this is a drawing's inaccuracy, m².
constexpr double least_ground_m2 = 0.1;

std::string plain(double x)
{
    char text[32];
    std::snprintf(text, sizeof text, "%.6g", x);
    return text;
}
std::string fa(double x)
{
    return text::persian_digits(plain(x));
}

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
    return std::string(name_fa(*c.quantity)) + (c.part.empty() ? "" : " (" + c.part + ")");
}

/// Distance beyond the limit: positive = violates for certain.
double beyond_loosest(const DesignCheck& c)
{
    return c.minimum ? c.limit->low - (*c.measured + c.uncertainty) : (*c.measured - c.uncertainty) - c.limit->high;
}
double beyond_strictest(const DesignCheck& c)
{
    return c.minimum ? c.limit->high - (*c.measured - c.uncertainty) : (*c.measured + c.uncertainty) - c.limit->low;
}

const Condition* open_condition(const QuantityAnswer& a, const Design& design)
{
    for (const Condition& condition : a.conditions)
        if (std::find(design.conditions_met.begin(), design.conditions_met.end(), condition.text) ==
                design.conditions_met.end() &&
            std::find(design.conditions_met.begin(), design.conditions_met.end(), condition.text_fa) ==
                design.conditions_met.end())
            return &condition;
    return nullptr;
}

std::string missing_list(const QuantityAnswer& a)
{
    std::string list;
    for (const std::string& m : a.missing)
        list += (list.empty() ? "" : ", ") + m;
    return list;
}

void judge(DesignCheck& c, const QuantityAnswer& a, const Design& design)
{
    const double slack = c.limit ? rounding * std::max(1.0, std::abs(c.limit->high)) : 0;
    if (a.outcome == Outcome::Forbidden) {
        if (c.measured && *c.measured - c.uncertainty > 0) {
            c.excess = *c.measured;
            say(c, LimitVerdict::Violates, subject_en(c) + " is forbidden here",
                subject_fa(c) + " در این ملک ممنوع است");
        } else if (c.measured && *c.measured <= 0) {
            say(c, LimitVerdict::Complies, "nothing of it is proposed", "در طرح پیشنهاد نشده است");
        } else {
            say(c, LimitVerdict::Inconclusive, subject_en(c) + " is forbidden here, and the proposal does not state it",
                subject_fa(c) + " ممنوع است و طرح مقدار آن را نمی‌گوید");
        }
        return;
    }
    if (c.measured && std::isnan(*c.measured))
        c.measured.reset();
    if (c.limit && c.measured && beyond_loosest(c) > slack) {
        c.excess = c.minimum ? c.limit->low - *c.measured : *c.measured - c.limit->high;
        const double bound = c.minimum ? c.limit->low : c.limit->high;
        say(c, LimitVerdict::Violates,
            subject_en(c) + " is " + plain(*c.measured) + ", " + (c.minimum ? "less than " : "more than ") +
                plain(bound) + " by " + plain(c.excess),
            subject_fa(c) + " " + fa(*c.measured) + " است؛ " + (c.minimum ? "کمتر از حداقل " : "بیش از حداکثر ") +
                fa(bound) + " به اندازه " + fa(c.excess));
        return;
    }
    if (a.outcome == Outcome::NeedsInquiry) {
        const std::string body = a.inquiries.empty() ? std::string("the body in charge") : a.inquiries.front().body;
        say(c, LimitVerdict::Inconclusive, body + " must be asked", "استعلام لازم است: " + body);
    } else if (a.outcome == Outcome::NotRegulated) {
        say(c, LimitVerdict::Complies, "not regulated", "محدودیتی ندارد");
    } else if (a.outcome == Outcome::Unknown) {
        say(c, LimitVerdict::Inconclusive, "the limit is unknown; missing: " + missing_list(a),
            "حد مجاز معلوم نیست؛ کم است: " + missing_list(a));
    } else if (!c.measured) {
        say(c, LimitVerdict::Inconclusive, "the proposal does not state the " + std::string(name_en(*c.quantity)),
            "طرح مقدار " + std::string(name_fa(*c.quantity)) + " را نمی‌گوید");
    } else if (c.limit && beyond_strictest(c) > slack) {
        say(c, LimitVerdict::Inconclusive,
            c.limit->exact() ? "the difference is within the measurement uncertainty"
                             : "the limit lies between " + plain(c.limit->low) + " and " + plain(c.limit->high),
            c.limit->exact() ? "اختلاف در حد عدم‌قطعیت اندازه‌گیری است"
                             : "حد مجاز بین " + fa(c.limit->low) + " و " + fa(c.limit->high) + " است");
    } else if (const Condition* open = open_condition(a, design); open && c.limit) {
        say(c, LimitVerdict::Inconclusive, "holds only if: " + open->text,
            "مشروط است: " + (open->text_fa.empty() ? open->text : open->text_fa));
    } else {
        say(c, LimitVerdict::Complies, subject_en(c) + " is within the limit", subject_fa(c) + " در حد مجاز است");
    }
}

void check_bound(const QuantityAnswer& a, bool minimum, const Design& design, std::vector<DesignCheck>& checks)
{
    DesignCheck base;
    base.check = name(a.quantity);
    base.quantity = a.quantity;
    base.minimum = minimum;
    base.limit = minimum ? a.minimum : a.maximum;
    base.rule = minimum == is_minimum(a.quantity) ? a.decided_by : a.opposite_by;
    bool stated = false;
    for (const DesignValue& v : design.values) {
        if (v.quantity != a.quantity)
            continue;
        DesignCheck c = base;
        c.part = v.part;
        c.measured = v.value;
        c.uncertainty = v.uncertainty;
        judge(c, a, design);
        checks.push_back(std::move(c));
        stated = true;
    }
    if (!stated) {
        judge(base, a, design);
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
    for (const std::string& use : design.uses) {
        const std::string key = text::matching_key(use);
        DesignCheck c;
        c.check = "use";
        c.part = use;
        const bool allowed_known =
            allowed && (allowed->outcome == Outcome::Allowed || allowed->outcome == Outcome::Limited);
        if (listed(forbidden, key) || (allowed && allowed->outcome == Outcome::Forbidden)) {
            c.rule = listed(forbidden, key) ? forbidden->decided_by : allowed->decided_by;
            say(c, LimitVerdict::Violates, "use " + use + " is forbidden", "کاربری " + use + " ممنوع است");
        } else if (listed(conditional, key)) {
            c.rule = conditional->decided_by;
            const Condition* open = open_condition(*conditional, design);
            if (conditional->conditions.empty() || open)
                say(c, LimitVerdict::Inconclusive,
                    "use " + use + " is conditional" + (open ? ": " + open->text : std::string()),
                    "کاربری " + use + " مشروط است" +
                        (open ? ": " + (open->text_fa.empty() ? open->text : open->text_fa) : std::string()));
            else
                say(c, LimitVerdict::Complies, "use " + use + " is conditional and its condition is met",
                    "شرط کاربری " + use + " برآورده است");
        } else if (listed(allowed, key) && allowed_known) {
            c.rule = allowed->decided_by;
            say(c, LimitVerdict::Complies, "use " + use + " is allowed", "کاربری " + use + " مجاز است");
        } else if (allowed_known) {
            c.rule = allowed->decided_by;
            say(c, LimitVerdict::Violates, "use " + use + " is not among those allowed",
                "کاربری " + use + " در فهرست مجاز نیست");
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
        const std::string m2 = plain(conflict.area_m2) + " m²", m2_fa = fa(conflict.area_m2) + " مترمربع";
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
            c.rule = part ? part->rule : nullptr;
            if (!part) {
                c.limit.reset();
                c.excess = 0;
            }
            say(c, part ? LimitVerdict::Violates : LimitVerdict::Inconclusive,
                part ? m2 + " of the footprint lie in " + c.part + ", where building is forbidden"
                     : m2 + " of the footprint lie in " + c.part + "; see the limits that it sets",
                part ? m2_fa + " از سطح اشغال در محدوده ممنوع " + c.part + " است"
                     : m2_fa + " از سطح اشغال در محدوده " + c.part + " است");
            if (!part)
                c.verdict = LimitVerdict::Complies; // what the overlay asks for is judged with its own limits
        }
        if (c.verdict == LimitVerdict::Complies)
            c.excess = 0;
        checks.push_back(std::move(c));
    }
}

} // namespace

std::string_view name(LimitVerdict verdict)
{
    return verdicts.of(verdict);
}

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
            check_bound(work, false, one, checks);
            continue;
        }
        check_bound(a, main_minimum, design, checks);
        if (main_minimum ? a.maximum.has_value() : a.minimum.has_value())
            check_bound(a, !main_minimum, design, checks);
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
