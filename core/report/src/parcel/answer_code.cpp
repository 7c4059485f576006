#include "parcel/answer_code.h"

#include <string_view>

namespace didban {

std::string answer_code(const std::string& hash)
{
    constexpr std::string_view letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"; // base 32 of Crockford: no I, L, O, U
    constexpr int bits_of_hex = 4, bits_of_letter = 5;
    constexpr std::size_t hex_digits = 20, group = 4;
    std::string code;
    unsigned held = 0;
    int bits = 0;
    std::size_t written = 0;
    for (const char c : hash.substr(0, hex_digits)) {
        held = (held << bits_of_hex) | static_cast<unsigned>(c <= '9' ? c - '0' : c - 'a' + 10);
        bits += bits_of_hex;
        if (bits < bits_of_letter)
            continue;
        bits -= bits_of_letter;
        if (written > 0 && written % group == 0)
            code += '-';
        code += letters[(held >> bits) & 31U];
        held &= (1U << bits) - 1;
        ++written;
    }
    return code;
}

} // namespace didban
