#include "parcel/fact_words.h"

#include "didban/rules/use_codes.h"
#include "didban/rules/words.h"

#include <map>
#include <string_view>

namespace didban::parcel_words {

namespace {

std::string law(Jurisdiction j, Language l)
{
    static const Pairs words{{"unknown", {"unknown", "نامعلوم"}},
                             {"city", {"inside the city limit (Art. 100)", "داخل محدوده قانونی شهر (ماده ۱۰۰)"}},
                             {"harim", {"inside the harim (Art. 100)", "داخل حریم شهر (ماده ۱۰۰)"}},
                             {"art99", {"outside the harim (Art. 99)", "خارج از حریم (ماده ۹۹)"}},
                             {"village", {"inside a village limit", "داخل محدوده روستا"}},
                             {"farmland", {"farmland outside the city limit", "اراضی زراعی و باغ خارج از محدوده"}}};
    return look_up(words, std::string(name(j)), l);
}

} // namespace

std::string fact(const std::string& word, Language l)
{
    const Label words = fact_words(word);
    return say(l, words.en, words.fa);
}

std::string jurisdiction(const Answer& a, Language l)
{
    if (a.jurisdictions.size() < 2)
        return law(a.jurisdiction, l);
    std::string list;
    for (const JurisdictionShare& j : a.jurisdictions)
        list += (list.empty() ? "" : say(l, "; ", "؛ ")) + number(100 * j.share, 1, l) + say(l, " % ", "٪ ") +
                law(j.jurisdiction, l);
    return list;
}

std::string passage_widths(const PassageFact& p, Language l)
{
    const auto width = [&](const std::optional<double>& w) {
        return w ? number(*w, 1, l) + say(l, " m", " متر") : say(l, "unknown", "نامعلوم");
    };
    return say(l, "now ", "موجود ") + width(p.width_m) + say(l, ", plan ", "، طرح ") + width(p.plan_width_m);
}

std::string why_widening_unknown(const ParcelFacts& f, Language l)
{
    if (f.area_after_widening_m2 || !f.area_m2)
        return {};
    std::string streets;
    for (const PassageFact& p : f.passages)
        if (!p.plan_width_m)
            streets += (streets.empty() ? "" : say(l, ", ", "، ")) + (p.name.empty() ? p.street_id : p.name);
    return streets.empty() ? say(l, "the plan has no streets", "لایه گذرها در دست نیست")
                           : say(l, "the plan width is not known of ", "عرض طرح این گذر معلوم نیست: ") + streets;
}

std::string use_called(const UseCode& code, Language l)
{
    const std::string& name = l == Language::Fa ? code.name_fa : code.name_en;
    static const std::map<std::string_view, const char*> usual{
        {"residential", "مسکونی"}, {"commercial", "تجاری"}, {"office", "اداری"}, {"industrial", "صنعتی"},
        {"public", "عمومی"},       {"mixed", "مختلط"},      {"garden", "باغ"},   {"farmland", "زراعی"},
        {"education", "آموزشی"},   {"health", "درمانی"}};
    const auto found = usual.find(code.local);
    return name.empty() && l == Language::Fa && found != usual.end() ? found->second : name;
}

std::string use(const UseCode& code, Language l)
{
    if (code.local.empty())
        return say(l, "unknown", "نامعلوم");
    const std::string name = use_called(code, l);
    std::string codes = name.empty() || name == code.local ? std::string() : code.local;
    const auto add = [&](const std::string& text) { codes += (codes.empty() ? "" : say(l, ", ", "، ")) + text; };
    if (!code.national.empty() && code.national != name)
        add(say(l, "national class ", "رده ملی ") + code.national);
    if (!code.hilucs.empty())
        add("HILUCS " + code.hilucs);
    return (name.empty() ? code.local : name) + (codes.empty() ? "" : " (" + codes + ")");
}

std::string use_name(const RuleSet& rules, const std::string& code, Language l)
{
    const std::string name = use_called(use_codes(rules, code), l);
    return name.empty() ? code : name;
}

std::string overlay_kind(const std::string& kind, const Label& label, Language l)
{
    const Label words = overlay_words(kind, label);
    return say(l, words.en, words.fa);
}

std::string plan_title(const PlanTitle& plan, Language l)
{
    return (l == Language::Fa && !plan.title_fa.empty()) || plan.title.empty() ? plan.title_fa : plan.title;
}

} // namespace didban::parcel_words
