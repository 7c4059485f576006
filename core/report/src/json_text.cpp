#include "json_text.h"

#include <array>
#include <charconv>
#include <cmath>

namespace didban::json_text {

std::string number(double x, int decimals)
{
    if (!std::isfinite(x))
        return "null";
    std::array<char, 400> buffer{};
    const auto end =
        std::to_chars(buffer.data(), buffer.data() + buffer.size(), x, std::chars_format::fixed, decimals).ptr;
    std::string s(buffer.data(), end);
    if (s.find('.') != std::string::npos) {
        s.erase(s.find_last_not_of('0') + 1);
        if (s.back() == '.')
            s.pop_back();
    }
    return s == "-0" ? "0" : s;
}

std::string quoted(std::string_view utf8)
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
    body_ += quoted(key);
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
        list += quoted(v);
    }
    return raw(key, list + "]");
}

} // namespace didban::json_text
