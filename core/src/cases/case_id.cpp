#include "didban/cases/case_id.h"

#include "didban/crypto/sha256.h"

#include <algorithm>

namespace didban {

std::string make_case_id(std::string_view city, std::string_view place, const Date& first_seen, int sequence)
{
    std::string text(city);
    text += '\n';
    text += place;
    text += '\n';
    text += first_seen.iso();
    text += '\n';
    text += std::to_string(sequence);
    std::string digest = sha256_hex(text).substr(0, 12);
    std::transform(digest.begin(), digest.end(), digest.begin(),
                   [](char c) { return c >= 'a' ? static_cast<char>(c - 'a' + 'A') : c; });
    return "C" + digest;
}

} // namespace didban
