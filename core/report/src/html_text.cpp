#include "html_text.h"

namespace didban::html {

std::string escape(std::string_view text)
{
    std::string out;
    out.reserve(text.size());
    for (const char c : text) {
        if (c == '&')
            out += "&amp;";
        else if (c == '<')
            out += "&lt;";
        else if (c == '>')
            out += "&gt;";
        else if (c == '"')
            out += "&quot;";
        else
            out += c;
    }
    return out;
}

std::string element(std::string_view name, std::string_view inner, std::string_view attributes)
{
    std::string out = "<";
    out.append(name);
    if (!attributes.empty())
        out.append(" ").append(attributes);
    return out.append(">").append(inner).append("</").append(name).append(">");
}

std::string isolate(std::string_view text)
{
    return "<bdi>" + escape(text) + "</bdi>";
}

} // namespace didban::html
