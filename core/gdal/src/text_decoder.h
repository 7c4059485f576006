#pragma once
#include "didban/ports/feature_source.h"

#include <string>
#include <string_view>

namespace didban::gdal {

/// Turns the bytes of one table's text into UTF-8 and keeps count of what did not fit.
class TextDecoder {
public:
    /// `encoding`: any name that iconv knows; "" = UTF-8 where valid, else Windows-1256. Throws Error{Configuration}
    /// for an unknown name. `only_invalid`: the format promises UTF-8, so `encoding` is used for values that are not.
    TextDecoder(const std::string& encoding, std::string decided_by, bool only_invalid = false);
    /// `field_width`: bytes that the column can hold, where the format has such a limit: a value that fills it may be
    /// cut in mid-character.
    [[nodiscard]] std::string operator()(std::string_view bytes, std::size_t field_width = 0);
    [[nodiscard]] const TextReport& report() const noexcept { return report_; }

private:
    enum class How { Utf8, Windows1256, Iconv };
    [[nodiscard]] std::string foreign(std::string_view bytes) const;

    TextReport report_;
    How how_{How::Utf8};
    bool utf8_first_{true};
};

/// "UTF-8" for utf8, "Windows-1256" for cp1256 or 1256, and so on; other names as they are.
[[nodiscard]] std::string encoding_name(const std::string& written);

} // namespace didban::gdal
