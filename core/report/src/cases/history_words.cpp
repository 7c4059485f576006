#include "cases/history_words.h"

#include "didban/base/text.h"
#include "didban/cases/visit_facts.h"
#include "parcel/record_words.h"

#include <nlohmann/json.hpp>

namespace didban {

namespace {

using parcel_words::look_up;
using parcel_words::Pairs;
using parcel_words::say;

const Pairs& event_names()
{
    static const Pairs words{{"detected", {"seen for the first time", "نخستین مشاهده"}},
                             {"changed", {"images or permits changed it", "تغییر با تصویر یا پروانهٔ تازه"}},
                             {"regrown", {"grew after the ruling", "رشد پس از تصمیم"}},
                             {"reported", {"reported", "گزارش رسید"}},
                             {"engineer_silent", {"no report of the supervising engineer", "مهندس ناظر گزارشی نداده"}},
                             {"confirmed", {"confirmed", "تأیید شد"}},
                             {"dismissed", {"dismissed", "رد شد"}},
                             {"closed", {"closed", "بسته شد"}},
                             {"reopened", {"reopened", "بازگشوده شد"}},
                             {"undone", {"decision taken back", "تصمیم پس گرفته شد"}}};
    return words;
}

const Pairs& column_names()
{
    static const Pairs words{{"verdict", {"verdict", "نتیجه"}},
                             {"violations", {"violations", "تخلف"}},
                             {"change", {"change", "نوع تغییر"}},
                             {"area_m2", {"area m²", "مساحت (مترمربع)"}},
                             {"height_m", {"height m", "ارتفاع (متر)"}},
                             {"permit_id", {"permit", "پروانه"}},
                             {"permit_status", {"state of the permit", "وضع پروانه"}},
                             {"parcel_id", {"parcel", "ملک"}},
                             {"district", {"district", "ناحیه"}}};
    return words;
}

std::string value_words(const std::string& column, const std::string& value, Language language)
{
    if (value.empty())
        return say(language, "none", "هیچ");
    if (column == "verdict")
        return parcel_words::verdict(value, language);
    if (column == "change")
        return parcel_words::change_kind(value, language);
    if (column == "permit_status")
        return parcel_words::permit_state(value, language);
    return language == Language::Fa && column != "violations" ? text::persian_digits(value) : value;
}

/// "area m²: 81 → 121; …" of the columns that people read.
std::string change_words(const std::string& changes, Language language)
{
    std::string out;
    const auto json = nlohmann::ordered_json::parse(changes, nullptr, false);
    if (!json.is_object())
        return out;
    for (const auto& [column, values] : json.items()) {
        if (column_names().count(column) == 0 || !values.is_array() || values.size() != 2 || !values[0].is_string() ||
            !values[1].is_string())
            continue;
        out += (out.empty() ? "" : say(language, "; ", "؛ ")) + look_up(column_names(), column, language) + ": " +
               value_words(column, values[0].get<std::string>(), language) + say(language, " → ", " ← ") +
               value_words(column, values[1].get<std::string>(), language);
    }
    return out;
}

std::string reason_words(const CaseEvent& e, Language language)
{
    static const Pairs sources{{"engineer", {"by the supervising engineer", "از مهندس ناظر"}},
                               {"citizen", {"by a citizen", "از شهروند"}},
                               {"patrol", {"by a patrol", "از گشت"}}};
    return e.event == "reported" ? look_up(sources, e.reason, language) : dismissal_words(e.reason, language);
}

} // namespace

std::string step_words(const std::string& step, const CaseRules& rules, Language language)
{
    const LegalStep* const known = rules.find(step);
    return known == nullptr ? step : say(language, known->name_en, known->name_fa);
}

std::string dismissal_words(const std::string& code, Language language)
{
    static const Pairs words{{"PERMIT_FOUND", {"a permit was found", "پروانه پیدا شد"}},
                             {"WRONG_PARCEL", {"another parcel", "ملک دیگری است"}},
                             {"NO_CHANGE", {"no change", "تغییری نیست"}},
                             {"TEMPORARY", {"temporary thing", "سازهٔ موقت"}},
                             {"SEASONAL", {"seasonal", "تغییر فصلی"}},
                             {"CLOUD_SHADOW", {"cloud or shadow", "ابر یا سایه"}},
                             {"DEMOLITION_ONLY", {"demolition only", "تنها تخریب"}},
                             {"REPAIR_ALLOWED", {"allowed repair", "تعمیر مجاز"}},
                             {"QUAKE_REPAIR", {"repair after the earthquake", "بازسازی پس از زلزله"}},
                             {"PUBLIC_WORKS", {"public works", "کار عمرانی عمومی"}},
                             {"DUPLICATE", {"duplicate", "تکراری"}}};
    return look_up(words, code, language);
}

std::string event_words(const CaseEvent& e, const CaseRules& rules, Language language)
{
    std::string out =
        e.event == "step" ? step_words(e.reason, rules, language) : look_up(event_names(), e.event, language);
    if (!e.reason.empty() && e.event != "step")
        out += " (" + reason_words(e, language) + ")";
    if (!e.note.empty())
        out += ": " + e.note;
    if (e.event == "changed" || e.event == "regrown")
        if (const std::string changes = change_words(e.changes, language); !changes.empty())
            out += ": " + changes;
    const VisitFacts facts = facts_of(e.facts);
    for (const Attachment& file : facts.files)
        out += say(language, "; file ", "؛ پیوست ") + file.name + " (SHA-256 " + file.sha256 + ")";
    return out;
}

} // namespace didban
