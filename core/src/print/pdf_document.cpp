#include "didban/print/pdf_document.h"

#include "didban/base/error.h"

#include <cairo-pdf.h>
#include <fontconfig/fontconfig.h>
#include <pango/pangocairo.h>

#include <limits>
#include <map>

namespace didban::print {

namespace {

constexpr const char* text_fonts = "Vazirmatn, DejaVu Sans";
constexpr const char* digit_fonts = "DejaVu Sans Mono";

struct Release {
    void operator()(cairo_surface_t* p) const { cairo_surface_destroy(p); }
    void operator()(cairo_t* p) const { cairo_destroy(p); }
    void operator()(PangoLayout* p) const { g_object_unref(p); }
    void operator()(PangoLayoutIter* p) const { pango_layout_iter_free(p); }
    void operator()(PangoFontDescription* p) const { pango_font_description_free(p); }
    void operator()(cairo_font_options_t* p) const { cairo_font_options_destroy(p); }
};
using Surface = std::unique_ptr<cairo_surface_t, Release>;
using Layout = std::unique_ptr<PangoLayout, Release>;
using Iterator = std::unique_ptr<PangoLayoutIter, Release>;

double points(int pango_units)
{
    return static_cast<double>(pango_units) / PANGO_SCALE;
}

cairo_status_t append(void* to, const unsigned char* bytes, unsigned int count)
{
    static_cast<std::string*>(to)->append(reinterpret_cast<const char*>(bytes), count);
    return CAIRO_STATUS_SUCCESS;
}

/// A surface that is written into a PDF as the JPEG that it was made of.
Surface surface_of(const JpegPicture& picture)
{
    Surface surface(cairo_image_surface_create(CAIRO_FORMAT_RGB24, picture.width, picture.height));
    cairo_surface_set_mime_data(surface.get(), CAIRO_MIME_TYPE_JPEG,
                                reinterpret_cast<const unsigned char*>(picture.jpeg.data()), picture.jpeg.size(),
                                nullptr, nullptr);
    return surface;
}

} // namespace

bool has_persian_font()
{
    const std::unique_ptr<FcPattern, void (*)(FcPattern*)> persian(
        FcNameParse(reinterpret_cast<const FcChar8*>(":lang=fa")), FcPatternDestroy);
    const std::unique_ptr<FcObjectSet, void (*)(FcObjectSet*)> told(FcObjectSetBuild(FC_FAMILY, nullptr),
                                                                    FcObjectSetDestroy);
    const std::unique_ptr<FcFontSet, void (*)(FcFontSet*)> fonts(FcFontList(nullptr, persian.get(), told.get()),
                                                                 FcFontSetDestroy);
    return fonts && fonts->nfont > 0;
}

struct PdfDocument::Parts {
    std::string bytes;
    Surface surface;
    std::unique_ptr<cairo_t, Release> pen;
    std::map<const JpegPicture*, Surface> pictures;
    std::unique_ptr<cairo_font_options_t, Release> unhinted{cairo_font_options_create()};

    void colour(std::uint32_t rgb) const
    {
        cairo_set_source_rgb(pen.get(), ((rgb >> 16U) & 255U) / 255.0, ((rgb >> 8U) & 255U) / 255.0,
                             (rgb & 255U) / 255.0);
    }

