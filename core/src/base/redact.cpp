#include "didban/base/redact.h"

#include <algorithm>
#include <array>
#include <vector>

namespace didban {

namespace {

/// Bytes [begin, end) that are to be masked.
struct Span {
    std::size_t begin, end;
};

constexpr std::size_t npos = std::string_view::npos;

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bool is_key_character(char c)
{
    return (lower(c) >= 'a' && lower(c) <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.';
}

/// Letters and digits only, lower case: "X-Amz-Signature" and "x_amz_signature" are one word.
std::string plain_word(std::string_view key)
{
    std::string out;
    for (const char c : key)
        if (c != '_' && c != '-' && c != '.')
            out += lower(c);
    return out;
}

enum class KeyKind { Harmless, Secret, SecretInAddress, Header };

KeyKind kind_of(std::string_view key)
{
    const std::string word = plain_word(key);
    if (word == "authorization" || word == "proxyauthorization" || word == "cookie" || word == "setcookie")
        return KeyKind::Header;
    for (const char* part : {"password", "passwd", "passphrase", "secret", "token", "apikey", "accesskey", "accountkey",
                             "signature", "credential"})
        if (word.find(part) != std::string::npos)
            return KeyKind::Secret;
    if (word.ends_with("pwd"))
        return KeyKind::Secret;
    for (const char* whole : {"pass", "pw", "sig", "sas", "jwt"})
        if (word == whole)
            return KeyKind::Secret;
    for (const char* whole : {"key", "code", "auth", "policy", "hmac", "sessionid", "sid", "keypairid"})
        if (word == whole)
            return KeyKind::SecretInAddress;
    return KeyKind::Harmless;
}

/// End of a value in quotes or braces that opens at `at`: a doubled or escaped closing mark belongs to it. The end of
/// the text when it never closes.
std::size_t end_of_quoted(std::string_view text, std::size_t at)
{
    const char close = text[at] == '{' ? '}' : text[at];
    for (std::size_t i = at + 1; i < text.size(); ++i) {
        const bool escapes = text[i] == '\\' && close != '}';
        const bool doubled = text[i] == close && i + 1 < text.size() && text[i + 1] == close;
        if (escapes || doubled)
            ++i;
        else if (text[i] == close)
            return i + 1;
    }
    return text.size();
}

/// End of a bare value: blanks end it, and the mark that parted it from what came before.
std::size_t end_of_bare(std::string_view text, std::size_t at, char before)
{
    std::size_t i = at;
    for (; i < text.size() && !is_blank(text[i]); ++i) {
        const bool ends_query = (before == '&' || before == '?') && (text[i] == '&' || text[i] == '#');
        const bool ends_list = (before == ';' || before == ',') && text[i] == before;
        if (text[i] == '\\' && i + 1 < text.size())
            ++i;
        else if (ends_query || ends_list)
            break;
    }
    return std::min(i, text.size());
}

/// `key = value` and `"key": value`.
void find_values(std::string_view text, std::vector<Span>& found)
{
    for (std::size_t begin = 0; begin < text.size();) {
        if (!is_key_character(text[begin])) {
            ++begin;
            continue;
        }
        std::size_t end = begin;
        while (end < text.size() && is_key_character(text[end]))
            ++end;
        const KeyKind kind = kind_of(text.substr(begin, end - begin));
        const char before = begin == 0 ? ' ' : text[begin - 1];
        begin = end;
        if (kind == KeyKind::Harmless || (kind == KeyKind::SecretInAddress && before != '&' && before != '?'))
            continue;
        std::size_t at = end;
        if (at < text.size() && (text[at] == '"' || text[at] == '\''))
            ++at;
        while (at < text.size() && is_blank(text[at]))
            ++at;
        if (at >= text.size() || (text[at] != '=' && text[at] != ':') || text.substr(at, 3) == "://")
            continue;
        ++at;
        while (at < text.size() && is_blank(text[at]))
            ++at;
        if (at >= text.size())
            continue;
        if (kind == KeyKind::Header)
            end = std::min(text.find_first_of("\r\n", at), text.size());
        else if (text[at] == '\'' || text[at] == '"' || text[at] == '{')
            end = end_of_quoted(text, at);
        else
            end = end_of_bare(text, at, before);
        if (end > at)
            found.push_back({at, end});
        begin = std::max(end, begin);
    }
}

/// `scheme://user:password@host`. A password with a raw slash in it is masked up to the last @ of the word.
void find_addresses(std::string_view text, std::vector<Span>& found)
{
    for (std::size_t mark = text.find("://"); mark != npos; mark = text.find("://", mark + 3)) {
        const std::size_t begin = mark + 3;
        std::size_t word_end = begin;
        while (word_end < text.size() && !is_blank(text[word_end]) && text[word_end] != '"')
            ++word_end;
        const std::string_view word = text.substr(begin, word_end - begin);
        const std::size_t slash = std::min(word.find_first_of("/?#"), word.size());
        const std::size_t colon = word.find(':');
        const std::size_t first = word.find('@');
        std::size_t at = word.substr(0, slash).rfind('@');
        const bool port = colon < slash && first > slash &&
                          word.substr(colon + 1, slash - colon - 1).find_first_not_of("0123456789,:") == npos;
        if (colon < first && !port && (colon < slash || first < slash))
            at = word.rfind('@');
        if (at == npos)
            continue;
        std::size_t scheme = mark;
        while (scheme > 0 && is_key_character(text[scheme - 1]))
            --scheme;
        const std::string name = plain_word(text.substr(scheme, mark - scheme));
        if (colon < at)
            found.push_back({begin + colon + 1, begin + at});
        else if (name == "http" || name == "https") // the user of a web address is as often a token
            found.push_back({begin, begin + at});
    }
}

bool starts_word_with(std::string_view text, std::size_t at, std::string_view prefix)
{
    if (at > 0 && is_key_character(text[at - 1]))
        return false;
    for (std::size_t i = 0; i < prefix.size(); ++i)
        if (at + i >= text.size() || lower(text[at + i]) != prefix[i])
            return false;
    return true;
}

std::size_t end_of_word(std::string_view text, std::size_t at)
{
    while (at < text.size() && !is_blank(text[at]))
        ++at;
    return at;
}

/// `ODBC:user/password@source`, `OCI:user/password@database`, and the fifth place of `SDE:…`.
void find_positional(std::string_view text, std::vector<Span>& found)
{
    for (std::size_t i = 0; i < text.size(); ++i) {
        for (const std::string_view prefix : {"odbc:", "oci:", "geor:", "georaster:", "pgeo:"}) {
            if (!starts_word_with(text, i, prefix))
                continue;
            const std::size_t begin = i + prefix.size();
            const std::string_view word = text.substr(begin, end_of_word(text, begin) - begin);
            const std::size_t slash = word.find('/');
            const std::size_t comma = word.find(',');
            std::size_t end = word.rfind('@');
            if (end == npos || end < slash)
                end = std::min(comma, word.size());
            if (slash != npos && slash > 0 && slash + 1 < end)
                found.push_back({begin + slash + 1, begin + end});
        }
        if (starts_word_with(text, i, "sde:")) {
            std::size_t at = i + 4;
            for (int field = 0; field < 4 && at != npos; ++field)
                at = text.find(',', at) == npos ? npos : text.find(',', at) + 1;
            if (at != npos && at < text.size())
                found.push_back({at, std::min({text.find(',', at), end_of_word(text, at), text.size()})});
        }
        if (starts_word_with(text, i, "bearer ") || starts_word_with(text, i, "basic "))
            if (const std::size_t at = text.find(' ', i) + 1; end_of_word(text, at) >= at + 16)
                found.push_back({at, end_of_word(text, at)});
    }
}

std::vector<Span> secrets(std::string_view text)
{
    std::vector<Span> found;
    find_values(text, found);
    find_addresses(text, found);
    find_positional(text, found);
    std::sort(found.begin(), found.end(), [](const Span& a, const Span& b) { return a.begin < b.begin; });
    std::vector<Span> merged;
    for (const Span& span : found) {
        if (span.end <= span.begin)
            continue;
        if (!merged.empty() && span.begin <= merged.back().end)
            merged.back().end = std::max(merged.back().end, span.end);
        else
            merged.push_back(span);
    }
    return merged;
}

} // namespace

std::string redact(std::string_view text)
{
    std::string out;
    std::size_t from = 0;
    for (const Span& span : secrets(text)) {
        out.append(text, from, span.begin - from).append("***");
        from = span.end;
    }
    return out.append(text, from);
}

std::string redact(std::string_view text, std::string_view source)
{
    std::string out(text);
    for (const Span& span : secrets(source)) {
        std::string_view secret = source.substr(span.begin, span.end - span.begin);
        if (secret.size() > 2 && (secret.front() == '\'' || secret.front() == '"' || secret.front() == '{'))
            secret = secret.substr(1, secret.size() - 2);
        if (secret.size() < 3 || secret == "***")
            continue;
        for (std::size_t at = out.find(secret); at != std::string::npos; at = out.find(secret, at + 3))
            out.replace(at, secret.size(), "***");
    }
    return redact(out);
}

} // namespace didban
