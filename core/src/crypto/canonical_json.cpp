#include "didban/crypto/canonical_json.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <set>
#include <vector>

namespace didban {

namespace {

using Json = nlohmann::json;

constexpr int most_levels = 64;

struct NotOneMeaning {};

/// Refuses a key that stands twice in one object, and objects in objects without end.
class KeyWatch {
public:
    bool operator()(int depth, Json::parse_event_t event, const Json& value)
    {
        if (depth > most_levels)
            throw NotOneMeaning{};
        if (event == Json::parse_event_t::object_start)
            keys_.emplace_back();
        else if (event == Json::parse_event_t::object_end)
            keys_.pop_back();
        else if (event == Json::parse_event_t::key && !keys_.back().insert(value.get_ref<const std::string&>()).second)
            throw NotOneMeaning{};
        return true;
    }

private:
    std::vector<std::set<std::string>> keys_;
};

/// UTF-8 (valid) as UTF-16, by whose units keys are sorted: beyond U+FFFF that is another order than by code point.
std::u16string utf16(const std::string& text)
{
    std::u16string units;
    for (std::size_t i = 0; i < text.size();) {
        const auto byte = [&](std::size_t k) { return static_cast<unsigned>(static_cast<unsigned char>(text[i + k])); };
        const std::size_t length = byte(0) < 0x80 ? 1 : byte(0) < 0xE0 ? 2 : byte(0) < 0xF0 ? 3 : 4;
        unsigned point = length == 1 ? byte(0) : byte(0) & (0x7FU >> length);
        for (std::size_t k = 1; k < length; ++k)
            point = point << 6 | (byte(k) & 0x3FU);
        if (point > 0xFFFF) {
            units += static_cast<char16_t>(0xD7C0 + (point >> 10));
            units += static_cast<char16_t>(0xDC00 + (point & 0x3FFU));
        } else {
            units += static_cast<char16_t>(point);
        }
        i += length;
    }
    return units;
}

void write(const Json& value, std::string& out)
{
    const char* comma = "";
    if (value.is_object()) {
        std::vector<std::pair<std::u16string, Json::const_iterator>> members;
        for (auto it = value.begin(); it != value.end(); ++it)
            members.emplace_back(utf16(it.key()), it);
        std::sort(members.begin(), members.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
        out += '{';
        for (const auto& [key, member] : members) {
            out += comma + Json(member.key()).dump() + ":";
            write(member.value(), out);
            comma = ",";
        }
        out += '}';
    } else if (value.is_array()) {
        out += '[';
        for (const Json& one : value) {
            out += comma;
            write(one, out);
            comma = ",";
        }
        out += ']';
    } else if (value.is_number()) {
        out += ecmascript_number(value.get<double>());
    } else {
        out += value.dump();
    }
}

} // namespace

std::string ecmascript_number(double x)
{
    if (x == 0)
        return "0"; // -0 too
    std::array<char, 32> buffer{};
    const char* end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), x, std::chars_format::scientific).ptr;
    std::string digits(buffer.data(), static_cast<std::size_t>(end - buffer.data()));
    const std::string sign = x < 0 ? "-" : "";
    digits.erase(0, sign.size());
    const auto e = digits.find('e');
    const int point = std::stoi(digits.substr(e + 1)) + 1; // 0.digits × 10^point
    digits.erase(e);
    digits.erase(std::remove(digits.begin(), digits.end(), '.'), digits.end());
    const int count = static_cast<int>(digits.size());
    if (count <= point && point <= 21)
        return sign + digits + std::string(static_cast<std::size_t>(point - count), '0');
    if (0 < point && point <= 21)
        return sign + digits.insert(static_cast<std::size_t>(point), ".");
    if (-6 < point && point <= 0)
        return sign + "0." + std::string(static_cast<std::size_t>(-point), '0') + digits;
    if (count > 1)
        digits.insert(1, ".");
    return sign + digits + (point > 0 ? "e+" : "e-") + std::to_string(point > 0 ? point - 1 : 1 - point);
}

std::optional<std::string> canonical_json(std::string_view json)
{
    if (json.starts_with("\xEF\xBB\xBF")) // nlohmann would pass over it
        return std::nullopt;
    try {
        const Json value = Json::parse(json, KeyWatch{});
        std::string out;
        write(value, out);
        return out;
    } catch (const Json::exception&) {
        return std::nullopt;
    } catch (const NotOneMeaning&) {
        return std::nullopt;
    }
}

} // namespace didban