    [[nodiscard]] Layout layout(double width, const std::string& utf8, const TextStyle& style) const
    {
        Layout made(pango_cairo_create_layout(pen.get()));
        const bool from_right = style.persian;
        PangoContext* const context = pango_layout_get_context(made.get());
        pango_cairo_context_set_resolution(context, 72);
        pango_context_set_round_glyph_positions(context, FALSE); // a point is no pixel
        pango_cairo_context_set_font_options(context, unhinted.get());
        pango_context_set_base_dir(context, from_right ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR);
        pango_context_set_language(context, pango_language_from_string(from_right ? "fa" : "en"));
        pango_layout_set_auto_dir(made.get(), FALSE);
        const std::unique_ptr<PangoFontDescription, Release> font(pango_font_description_new());
        pango_font_description_set_family_static(font.get(), style.digits_alike ? digit_fonts : text_fonts);
        pango_font_description_set_absolute_size(font.get(), style.size_pt * PANGO_SCALE);
        pango_font_description_set_weight(font.get(), style.bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
        pango_layout_set_font_description(made.get(), font.get());
        pango_layout_set_width(made.get(), static_cast<int>(width * PANGO_SCALE));
        pango_layout_set_wrap(made.get(), PANGO_WRAP_WORD_CHAR);
        pango_layout_set_line_spacing(made.get(), 1.25F);
        const bool right = (style.at == TextStyle::At::Start) == from_right;
        pango_layout_set_alignment(made.get(), style.at == TextStyle::At::Middle ? PANGO_ALIGN_CENTER
                                               : right                           ? PANGO_ALIGN_RIGHT
                                                                                 : PANGO_ALIGN_LEFT);
        pango_layout_set_text(made.get(), utf8.data(), static_cast<int>(utf8.size()));
        return made;
    }
};

PdfDocument::PdfDocument(const std::string& title, const Date& day) : parts_(std::make_unique<Parts>())
{
    parts_->surface.reset(cairo_pdf_surface_create_for_stream(append, &parts_->bytes, page_width, page_height));
    cairo_surface_t* const s = parts_->surface.get();
    cairo_pdf_surface_set_metadata(s, CAIRO_PDF_METADATA_TITLE, title.c_str());
    cairo_pdf_surface_set_metadata(s, CAIRO_PDF_METADATA_CREATOR, "Didban");
    cairo_pdf_surface_set_metadata(s, CAIRO_PDF_METADATA_CREATE_DATE, (day.iso() + "T00:00:00Z").c_str());
    parts_->pen.reset(cairo_create(s));
    cairo_font_options_set_hint_style(parts_->unhinted.get(), CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(parts_->unhinted.get(), CAIRO_HINT_METRICS_OFF);
}

PdfDocument::~PdfDocument() = default;

double PdfDocument::text(double x, double y, double width, const std::string& utf8, const TextStyle& style)
{
    return lines(x, y, width, utf8, style, 0, std::numeric_limits<double>::infinity()).height;
}

PdfDocument::Lines PdfDocument::lines(double x, double y, double width, const std::string& utf8, const TextStyle& style,
                                      int first, double bottom)
{
    const Layout layout = parts_->layout(width, utf8, style);
    const Iterator line(pango_layout_get_iter(layout.get()));
    parts_->colour(style.colour);
    Lines drawn;
    int top = 0;
    for (int number = 0; !drawn.last; ++number) {
        int from = 0, to = 0;
        pango_layout_iter_get_line_yrange(line.get(), &from, &to);
        if (number == first)
            top = from;
        if (number >= first) {
            const double height = points(to - top);
            if (y + height > bottom)
                break;
            PangoRectangle at;
            pango_layout_iter_get_line_extents(line.get(), nullptr, &at);
            cairo_move_to(parts_->pen.get(), x + points(at.x),
                          y + points(pango_layout_iter_get_baseline(line.get()) - top));
            pango_cairo_show_layout_line(parts_->pen.get(), pango_layout_iter_get_line_readonly(line.get()));
            drawn.height = height;
            ++drawn.count;
        }
        drawn.last = pango_layout_iter_next_line(line.get()) == FALSE;
    }
    return drawn;
}

double PdfDocument::height_of(double width, const std::string& utf8, const TextStyle& style)
{
    int high = 0;
    pango_layout_get_size(parts_->layout(width, utf8, style).get(), nullptr, &high);
    return points(high);
}

void PdfDocument::picture(double x, double y, double width, const JpegPicture& picture)
{
    Surface& shown = parts_->pictures[&picture];
    if (!shown)
        shown = surface_of(picture);
    cairo_t* const pen = parts_->pen.get();
    cairo_save(pen);
    cairo_translate(pen, x, y);
    cairo_scale(pen, width / picture.width, width / picture.width);
    cairo_set_source_surface(pen, shown.get(), 0, 0);
    cairo_paint(pen);
    cairo_restore(pen);
}

void PdfDocument::line(double x0, double x1, double y, std::uint32_t colour)
{
    parts_->colour(colour);
    cairo_set_line_width(parts_->pen.get(), 0.6);
    cairo_move_to(parts_->pen.get(), x0, y);
    cairo_line_to(parts_->pen.get(), x1, y);
    cairo_stroke(parts_->pen.get());
}

void PdfDocument::next_page()
{
    cairo_show_page(parts_->pen.get());
}

std::string PdfDocument::finish()
{
    cairo_show_page(parts_->pen.get());
    parts_->pen.reset();
    cairo_surface_finish(parts_->surface.get());
    const cairo_status_t status = cairo_surface_status(parts_->surface.get());
    if (status != CAIRO_STATUS_SUCCESS)
        throw Error(ErrorKind::Internal, std::string("a PDF could not be made: ") + cairo_status_to_string(status));
    return std::move(parts_->bytes);
}

} // namespace didban::print
