#pragma once
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace didban::report {

/// Sentences that repeat each other, stored as numbers of their phrases: a text is cut before and after every word that
/// holds a digit, and each piece is kept once. Joining the pieces gives the text back.
class PhraseTable {
public:
    /// Numbers of the pieces of `utf8`, as a JSON array.
    [[nodiscard]] std::string numbers(std::string_view utf8);
    [[nodiscard]] const std::vector<std::string>& phrases() const { return phrases_; }

private:
    std::size_t number(std::string piece);

    std::vector<std::string> phrases_;
    std::unordered_map<std::string, std::size_t> known_;
};

} // namespace didban::report
