#include "pipelines/serve/request_target.h"

#include "didban/base/text.h"
#include "pipelines/serve/http.h"

#include <algorithm>

namespace didban {

namespace {

int digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    const char low = static_cast<char>(c | 0x20);
    return low >= 'a' && low <= 'f' ? low - 'a' + 10 : -1;
}

std::string decoded(std::string_view text, bool plus_is_space)
{
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '+' && plus_is_space) {
            out += ' ';
        } else if (text[i] != '%') {
            out += text[i];
        } else {
            const int high = i + 2 < text.size() ? digit(text[i + 1]) : -1;
            const int low = i + 2 < text.size() ? digit(text[i + 2]) : -1;
            if (high < 0 || low < 0)
                throw HttpRefusal{400, "the address has a % without two hexadecimal digits; write % itself as %25"};
            out += static_cast<char>(high * 16 + low);
            i += 2;
        }
    }
    if (!text::is_valid_utf8(out))
        throw HttpRefusal{400, "the address is not UTF-8; percent-encode the UTF-8 bytes of each character"};
    if (std::any_of(out.begin(), out.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; }))
        throw HttpRefusal{400, "the address holds a control character; leave it out"};
    return out;
}

/// Calls `take` with each piece between separators.
template <class Take>
void split(std::string_view text, char separator, Take take)
{
    for (;;) {
        const auto end = text.find(separator);
        take(text.substr(0, end));
        if (end == std::string_view::npos)
            return;
        text.remove_prefix(end + 1);
    }
}

} // namespace

RequestTarget parse_target(std::string_view target)
{
    if (!target.starts_with('/'))
        throw HttpRefusal{400, "the address must begin with /"};
    RequestTarget parts;
    const auto question = target.find('?');
    split(target.substr(1, question == std::string_view::npos ? question : question - 1), '/',
          [&](std::string_view part) { parts.path.push_back(decoded(part, false)); });
    if (question == std::string_view::npos)
        return parts;
    split(target.substr(question + 1), '&', [&](std::string_view pair) {
        if (pair.empty())
            return;
        const auto equals = std::min(pair.find('='), pair.size());
        const std::string name = decoded(pair.substr(0, equals), true);
        const std::string value = equals < pair.size() ? decoded(pair.substr(equals + 1), true) : "";
        if (!parts.query.emplace(name, value).second)
            throw HttpRefusal{400, "\"" + name + "\" stands twice in the address; give it once"};
    });
    return parts;
}

} // namespace didban
