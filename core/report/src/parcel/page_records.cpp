#include "parcel/limit_remarks.h"
#include "parcel/page_parts.h"
#include "parcel/record_words.h"

#include <algorithm>

namespace didban::parcel_page {

namespace words = parcel_words;
using html::element;
using html::escape;
using html::isolate;

namespace {

/// Plan control, permit, start, completion: which of them the record proves.
std::string steps(const Source& s, const PermitEntry& e)
{
    static constexpr const char* order[] = {"PLAN_CONTROL", "PERMIT", "START", "COMPLETE"};
    const Permit& p = *e.permit;
    const auto reached = std::find(std::begin(order), std::end(order), e.stage) - std::begin(order);
    const std::string labels[] = {s.say("plan control", "کنترل نقشه"), s.say("permit", "پروانه"),
                                  s.say("start of work", "شروع عملیات"), s.say("completion", "پایان کار")};
    std::string all;
    for (std::ptrdiff_t i = 0; i < 4; ++i) {
        std::string day;
        if (i == 1 && reached >= 1 && p.issued_known)
            day = "<br>" + s.date(p.issued);
        if (i == 2 && p.started && reached >= 2)
            day = "<br>" + s.date(*p.started);
        if (i == 3 && p.completed && reached == 3)
            day = "<br>" + s.date(*p.completed);
        const bool proved = i <= reached && !(i == 2 && !p.started);
        all += element("li", escape(labels[i]) + day, proved ? "class=\"done\"" : "");
    }
    return element("ol", all, "class=\"steps\"");
}

std::string case_line(const Source& s, const Case& c)
{
    std::string text = element("code", isolate(c.case_id)) + " " +
                       escape(words::change_kind(std::string(name(c.change)), s.language)) +
                       escape(" · " + words::verdict(std::string(name(c.verdict)), s.language));
    if (!c.violations.empty())
        text += " " + isolate(joined(c.violations));
    return text +
           escape(" · " + words::case_state(std::string(name(c.state)), s.language) +
                  s.say(" · first seen ", " · نخستین مشاهده ")) +
           s.date(c.first_seen) + escape(s.say(", last seen ", "، آخرین مشاهده ")) + s.date(c.last_seen);
}

} // namespace

std::string alerts(const Source& s)
{
    std::string html;
    std::vector<std::string> open;
    for (const Case& c : s.file.history.cases)
        if (is_open(c) && c.state != CaseState::Recorded)
            open.push_back(case_line(s, c));
    if (!open.empty())
        html += alert(s.say("Open case: an inspector has yet to look", "پرونده باز: هنوز بازدید نشده است"),
                      list_of(open), true);
    std::vector<std::string> conflicts;
    for (const StageConflict& c : s.file.stages.conflicts)
        conflicts.push_back(escape(words::stage_conflict(c, s.language)));
    if (!conflicts.empty())
        html +=
            alert(s.say("Papers and images disagree", "مدارک و تصویرها با هم نمی‌خوانند"),
                  list_of(conflicts), true);
    return html + ask_first(s.file.answer, s.language);
}

std::string permits(const Source& s)
{
    const Language l = s.language;
    if (!s.file.permits_known)
        return element("p", escape(s.say("Unknown: the city names no permit register.",
                                         "نامعلوم: جدول پروانه‌ها معرفی نشده است.")));
    if (s.file.permits.empty())
        return element(
            "p",
            escape(s.say("The register holds no permit for this parcel.",
                         "در جدول پروانه‌ها برای این ملک پروانه‌ای نیست.")));
    std::string all;
    for (const PermitEntry& e : s.file.permits) {
        const Permit& p = *e.permit;
        std::vector<std::string> facts{escape(words::permit_kind(p.kind, l))};
        const auto state = [&](const std::optional<double>& v, std::string_view en, std::string_view fa) {
            if (v)
                facts.push_back(escape(words::number(*v, 1, l) + words::say(l, en, fa)));
        };
        state(p.floors, " floors", " طبقه");
        state(p.height_m, " m high", " متر ارتفاع");
        state(p.footprint_m2, " m² footprint", " مترمربع همکف");
        state(p.total_area_m2, " m² in all", " مترمربع زیربنا");
        std::string line;
        for (const std::string& f : facts)
            line += (line.empty() ? "" : " · ") + f;
        std::string body = element("h3", escape(s.say("Permit ", "پروانه ")) + isolate(p.id) + " " +
                                             element("span", escape(words::permit_state(e.legal_state, l)),
                                                     e.legal_state == "valid" || e.legal_state == "completed"
                                                         ? "class=\"badge ALLOWED\""
                                                         : "class=\"badge UNKNOWN\"")) +
                           element("p", line) + steps(s, e);
        if (p.valid_to)
            body += element("p", escape(s.say("Valid to ", "اعتبار تا ")) + s.date(*p.valid_to), "class=\"note\"");
        if (e.by != MatchedBy::Key)
            body += element("p",
                            escape(e.by == MatchedBy::OldCode ? s.say("Found by an earlier code of the parcel.",
                                                                      "از روی کد قدیم ملک یافته شده است.")
                                   : e.by == MatchedBy::OtherPlot
                                       ? s.say("For several plots together.", "پروانه چند ملک با هم است.")
                                       : s.say("Found by its place.", "از روی جای آن یافته شده است.")),
                            "class=\"note\"");
        for (const DesignCheck& c : e.checks)
            if (c.verdict == LimitVerdict::Violates)
                body += element("p",
                                escape(s.say("Against the plan of its day: ", "برابر طرح روز صدور: ") +
                                       (l == Language::Fa ? c.reason_fa : c.reason_en)),
                                "class=\"note\"");
        all += element("div", body, "class=\"permit\"") + "\n";
    }
    return all;
}

std::string sightings(const Source& s)
{
    const Language l = s.language;
    const ParcelHistory& h = s.file.history;
    std::string html;
    if (!h.known)
        return element(
            "p", escape(s.say("Unknown: no images have been compared yet.", "نامعلوم: هنوز تصویری مقایسه نشده است.")));
    if (h.observations.empty())
        html += element("p", escape(s.say("Never observed.", "هرگز مشاهده نشده است.")));
    else {
        const std::string from = s.say("From", "از"), to = s.say("To", "تا"), verdict = s.say("Seen", "نتیجه"),
                          share = s.say("Share seen", "سهم دیده‌شده"), area = s.say("Changed", "تغییر");
        std::string rows;
        for (auto o = h.observations.rbegin(); o != h.observations.rend(); ++o)
            rows +=
                element("tr", element("th", s.date(o->not_before), "scope=\"row\"") + cell(to, s.date(o->not_after)) +
                                  cell(verdict, escape(words::verdict(o->verdict, l))) +
                                  cell(share, escape(o->observed_share ? words::number(100 * *o->observed_share, 0, l) +
                                                                             s.say(" %", "٪")
                                                                       : s.unknown())) +
                                  cell(area, escape(o->changed_m2 && *o->changed_m2 > 0
                                                        ? words::number(*o->changed_m2, 0, l) + s.say(" m²", " مترمربع")
                                                        : "–"))) +
                "\n";
        html += table(s.say("Periods", "دوره‌ها"), {from, to, verdict, share, area}, rows);
    }
    if (s.file.stages.state == StageComparison::State::Agree)
        html += element(
            "p",
            escape(s.say("Images show nothing that the papers do not.",
                         "تصویرها چیزی جز آنچه در مدارک است نشان نمی‌دهند.")));
    else if (s.file.stages.state == StageComparison::State::NotComparable)
        html +=
            element("p", escape(s.say("Papers and images cannot be compared: ", "مدارک و تصویرها قابل سنجش نیست: ") +
                                s.say(s.file.stages.why_not_en, s.file.stages.why_not_fa) + "."));
    std::vector<std::string> cases;
    for (const Case& c : h.cases)
        cases.push_back(case_line(s, c));
    if (!cases.empty())
        html += element("h3", escape(s.say("Cases", "پرونده‌ها"))) + list_of(cases);
    return html;
}

std::string origins(const Source& s)
{
    const std::string name = s.say("Data", "داده"), day = s.say("Last changed", "آخرین تغییر");
    std::string rows;
    for (const InputRecord& r : s.file.inputs) {
        const auto slash = r.name.find_last_of('/');
        const std::string file = slash == std::string::npos ? r.name : r.name.substr(slash + 1);
        const auto date = Date::parse_iso(r.loaded);
        rows += element("tr", element("th", isolate(file), "scope=\"row\"") +
                                  cell(day, date ? s.date(*date) : escape(s.unknown()))) +
                "\n";
    }
    return table(s.say("Data behind this page", "داده‌های این برگ"), {name, day}, rows) +
           proof({"parcel", s.file.city, s.file.parcel->id, s.file.on, s.file.known_as_of, s.file.hash}, s.language);
}

} // namespace didban::parcel_page
