#include "didban/report/case_evidence.h"

#include "cases/history_words.h"
#include "didban/base/text.h"
#include "didban/crypto/sha256.h"
#include "didban/findings/violation.h"
#include "didban/report/text_file.h"
#include "evidence_picture.h"
#include "page_parts.h"

#include <cmath>

namespace didban::report {

namespace {

std::string escaped(std::string_view text)
{
    std::string out;
    for (const char c : text)
        switch (c) {
        case '&':
            out += "&amp;";
            break;
        case '<':
            out += "&lt;";
            break;
        case '"':
            out += "&quot;";
            break;
        default:
            out += c;
        }
    return out;
}

/// One language of the sheet.
struct Sheet {
    bool persian;
    const Finding& finding;
    const CaseStory& story;
    const EvidenceContext& context;

    [[nodiscard]] std::string day(const Date& d) const
    {
        const std::string shown = context.calendar == Calendar::Gregorian ? d.iso() : to_jalali(d).text();
        if (persian)
            return text::persian_digits(shown);
        return context.calendar == Calendar::Gregorian ? shown : shown + " (" + d.iso() + ")";
    }

    [[nodiscard]] std::string figure(const std::string& ascii) const
    {
        return persian ? text::persian_digits(ascii) : ascii;
    }

    [[nodiscard]] std::string row(const char* en, const char* fa, const std::string& value) const
    {
        return value.empty() ? ""
                             : "<tr><th scope=\"row\">" + std::string(persian ? fa : en) + "</th><td><bdi>" +
                                   escaped(value) + "</bdi></td></tr>\n";
    }

    [[nodiscard]] std::string violations() const
    {
        std::string out;
        for (const std::string& code : finding.violations) {
            const Violation& v = violation(code);
            out += (out.empty() ? ""
                    : persian   ? "؛ "
                                : "; ") +
                   std::string(persian ? v.name_fa : v.name_en) + " (" + code + ")";
        }
        return out;
    }

    [[nodiscard]] std::string height() const
    {
        if (!finding.height_m)
            return "";
        std::string out = figure(std::to_string(std::lround(*finding.height_m)));
        if (finding.height_sigma_m)
            out += " ± " + figure(std::to_string(std::lround(*finding.height_sigma_m)));
        return out + (persian ? " متر" : " m");
    }

    [[nodiscard]] std::string clauses() const
    {
        std::string out;
        for (const RuleCheck& r : finding.rules)
            if (!r.source.empty())
                out += (out.empty() ? "" : persian ? "؛ " : "; ") + r.source;
        return out;
    }

    [[nodiscard]] Language language() const { return persian ? Language::Fa : Language::En; }

    [[nodiscard]] std::string deadline() const
    {
        if (!story.deadline)
            return "";
        std::string until;
        for (const std::string& step : story.deadline->until)
            until += (until.empty() ? ""
                      : persian     ? " یا "
                                    : " or ") +
                     step_words(step, context.case_rules, language());
        return day(story.deadline->due) + (until.empty() ? "" : " (" + until + ")");
    }

    [[nodiscard]] std::string history() const
    {
        std::string out;
        for (const CaseEvent& e : story.history) {
            const auto on = Date::parse_iso(e.on);
            out += "<tr><th scope=\"row\">" + escaped(on ? day(*on) : e.on) + "</th><td><bdi>" +
                   escaped(event_words(e, context.case_rules, language())) + "</bdi></td></tr>\n";
        }
        return out.empty()
                   ? out
                   : "<h3>" + std::string(persian ? "سابقه" : "History") + "</h3>\n<table>\n" + out + "</table>\n";
    }

