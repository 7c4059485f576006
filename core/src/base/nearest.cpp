#include "didban/base/text.h"

#include "utf8.h"

#include <algorithm>

namespace didban::text {

namespace {

/// What a slip of the pen leaves alone: case, separators, Arabic letter variants.
std::u32string skeleton(std::string_view word)
{
    std::u32string letters = to_utf32(matching_key(word));
    std::erase_if(letters, [](char32_t c) { return c == U'_' || c == U'-' || c == U' ' || c == U'.'; });
    return letters;
}

/// Optimal string alignment distance: insertions, deletions, substitutions and swaps of neighbours.
std::size_t edit_distance(const std::u32string& a, const std::u32string& b)
{
    std::vector<std::size_t> before(b.size() + 1);
    std::vector<std::size_t> above(b.size() + 1);
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j)
        above[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + (a[i - 1] == b[j - 1] ? 0U : 1U)});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = std::min(row[j], before[j - 2] + 1);
        }
        std::swap(before, above);
        std::swap(above, row);
    }
    return above[b.size()];
}

} // namespace

std::string nearest(std::string_view word, const std::vector<std::string>& candidates)
{
    const std::u32string wanted = skeleton(word);
    if (wanted.empty())
        return {};
    std::string best;
    std::size_t best_distance = std::max<std::size_t>(1, wanted.size() / 3) + 1;
    for (const std::string& candidate : candidates) {
        const std::u32string other = skeleton(candidate);
        const bool part = wanted.size() >= 4 && other.size() >= 4 &&
                          (other.find(wanted) != std::u32string::npos || wanted.find(other) != std::u32string::npos);
        const std::size_t distance =
            part ? std::min<std::size_t>(1, edit_distance(wanted, other)) : edit_distance(wanted, other);
        if (distance < best_distance) {
            best_distance = distance;
            best = candidate;
        }
    }
    return best;
}

} // namespace didban::text
