#include "didban/report/case_evidence.h"

#include "cases/sheet_pdf.h"
#include "cases/sheet_text.h"
#include "didban/crypto/sha256.h"
#include "didban/print/pdf_document.h"
#include "didban/report/text_file.h"
#include "evidence_picture.h"
#include "html_text.h"
#include "page_parts.h"

namespace didban::report {

namespace {

constexpr int print_quality = 90;

/// "شهر · Town", or the one name.
std::string city_names(const EvidenceContext& context)
{
    const std::string persian = html::escape(context.city_name_fa);
    return context.city_name == context.city_name_fa
               ? persian
               : persian + " · <bdi lang=\"en\">" + html::escape(context.city_name) + "</bdi>";
}

std::string table(const std::vector<SheetRow>& rows)
{
    std::string out = "<table>\n";
    for (const SheetRow& row : rows)
        out +=
            "<tr><th scope=\"row\">" + html::escape(row.name) + "</th><td>" + html::escape(row.value) + "</td></tr>\n";
    return out + "</table>\n";
}

std::string section(const std::string& title, const std::vector<SheetRow>& rows)
{
    return rows.empty() ? "" : "<h3>" + html::escape(title) + "</h3>\n" + table(rows);
}

/// One language of the sheet.
std::string part_of_page(const SheetText& text)
{
    std::string out =
        text.language == Language::Fa ? "<section lang=\"fa\" dir=\"rtl\">\n" : "<section lang=\"en\" dir=\"ltr\">\n";
    out += "<h2>" + html::escape(text.title) + "</h2>\n<div class=\"chips\">\n";
    for (std::size_t i = 0; i < text.pictures.size(); ++i) {
        const std::string caption = html::escape(text.pictures[i]);
        out += "<figure><img src=\"" + std::string(case_evidence_files[i]) + "\" alt=\"" + caption + "\"><figcaption>" +
               caption + "</figcaption></figure>\n";
    }
    out += "</div>\n<p class=\"reason\">" + html::escape(text.sentence) + "</p>\n" + table(text.facts);
    return out + section(text.checks_title, text.checks) + section(text.history_title, text.history) + "</section>\n";
}

std::string sheet_page(const Finding& finding, const EvidenceContext& context, const std::vector<SheetText>& texts,
                       const std::vector<SheetRow>& digests)
{
    std::string out = "<!doctype html>\n<html lang=\"fa\" dir=\"rtl\">\n<head>\n<meta charset=\"utf-8\">\n<meta "
                      "name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>" +
                      html::escape(finding.case_id) + "</title>\n<style>\n" + std::string(page_part("evidence")) +
                      "</style>\n</head>\n<body>\n<h1>" + city_names(context) + "</h1>\n";
    for (const SheetText& text : texts)
        out += part_of_page(text);
    out += "<section dir=\"ltr\" lang=\"en\" class=\"digests\"><h2>SHA-256</h2>\n<dl>\n";
    for (const SheetRow& row : digests)
        out += "<dt>" + html::escape(row.name) + "</dt><dd>" + html::escape(row.value) + "</dd>\n";
    return out + "</dl></section>\n</body>\n</html>\n";
}

} // namespace

std::vector<Evidence> write_case_evidence(const Finding& finding, const CaseStory& story, const MultiPolygon* parcel,
                                          const EvidenceContext& context,
                                          const std::function<std::string(const std::string&)>& place)
{
    const std::string home = "evidence/" + finding.case_id + "/";
    std::vector<Evidence> written;
    const auto write = [&](const char* role, const char* name, const std::string& bytes) {
        write_text_file(place(home + name), bytes);
        written.push_back({role, home + name, sha256_hex(bytes)});
    };
    const auto picture = [&](const DatedImage& image) {
        const std::string label =
            image.day.iso() + (context.calendar == Calendar::Gregorian ? "" : "   " + to_jalali(image.day).text());
        return evidence_picture(image, context.stretch, finding, parcel, label);
    };
    const Picture before = picture(context.images.before), after = picture(context.images.after);
    write("picture_before", "before.png", encode_png(before));
    write("picture_after", "after.png", encode_png(after));
    const std::vector<SheetText> texts{sheet_text(finding, story, context, Language::Fa),
                                       sheet_text(finding, story, context, Language::En)};
    const std::vector<SheetRow> digests = sheet_digests(written, context.sources);
    write("sheet", "sheet.html", sheet_page(finding, context, texts, digests));
    static const bool printable = print::has_persian_font();
    if (printable) {
        const auto jpeg = [](const Picture& p) {
            return print::JpegPicture{p.width, p.height, encode_jpeg(p, print_quality)};
        };
        const std::array pictures{jpeg(before), jpeg(after)};
        write("sheet_pdf", "sheet.pdf",
              sheet_pdf({context.city_name, context.city_name_fa, finding.case_id, texts, pictures, digests,
                         context.images.after.day}));
    }
    return written;
}

} // namespace didban::report
