#include "cases/sheet_pdf.h"

namespace didban::report {

namespace {

using print::JpegPicture;
using print::PdfDocument;
using print::TextStyle;

constexpr double margin = 42, inner = PdfDocument::page_width - 2 * margin, bottom = PdfDocument::page_height - 56;
constexpr double gap = 12, name_column = 142;
constexpr double start = 40; ///< so much of a text that takes pages stands on its first one
constexpr std::uint32_t ink = 0x1b2529, quiet = 0x55636a, rule = 0xdcdad3;

/// Writes downwards and turns the page where one is full.
class Sheet {
public:
    explicit Sheet(const PrintedSheet& sheet) : sheet_(sheet), pdf_(cities("", "") + " · " + sheet.case_id, sheet.day)
    {
    }

    std::string write()
    {
        for (const SheetText& text : sheet_.texts) {
            language_ = text.language;
            turn();
            one(text);
        }
        language_ = Language::En;
        heading("SHA-256");
        for (const SheetRow& row : sheet_.digests)
            digest(row);
        foot();
        return pdf_.finish();
    }

private:
    /// "شهر · Town", or the one name; the Latin one between these.
    [[nodiscard]] std::string cities(const char* open, const char* close) const
    {
        return sheet_.city == sheet_.city_fa ? sheet_.city_fa : sheet_.city_fa + " · " + open + sheet_.city + close;
    }

    [[nodiscard]] TextStyle style(double size, std::uint32_t colour = ink, bool bold = false) const
    {
        TextStyle s;
        s.size_pt = size;
        s.bold = bold;
        s.colour = colour;
        s.persian = language_ == Language::Fa;
        return s;
    }

    void foot()
    {
        TextStyle s = style(8, quiet);
        s.persian = false;
        pdf_.text(margin, PdfDocument::page_height - 36, inner, sheet_.case_id, s);
        s.at = TextStyle::At::End;
        pdf_.text(margin, PdfDocument::page_height - 36, inner, std::to_string(page_), s);
    }

    void turn()
    {
        if (page_ > 0) {
            foot();
            pdf_.next_page();
        }
        ++page_;
        y_ = margin;
    }

    /// Turns the page where so much no longer fits, though it would on a page of its own.
    void need(double height)
    {
        const double least = height > bottom - margin ? start : height;
        if (y_ + least > bottom)
            turn();
    }

    void paragraph(const std::string& text, const TextStyle& s)
    {
        need(pdf_.height_of(inner, text, s));
        for (int line = 0;; turn()) {
            const PdfDocument::Lines drawn = pdf_.lines(margin, y_, inner, text, s, line, bottom);
            y_ += drawn.height;
            line += drawn.count;
            if (drawn.last)
                return;
        }
    }

    void heading(const std::string& text)
    {
        need(60);
        y_ += gap;
        paragraph(text, style(11.5, ink, true));
        y_ += 2;
    }

    void row(const SheetRow& row)
    {
        const bool from_right = language_ == Language::Fa;
        const double value_width = inner - name_column;
        const double high = std::max(pdf_.height_of(name_column - gap, row.name, style(9.5)),
                                     pdf_.height_of(value_width, row.value, style(9.5)));
        need(high + 5);
        for (int names = 0, values = 0;; turn()) {
            const PdfDocument::Lines name =
                pdf_.lines(from_right ? margin + value_width + gap : margin, y_, name_column - gap, row.name,
                           style(9.5, quiet), names, bottom - 5);
            const PdfDocument::Lines value = pdf_.lines(from_right ? margin : margin + name_column, y_, value_width,
                                                        row.value, style(9.5), values, bottom - 5);
            names += name.count;
            values += value.count;
            y_ += std::max(name.height, value.height) + 2.5;
            if (name.last && value.last)
                break;
        }
        pdf_.line(margin, margin + inner, y_, rule);
        y_ += 2.5;
    }

    void digest(const SheetRow& row)
    {
        TextStyle code = style(7.5);
        code.digits_alike = true;
        need(24);
        paragraph(row.name, style(8, quiet));
        paragraph(row.value, code);
        y_ += 2;
    }

    void pictures(const SheetText& text)
    {
        const double side = (inner - gap) / 2;
        double high = 0;
        for (std::size_t i = 0; i < 2; ++i) {
            const double x = margin + (i == 0 ? 0 : side + gap);
            const JpegPicture& picture = sheet_.pictures[i];
            pdf_.picture(x, y_, side, picture);
            TextStyle s = style(8.5, quiet);
            s.at = TextStyle::At::Middle;
            const double shown = side * picture.height / picture.width;
            high = std::max(high, shown + 4 + pdf_.text(x, y_ + shown + 4, side, text.pictures[i], s));
        }
        y_ += high + gap;
    }

    void one(const SheetText& text)
    {
        paragraph(cities("\u2068", "\u2069"), style(9.5, quiet));
        paragraph(text.title, style(17, ink, true));
        y_ += gap;
        pictures(text);
        paragraph(text.sentence, style(10.5));
        y_ += gap;
        for (const SheetRow& each : text.facts)
            row(each);
        section(text.checks_title, text.checks);
        section(text.history_title, text.history);
    }

    void section(const std::string& title, const std::vector<SheetRow>& rows)
    {
        if (rows.empty())
            return;
        heading(title);
        for (const SheetRow& each : rows)
            row(each);
    }

    const PrintedSheet& sheet_;
    PdfDocument pdf_;
    Language language_{};
    int page_{0};
    double y_{margin};
};

} // namespace

std::string sheet_pdf(const PrintedSheet& sheet)
{
    return Sheet(sheet).write();
}

} // namespace didban::report
