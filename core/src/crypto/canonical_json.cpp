#include "didban/crypto/canonical_json.h"

#include "didban/crypto/canonical_value.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
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

/// Keys stand in the order of their UTF-16 units: that of their bytes, but that what lies beyond U+FFFF (lead bytes
/// from F0) goes before U+E000 to U+FFFF (EE, EF).
bool before(std::string_view a, std::string_view b)
{
    const auto differ = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
    if (differ.first == a.end() || differ.second == b.end())
        return differ.first == a.end() && differ.second != b.end();
    const auto rank = [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte == 0xEE || byte == 0xEF ? byte + 0x10 : byte;
    };
    return rank(*differ.first) < rank(*differ.second);
}

void write_text(const std::string& text, std::string& out)
{
    const bool plain =
        std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c < '\x7F' && c != '"' && c != '\\'; });
    if (plain)
        out.append("\"").append(text).append("\"");
    else
        out += Json(text).dump(-1, ' ', false, Json::error_handler_t::replace);
}

template <class Value>
void write(const Value& value, std::string& out)
{
    const char* comma = "";
    if (value.is_object()) {
        std::vector<std::pair<const std::string*, const Value*>> members;
        members.reserve(value.size());
        for (auto it = value.begin(); it != value.end(); ++it)
            members.emplace_back(&it.key(), &it.value());
        std::sort(members.begin(), members.end(),
                  [](const auto& a, const auto& b) { return before(*a.first, *b.first); });
        out += '{';
        for (const auto& [key, member] : members) {
            out += comma;
            write_text(*key, out);
            out += ':';
            write(*member, out);
            comma = ",";
        }
        out += '}';
    } else if (value.is_array()) {
        out += '[';
        for (const Value& one : value) {
            out += comma;
            write(one, out);
            comma = ",";
        }
        out += ']';
    } else if (value.is_number()) {
        out += ecmascript_number(value.template get<double>());
    } else if (value.is_string()) {
        write_text(value.template get_ref<const std::string&>(), out);
    } else {
        out += value.dump();
    }
}

} // namespace

std::string ecmascript_number(double x)
{
    if (x == 0)
        return "0"; // -0 too
    constexpr double surely_whole = 1e15;
    if (std::abs(x) < surely_whole && x == std::trunc(x))
        return std::to_string(static_cast<long long>(x));
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

std::string canonical_json_of(const nlohmann::ordered_json& value)
{
    std::string out;
    write(value, out);
    return out;
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
