#include "didban/base/toml_depth.h"

#include "didban/base/error.h"

#include <algorithm>

namespace didban {

namespace {

constexpr int deepest = 32;

/// Where the quoted text that opens at `at` ends; the end of the text when it never does.
std::size_t end_of_string(std::string_view toml, std::size_t at)
{
    const char mark = toml[at];
    const std::string_view three = toml.substr(at, 3);
    const bool lines = three.size() == 3 && three[1] == mark && three[2] == mark;
    for (std::size_t i = at + (lines ? 3 : 1); i < toml.size(); ++i) {
        if (toml[i] == '\\' && mark == '"')
            ++i;
        else if (!lines && (toml[i] == mark || toml[i] == '\n'))
            return i + 1;
        else if (lines && toml[i] == mark && toml.substr(i, 3) == three)
            return i + 3;
    }
    return toml.size();
}

} // namespace

void check_toml_depth(std::string_view toml, const std::string& name)
{
    int line = 1, dots = 0, brackets = 0;
    for (std::size_t i = 0; i < toml.size();) {
        const char c = toml[i];
        std::size_t next = i + 1;
        if (c == '"' || c == '\'') {
            next = end_of_string(toml, i);
        } else if (c == '#') {
            next = std::min(toml.find('\n', i), toml.size());
        } else if (c == '.') {
            ++dots;
        } else if (c == '=' || c == ',' || c == '[' || c == ']' || c == '{' || c == '}' || c == '\n') {
            dots = 0;
            brackets += c == '[' || c == '{' ? 1 : c == ']' || c == '}' ? -1 : 0;
        }
        if (dots >= deepest || brackets > deepest)
            throw Error(ErrorKind::Configuration, name + ":" + std::to_string(line) +
                                                      ": keys or brackets nest more than " + std::to_string(deepest) +
                                                      " deep; no setting of didban does, check the line");
        for (; i < next; ++i)
            line += toml[i] == '\n' ? 1 : 0;
    }
}

} // namespace didban
