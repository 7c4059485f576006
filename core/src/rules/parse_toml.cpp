#include "parse_toml.h"

#include "didban/base/text.h"
#include "didban/base/toml_depth.h"

#include <algorithm>

namespace didban {

namespace {

/// What a writer most likely meant, by a piece of the parser's words.
constexpr std::pair<std::string_view, std::string_view> remedies[] = {
    {"redefine", "the key or table stands twice; keep one, or write [[…]] for a list of tables"},
    {"duplicate", "the key stands twice; keep one"},
    {"expected '='", "write key = value"},
    {"table header", "close a header with ] as in [plan], and one of a list with ]] as in [[rule]]"},
    {"table key", "close a header with ] as in [plan], and one of a list with ]] as in [[rule]]"},
    {"inline table", "write a table on one line, { key = value, key = value }, without a comma at its end"},
    {"array", "write a list as [a, b] and close it with ]"},
    {"string", "put a text in quotes and close them on the same line; write a quote in it as \\\""},
    {"date", "write a day as 2021-03-21, or \"1400/01/01\" in quotes"},
    {"number", "write a number with a dot for decimals and no unit, and a text in quotes"},
    {"integer", "write a number with a dot for decimals and no unit, and a text in quotes"},
    {"float", "write a number with a dot for decimals and no unit, and a text in quotes"},
};

std::string remedy_for(std::string_view description)
{
    for (const auto& [piece, remedy] : remedies)
        if (description.find(piece) != std::string_view::npos)
            return std::string(remedy);
    return "write each line as key = value, with texts in quotes, lists in [ ] and tables in { }";
}

/// The line as it stands, cut to a length that a message bears.
std::string line_of(std::string_view text, std::size_t number)
{
    for (std::size_t i = 1; i < number; ++i)
        text.remove_prefix(std::min(text.size(), text.find('\n') + 1));
    text = text.substr(0, text.find_first_of("\r\n"));
    text.remove_prefix(std::min(text.size(), text.find_first_not_of(" \t")));
    constexpr std::size_t most = 60;
    if (text.size() <= most)
        return std::string(text);
    std::size_t end = most;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U)
        --end; // between two letters, not within one
    return std::string(text.substr(0, end)) + "…";
}

} // namespace

toml::table parse_toml(std::string_view text, const RulePlaces& places)
{
    if (!text::is_valid_utf8(text))
        throw Error(ErrorKind::Configuration, places.at(1) + ": not UTF-8; save it as UTF-8");
    check_toml_depth(text, places.name());
    try {
        return toml::parse(text, places.name());
    } catch (const toml::parse_error& e) {
        const std::string line = line_of(text, e.source().begin.line);
        fail_at(places, e.source(),
                "not valid TOML: " + std::string(e.description()) + (line.empty() ? "" : " in: " + line) + "; " +
                    remedy_for(e.description()));
    }
}

} // namespace didban
