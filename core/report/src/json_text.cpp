#include "json_text.h"

#include "didban/base/number_text.h"

#include <cmath>

namespace didban::json_text {

std::string number(double x, int decimals)
{
    return std::isfinite(x) ? text::at_most(x, decimals) : "null";
}

std::string quote(std::string_view utf8)
{
    std::string out = "\"";
    for (const char c : utf8) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (byte < 0x20 || byte == 0x7F) {
            out += "\\u00";
            out += "0123456789abcdef"[byte >> 4];
            out += "0123456789abcdef"[byte & 15];
        } else {
            out += c;
        }
    }
    return out + '"';
}

Object& Object::raw(std::string_view key, std::string_view json)
{
    body_ += body_.empty() ? '{' : ',';
    body_ += quote(key);
    body_ += ':';
    body_ += json;
    return *this;
}

Object& Object::texts(std::string_view key, const std::vector<std::string>& values)
{
    std::string list = "[";
    for (const std::string& v : values) {
        if (list.size() > 1)
            list += ',';
        list += quote(v);
    }
    return raw(key, list + "]");
}

} // namespace didban::json_text