    [[nodiscard]] std::string html() const
    {
        const Finding& f = finding;
        const std::string parcel = f.parcel_id ? figure(*f.parcel_id)
                                   : persian   ? "بیرون از همهٔ ملک‌ها"
                                               : "outside every parcel";
        const std::string area = figure(std::to_string(std::lround(f.area_m2))) + " ± " +
                                 figure(std::to_string(std::lround(f.area_sigma_m2))) + (persian ? " مترمربع" : " m²");
        std::string out = "<section lang=\"" + std::string(persian ? "fa" : "en") + "\" dir=\"" +
                          (persian ? "rtl" : "ltr") + "\">\n<h2>" + (persian ? "ملک " : "Parcel ") + "<bdi>" +
                          escaped(parcel) + "</bdi></h2>\n<div class=\"chips\">\n";
        for (const bool after : {false, true}) {
            const std::string name = persian ? (after ? "پس" : "پیش") : (after ? "After" : "Before");
            const std::string when = day(after ? context.images.after.day : context.images.before.day);
            out += "<figure><img src=\"" + std::string(after ? "after" : "before") + ".png\" alt=\"" + name + ", " +
                   when + "\"><figcaption>" + name + " · " + when + "</figcaption></figure>\n";
        }
        out += "</div>\n<p class=\"reason\">" + escaped(persian ? f.reason_fa : f.reason_en) + "</p>\n<table>\n";
        out += row("Violations", "تخلف‌ها", violations());
        out += row("Between", "میان دو تاریخ", day(f.not_before) + " – " + day(f.not_after));
        out += row("Area", "مساحت", area);
        out += row("Height", "ارتفاع", height());
        out += row("Permit", "پروانه", figure(f.permit_id.value_or("")));
        out += row("Clauses", "ضوابط", clauses());
        out += row("Address", "نشانی", story.address);
        out += row("District", "ناحیه", figure(f.district.value_or("")));
        out += row("Last step", "آخرین گام",
                   story.step.empty() ? "" : step_words(story.step, context.case_rules, language()));
        out += row("Deadline", "مهلت", deadline());
        return out + row("Case", "پرونده", f.case_id) + "</table>\n" + history() + "</section>\n";
    }
};

std::string sheet_page(const Finding& finding, const CaseStory& story, const EvidenceContext& context,
                       const std::vector<Evidence>& pictures)
{
    std::string out =
        "<!doctype html>\n<html lang=\"fa\" dir=\"rtl\">\n<head>\n<meta charset=\"utf-8\">\n<meta "
        "name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>" +
        escaped(finding.case_id) + "</title>\n<style>\n" + std::string(page_part("evidence")) +
        "</style>\n</head>\n<body>\n<h1>" + escaped(context.city_name_fa) +
        (context.city_name == context.city_name_fa ? ""
                                                   : " · <bdi lang=\"en\">" + escaped(context.city_name) + "</bdi>") +
        "</h1>\n";
    out += Sheet{true, finding, story, context}.html() + Sheet{false, finding, story, context}.html();
    out += "<section dir=\"ltr\" lang=\"en\" class=\"digests\"><h2>SHA-256</h2>\n<dl>\n";
    const auto add = [&](const std::string& name, const std::string& digest) {
        out += "<dt>" + escaped(name) + "</dt><dd>" + (digest.empty() ? "not hashed" : digest) + "</dd>\n";
    };
    for (const Evidence& e : pictures)
        add(e.path.substr(e.path.rfind('/') + 1), e.sha256);
    for (const Evidence& e : context.sources)
        add(e.role + ": " + e.path, e.sha256);
    return out + "</dl></section>\n</body>\n</html>\n";
}

} // namespace

std::vector<Evidence> write_case_evidence(const Finding& finding, const CaseStory& story, const MultiPolygon* parcel,
                                          const EvidenceContext& context,
                                          const std::function<std::string(const std::string&)>& place)
{
    const std::string home = "evidence/" + finding.case_id + "/";
    std::vector<Evidence> written;
    for (const bool after : {false, true}) {
        const DatedImage& image = after ? context.images.after : context.images.before;
        const std::string label =
            image.day.iso() + (context.calendar == Calendar::Gregorian ? "" : "   " + to_jalali(image.day).text());
        const std::string bytes = encode_png(evidence_picture(image, context.stretch, finding, parcel, label));
        const std::string role = after ? "picture_after" : "picture_before";
        const std::string name = home + (after ? "after.png" : "before.png");
        write_text_file(place(name), bytes);
        written.push_back({role, name, sha256_hex(bytes)});
    }
    const std::string sheet = sheet_page(finding, story, context, written);
    write_text_file(place(home + "sheet.html"), sheet);
    written.push_back({"sheet", home + "sheet.html", sha256_hex(sheet)});
    return written;
}

} // namespace didban::report
