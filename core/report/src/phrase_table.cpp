#include "phrase_table.h"

#include <utility>

namespace didban::report {

namespace {

/// ASCII digits, and the second byte of Persian ones (U+06F0 to U+06F9 are DB B0 to DB B9).
bool has_digit(std::string_view word)
{
    for (std::size_t i = 0; i < word.size(); ++i) {
        const auto byte = static_cast<unsigned char>(word[i]);
        if ((byte >= '0' && byte <= '9') ||
            (byte == 0xDB && i + 1 < word.size() && static_cast<unsigned char>(word[i + 1]) >= 0xB0 &&
             static_cast<unsigned char>(word[i + 1]) <= 0xB9))
            return true;
    }
    return false;
}

} // namespace

std::size_t PhraseTable::number(std::string piece)
{
    const auto [at, is_new] = known_.try_emplace(std::move(piece), phrases_.size());
    if (is_new)
        phrases_.push_back(at->first);
    return at->second;
}

std::string PhraseTable::numbers(std::string_view utf8)
{
    std::string list = "[", plain;
    const auto add = [&](std::string piece) {
        if (!piece.empty())
            list += (list.size() > 1 ? "," : "") + std::to_string(number(std::move(piece)));
    };
    for (std::size_t from = 0; from < utf8.size();) {
        const std::size_t space = utf8.find(' ', from);
        const std::size_t to = space == std::string_view::npos ? utf8.size() : space + 1;
        const std::string_view word = utf8.substr(from, to - from);
        if (has_digit(word)) {
            add(std::exchange(plain, {}));
            add(std::string(word));
        } else {
            plain += word;
        }
        from = to;
    }
    add(std::move(plain));
    return list + "]";
}

} // namespace didban::report
