#include "location_map.h"
#include "parcel_words.h"
#include "permit_stage.h"

namespace didban {

namespace words = parcel_words;

namespace {

std::string escape(const std::string& text)
{
    std::string out;
    for (const char c : text) {
        if (c == '&')
            out += "&amp;";
        else if (c == '<')
            out += "&lt;";
        else if (c == '>')
            out += "&gt;";
        else if (c == '"')
            out += "&quot;";
        else
            out += c;
    }
    return out;
}

constexpr const char* style =
    R"(body{font:16px/1.6 Vazirmatn,"Noto Naskh Arabic",Tahoma,"DejaVu Sans",sans-serif;max-width:60rem;margin:1rem auto;padding:0 1rem;color:#1c1c1c;background:#fff}
h1{font-size:1.5rem;border-bottom:3px solid #12466f}h2{font-size:1.15rem;margin-top:1.6rem;color:#12466f}
table{border-collapse:collapse;width:100%}td,th{border:1px solid #cfc8b8;padding:.35rem .6rem;text-align:start;vertical-align:top}th{background:#f4f1ea}
.clause,.remark,footer{font-size:.85rem;color:#555}.UNKNOWN,.NEEDS_INQUIRY{background:#fff6dd}.FORBIDDEN{background:#fbe3dc}.LIMITED{background:#eef4fa}
svg{width:100%;height:auto;border:1px solid #cfc8b8}code{font-size:.8rem;word-break:break-all}
@media print{body{margin:0;max-width:none}h2{break-after:avoid}tr{break-inside:avoid}})";

class Page {
public:
    explicit Page(Language language) : l_(language) {}
    void heading(std::string_view en, std::string_view fa)
    {
        html_ += "<h2>" + escape(words::say(l_, en, fa)) + "</h2>\n";
    }
    void begin_table() { html_ += "<table>\n"; }
    void row(const std::string& a, const std::string& b)
    {
        html_ += "<tr><th>" + escape(a) + "</th><td>" + escape(b) + "</td></tr>\n";
    }
    void end_table() { html_ += "</table>\n"; }
    void begin_list() { html_ += "<ul>\n"; }
    void item(const std::string& text) { html_ += "<li>" + escape(text) + "</li>\n"; }
    void end_list() { html_ += "</ul>\n"; }
    void raw(const std::string& html) { html_ += html; }
    [[nodiscard]] std::string say(std::string_view en, std::string_view fa) const { return words::say(l_, en, fa); }
    [[nodiscard]] const std::string& text() const { return html_; }

private:
    Language l_;
    std::string html_;
};

void facts_table(Page& page, const ParcelBook& book, const ParcelFile& file, Language l)
{
    const ParcelFacts& f = file.facts;
    const std::string unknown = page.say("unknown", "نامعلوم");
    const auto metres = [&](const std::optional<double>& v, std::string_view en, std::string_view fa) {
        return v ? words::number(*v, 2, l) + words::say(l, en, fa) : unknown;
    };
    page.begin_table();
    page.row(page.say("District", "منطقه"),
             book.parcel(file.parcel).district.empty() ? unknown : book.parcel(file.parcel).district);
    page.row(page.say("Jurisdiction", "محدوده"), words::jurisdiction(file.answer.jurisdiction, l));
    for (const ZoneShare& z : f.zones) {
        page.row(page.say("Zone", "پهنه"), z.zone + " (" + words::number(100 * z.share, 1, l) + page.say(" %)", "٪)"));
        const auto use = [&](const std::string& local) {
            if (local.empty())
                return unknown;
            const UseCode* code = book.plan().rules.find_use(local);
            const std::string nice = code ? (l == Language::Fa ? code->name_fa : code->name_en) : std::string();
            return local + (nice.empty() || nice == local ? "" : " – " + nice) +
                   (code && !code->hilucs.empty() ? " (HILUCS " + code->hilucs + ")" : "");
        };
        page.row(page.say("Use, approved", "کاربری مصوب"), use(z.use_approved));
        page.row(page.say("Use, permitted", "کاربری مجاز"), use(z.use_permitted));
        page.row(page.say("Use, governing", "کاربری ملاک عمل"), use(z.use_governing));
    }
    if (f.zones.empty())
        page.row(page.say("Zone", "پهنه"),
                 f.zones_known ? page.say("in no zone", "در هیچ پهنه‌ای نیست") : unknown);
    page.row(page.say("Area (measured)", "مساحت (اندازه‌گیری)"), metres(f.area_m2, " m²", " مترمربع"));
    page.row(page.say("Area after widening", "مساحت پس از اصلاحی"),
             metres(f.area_after_widening_m2, " m²", " مترمربع"));
    page.row(page.say("Passage width", "عرض گذر"), metres(f.passage_width_m, " m", " متر"));
    page.row(page.say("Frontage", "طول بر"), metres(f.frontage_m, " m", " متر"));
    page.row(page.say("Corner plot", "نبش"), !f.corner   ? unknown
                                             : *f.corner ? page.say("yes", "بله")
                                                         : page.say("no", "خیر"));
    page.end_table();
}

void limits_table(Page& page, const ParcelFile& file, Language l)
{
    page.begin_table();
    for (const QuantityAnswer& q : file.answer.quantities) {
        std::string cell = "<td class=\"" + std::string(name(q.outcome)) + "\">" + escape(words::value(q, l));
        if (const std::string clause = words::clause(q, l); !clause.empty())
            cell += "<div class=\"clause\">" + escape(clause) + " <code>" + escape(q.decided_by->id) + "</code></div>";
        for (const std::string& remark : words::remarks(q, l))
            cell += "<div class=\"remark\">" + escape(remark) + "</div>";
        page.raw("<tr><th>" + escape(words::quantity(q.quantity, l)) + "</th>" + cell + "</td></tr>\n");
    }
    page.end_table();
}

void permits_part(Page& page, const ParcelBook& book, const ParcelFile& file, Language l)
{
    page.begin_list();
    if (!book.city().permits_known)
        page.item(page.say("unknown: the city names no permit register",
                           "نامعلوم: جدول پروانه‌ها معرفی نشده است"));
    else if (file.permits.empty())
        page.item(page.say("no permit", "پروانه‌ای نیست"));
    for (const PermitEntry& e : file.permits) {
        const Permit& p = book.city().permits[e.permit];
        std::string text =
            p.id + ": " + kind_word(p.kind, l) + page.say(", issued ", "، صدور ") + words::date(p.issued, l) +
            (p.valid_to ? page.say(", valid to ", "، اعتبار تا ") + words::date(*p.valid_to, l) : std::string()) +
            " — " + permit_word(e.stage, l) + page.say("; ", "؛ ") + permit_word(e.legal_state, l);
        for (const DesignCheck& c : e.checks)
            if (c.verdict == LimitVerdict::Violates)
                text += " — " + (l == Language::Fa ? c.reason_fa : c.reason_en);
        page.item(text);
    }
    page.end_list();
}

void cases_part(Page& page, const ParcelFile& file, Language l)
{
    page.begin_list();
    if (!file.history.known)
        page.item(page.say("unknown: there is no ledger yet", "نامعلوم: هنوز دفتر پایش نیست"));
    for (const Case& c : file.history.cases)
        page.item(c.case_id + ", " + c.state + ", " + words::verdict(c.verdict, l) + " " + c.violations +
                  page.say(", last seen ", "، آخرین مشاهده ") + words::date(c.last_seen, l));
    if (file.history.known && file.history.observations.empty())
        page.item(page.say("never observed", "هرگز مشاهده نشده"));
    if (!file.history.observations.empty())
        page.item(page.say("Last observation ", "آخرین مشاهده ") +
                  words::date(file.history.observations.back().not_after, l) + ": " +
                  words::verdict(file.history.observations.back().verdict, l));
    page.end_list();
}

} // namespace

std::string parcel_html(const ParcelBook& book, const ParcelFile& file, Language l)
{
    const Parcel& parcel = book.parcel(file.parcel);
    const City& city = book.city().city;
    const std::string title = words::say(l, "Parcel ", "ملک ") + parcel.id;
    const std::string city_name = l == Language::Fa && !city.name_fa.empty() ? city.name_fa : city.name;
    Page page(l);
    page.raw("<h1>" + escape(title) + (city_name.empty() ? "" : " – " + escape(city_name)) + "</h1>\n<p>" +
             escape(page.say("As of ", "به تاریخ ") + words::date(file.on, l)) +
             (words::plan_title(book.plan().rules.plan(), l).empty()
                  ? ""
                  : escape(page.say(", plan: ", "، طرح: ") + words::plan_title(book.plan().rules.plan(), l))) +
             "</p>\n");
    page.raw(location_map(book, file, l));
    page.heading("The parcel", "مشخصات ملک");
    facts_table(page, book, file, l);
    page.heading("Limits and the clauses that set them", "ضوابط و بند هر یک");
    limits_table(page, file, l);
    if (!file.answer.notes.empty()) {
        page.begin_list();
        for (const std::string& note : file.answer.notes)
            page.item(note);
        page.end_list();
    }
    if (!file.answer.inquiries.empty()) {
        page.heading("Whom to ask", "استعلام از");
        page.begin_list();
        for (const Inquiry& i : file.answer.inquiries)
            page.item(i.body + " — " + i.rule->source.text());
        page.end_list();
    }
    page.heading("Overlays and development plans around it", "حریم‌ها و طرح‌های پیرامون");
    page.begin_list();
    for (const AroundItem& item : file.around)
        page.item(words::around(item, l));
    if (file.around.empty())
        page.item(page.say("nothing within ", "چیزی در شعاع ") + words::number(file.radius_m, 0, l) +
                  page.say(" m", " متری نیست"));
    page.end_list();
    page.heading("Permits and certificates", "پروانه‌ها و گواهی‌ها");
    permits_part(page, book, file, l);
    page.heading("Cases and observations", "پرونده‌ها و مشاهده‌ها");
    cases_part(page, file, l);
    page.raw(
        "<footer><p>" +
        escape(page.say(
            "A look-up of the plan's data, not a permit and not a decision of the municipality.",
            "این برگ بازخوانی داده‌های طرح است؛ پروانه یا رأی شهرداری "
            "نیست.")) +
        "</p><p>" + escape(page.say("Answer hash", "شناسه پاسخ")) + " <code dir=\"ltr\">" + file.hash +
        "</code></p></footer>\n");
    return std::string("<!doctype html>\n<html lang=\"") +
           (l == Language::Fa ? "fa\" dir=\"rtl\"" : "en\" dir=\"ltr\"") + "><head><meta charset=\"utf-8\"><title>" +
           escape(title) + "</title><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><style>" +
           style + "</style></head><body>\n" + page.text() + "</body></html>\n";
}

} // namespace didban
