#include "text_decoder.h"

#include "didban/base/error.h"
#include "didban/base/text.h"
#include "error_scope.h"

#include <cpl_conv.h>
#include <cpl_string.h>

#include <algorithm>
#include <memory>

namespace didban::gdal {

namespace {

struct CplFree {
    void operator()(char* text) const noexcept { CPLFree(text); }
};

/// How many bytes at the end are the start of a UTF-8 sequence behind valid text; 0 when that is not what is wrong.
std::size_t cut_bytes(std::string_view bytes)
{
    for (std::size_t cut = 1; cut <= 3 && cut <= bytes.size(); ++cut) {
        const auto lead = static_cast<unsigned char>(bytes[bytes.size() - cut]);
        if (lead >= 0xC2)
            return text::is_valid_utf8(bytes.substr(0, bytes.size() - cut)) ? cut : 0;
        if (lead < 0x80)
            return 0;
    }
    return 0;
}

} // namespace

std::string encoding_name(const std::string& written)
{
    std::string key = text::matching_key(written);
    std::erase_if(key, [](char c) { return c == '-' || c == '_' || c == ' '; });
    if (key == "utf8" || key == "65001" || key == "cp65001")
        return "UTF-8";
    for (const char* prefix : {"windows", "win", "cp", "ansi", "mswin", ""})
        if (key == std::string(prefix) + "1256")
            return "Windows-1256";
    if (!key.empty() && key.size() <= 5 &&
        std::all_of(key.begin(), key.end(), [](char c) { return c >= '0' && c <= '9'; }))
        return "CP" + key; // the way .cpg files name Windows code pages
    return written;
}

TextDecoder::TextDecoder(const std::string& encoding, std::string decided_by, bool only_invalid)
{
    report_.decided_by = std::move(decided_by);
    report_.encoding = encoding.empty() ? "UTF-8" : encoding_name(encoding);
    how_ = report_.encoding == "UTF-8" ? How::Utf8 : report_.encoding == "Windows-1256" ? How::Windows1256 : How::Iconv;
    utf8_first_ = how_ == How::Utf8 || only_invalid;
    if (how_ != How::Iconv)
        return;
    const ErrorScope quiet;
    CPLErrorReset();
    const std::unique_ptr<char, CplFree> probe(CPLRecode("a", report_.encoding.c_str(), CPL_ENC_UTF8));
    if (CPLGetLastErrorType() != CE_None) // an unknown name is only a warning to GDAL
        throw Error(ErrorKind::Configuration,
                    "the encoding \"" + encoding + "\" is not known; write \"UTF-8\" or \"Windows-1256\"");
}

std::string TextDecoder::foreign(std::string_view bytes) const
{
    if (how_ != How::Iconv)
        return text::from_windows_1256(bytes);
    const ErrorScope errors;
    const std::unique_ptr<char, CplFree> decoded(
        CPLRecode(std::string(bytes).c_str(), report_.encoding.c_str(), CPL_ENC_UTF8));
    return decoded.get();
}

std::string TextDecoder::operator()(std::string_view bytes, std::size_t field_width)
{
    const bool ascii =
        std::all_of(bytes.begin(), bytes.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    if (ascii && how_ != How::Iconv)
        return std::string(bytes);
    if (!utf8_first_)
        return foreign(bytes);
    if (text::is_valid_utf8(bytes))
        return std::string(bytes);
    if (how_ == How::Utf8 && field_width > 0 && bytes.size() >= field_width) {
        if (const std::size_t cut = cut_bytes(bytes); cut > 0) {
            ++report_.cut;
            return std::string(bytes.substr(0, bytes.size() - cut));
        }
    }
    ++report_.guessed;
    return foreign(bytes);
}

} // namespace didban::gdal
