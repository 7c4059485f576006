#pragma once
#include "didban/base/date.h"

#include <cstdint>
#include <memory>
#include <string>

namespace didban::print {

/// Whether this machine has a font with Persian letters. Without any font Pango ends the process: ask this first.
[[nodiscard]] bool has_persian_font();

/// How a piece of text stands on the page.
struct TextStyle {
    double size_pt{10};
    bool bold{false};
    std::uint32_t colour{0x1b2529}; ///< 0xRRGGBB
    bool digits_alike{false};       ///< in a font whose signs are all as wide
    bool persian{};                 ///< set from the right, and shaped as Persian
    enum class At { Start, Middle, End } at{At::Start};
};

/// A picture as it lies in the document.
struct JpegPicture {
    int width{}, height{}; ///< pixels
    std::string jpeg;
};

/// A PDF of A4 pages, measured in points from the upper left corner. Text is shaped and ordered by Pango with the fonts
/// of the machine; the same calls with the same fonts give the same bytes. Not thread-safe.
class PdfDocument {
public:
    static constexpr double page_width = 595, page_height = 842;

    /// `day`: told as the day the document was made.
    PdfDocument(const std::string& title, const Date& day);
    ~PdfDocument();
    PdfDocument(const PdfDocument&) = delete;
    PdfDocument& operator=(const PdfDocument&) = delete;

    /// A paragraph no wider than `width`; returns its height.
    double text(double x, double y, double width, const std::string& utf8, const TextStyle& style);
    /// What lines() has drawn.
    struct Lines {
        int count{};
        double height{};
        bool last{}; ///< the paragraph ends with them
    };
    /// Of the paragraph that text() would set, the lines from number `first` on that end above `bottom`.
    Lines lines(double x, double y, double width, const std::string& utf8, const TextStyle& style, int first,
                double bottom);
    /// The height that text() would return.
    [[nodiscard]] double height_of(double width, const std::string& utf8, const TextStyle& style);
    /// Lies in the document once, however often it is shown. The picture must outlive the document.
    void picture(double x, double y, double width, const JpegPicture& picture);
    void line(double x0, double x1, double y, std::uint32_t colour);
    void next_page();
    /// The bytes; the last call. Throws Error{Internal} when they could not be made.
    [[nodiscard]] std::string finish();

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

} // namespace didban::print
