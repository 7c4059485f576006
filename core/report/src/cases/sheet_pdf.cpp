#include "cases/sheet_pdf.h"

namespace didban::report {

namespace {

using print::JpegPicture;
using print::PdfDocument;
using print::TextStyle;

constexpr double margin = 42, inner = PdfDocument::page_width - 2 * margin, bottom = PdfDocument::page_height - 56;
constexpr double gap = 12, name_column = 142;
constexpr std::uint32_t ink = 0x1b2529, quiet = 0x55636a, rule = 0xdcdad3;

/// Writes downwards and turns the page where one is full.
class Sheet {
public:
    explicit Sheet(const PrintedSheet& sheet) : sheet_(sheet), pdf_(sheet.city + " · " + sheet.case_id, sheet.day) {}

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

    void need(double height)
    {
        if (y_ + height > bottom)
            turn();
    }

    void paragraph(const std::string& text, const TextStyle& s)
    {
        need(pdf_.height_of(inner, text, s));
        y_ += pdf_.text(margin, y_, inner, text, s);
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
        pdf_.text(from_right ? margin + value_width + gap : margin, y_, name_column - gap, row.name, style(9.5, quiet));
        pdf_.text(from_right ? margin : margin + name_column, y_, value_width, row.value, style(9.5));
        y_ += high + 2.5;
        pdf_.line(margin, margin + inner, y_, rule);
        y_ += 2.5;
    }

    void digest(const SheetRow& row)
    {
        TextStyle code = style(7.5);
        code.digits_alike = true;
        need(24);
        y_ += pdf_.text(margin, y_, inner, row.name, style(8, quiet));
        y_ += pdf_.text(margin, y_, inner, row.value, code) + 2;
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
        paragraph(sheet_.city, style(9.5, quiet));
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
