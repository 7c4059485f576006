#include "outline_text.h"

#include <cmath>
#include <string_view>

namespace didban::report {

namespace {

constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

void add_step(std::string& out, long step)
{
    auto rest = static_cast<unsigned long>(step < 0 ? -2 * step - 1 : 2 * step);
    do {
        const unsigned long low = rest & 31U;
        rest >>= 5U;
        out += letters[low | (rest > 0 ? 32U : 0U)];
    } while (rest > 0);
}

} // namespace

std::string outline_text(const MultiPolygon& shape, const Point& origin)
{
    std::string out;
    long x = 0, y = 0;
    const auto add_ring = [&](const Ring& ring) {
        for (const Point& p : ring) {
            const long to_x = std::lround((p.x - origin.x) * 10), to_y = std::lround((p.y - origin.y) * 10);
            add_step(out, to_x - x);
            add_step(out, to_y - y);
            x = to_x;
            y = to_y;
        }
        out += '.';
    };
    for (const Polygon& part : shape.parts) {
        add_ring(part.outer);
        for (const Ring& hole : part.holes)
            add_ring(hole);
    }
    return out;
}

std::string base64(std::string_view bytes)
{
    constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string out;
    out.reserve((bytes.size() + 2) / 3 * 4);
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        const auto byte = [&](std::size_t k) {
            return k < bytes.size() ? static_cast<unsigned>(static_cast<unsigned char>(bytes[k])) : 0U;
        };
        const unsigned three = byte(i) << 16U | byte(i + 1) << 8U | byte(i + 2);
        out += alphabet[three >> 18U];
        out += alphabet[three >> 12U & 63U];
        out += i + 1 < bytes.size() ? alphabet[three >> 6U & 63U] : '=';
        out += i + 2 < bytes.size() ? alphabet[three & 63U] : '=';
    }
    return out;
}

} // namespace didban::report
