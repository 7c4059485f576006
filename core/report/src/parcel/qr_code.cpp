#include "parcel/qr_code.h"

#include "didban/base/error.h"
#include "html_text.h"

#include <algorithm>
#include <memory>
#include <qrencode.h>

namespace didban {

namespace {

constexpr int quiet_zone = 4; ///< modules, as ISO/IEC 18004 asks for
constexpr unsigned utf8 = 26; ///< its number among the extended channel interpretations; without one, readers guess

/// One run of dark modules after the other, row by row.
std::string dark_runs(const QRcode& code)
{
    std::string path;
    const auto dark = [&](int row, int column) { return (code.data[row * code.width + column] & 1U) != 0; };
    for (int row = 0; row < code.width; ++row)
        for (int column = 0; column < code.width;) {
            const int from = column;
            while (column < code.width && dark(row, column))
                ++column;
            if (column == from) {
                ++column;
                continue;
            }
            path += "M" + std::to_string(from + quiet_zone) + " " + std::to_string(row + quiet_zone) + "h" +
                    std::to_string(column - from) + "v1h-" + std::to_string(column - from) + "z";
        }
    return path;
}

} // namespace

std::string qr_svg(const std::string& text, std::string_view label)
{
    const std::unique_ptr<QRinput, decltype(&QRinput_free)> input(QRinput_new2(0, QR_ECLEVEL_M), &QRinput_free);
    const bool ascii = std::all_of(text.begin(), text.end(), [](char c) { return static_cast<signed char>(c) >= 0; });
    const bool taken = input && (ascii || QRinput_appendECIheader(input.get(), utf8) == 0) &&
                       QRinput_append(input.get(), QR_MODE_8, static_cast<int>(text.size()),
                                      reinterpret_cast<const unsigned char*>(text.data())) == 0;
    const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(taken ? QRcode_encodeInput(input.get()) : nullptr,
                                                               &QRcode_free);
    if (!code)
        throw Error(ErrorKind::Internal, "no QR code holds a text of " + std::to_string(text.size()) + " bytes");
    const std::string side = std::to_string(code->width + 2 * quiet_zone);
    return html::element(
        "svg",
        "<rect width=\"" + side + "\" height=\"" + side + "\" fill=\"#fff\"/><path d=\"" + dark_runs(*code) + "\"/>",
        "class=\"qr\" viewBox=\"0 0 " + side + " " + side +
            "\" shape-rendering=\"crispEdges\" role=\"img\" aria-label=\"" + html::escape(label) + "\"");
}

} // namespace didban
