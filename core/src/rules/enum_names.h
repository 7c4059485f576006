#pragma once
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace didban {

/// A closed list of names for an enum, for both directions.
template <class Enum, std::size_t N>
struct EnumNames {
    std::array<std::pair<Enum, std::string_view>, N> list;
    [[nodiscard]] constexpr std::string_view of(Enum value) const
    {
        for (const auto& [v, text] : list)
            if (v == value)
                return text;
        return {};
    }
    [[nodiscard]] constexpr std::optional<Enum> find(std::string_view text) const
    {
        for (const auto& [v, t] : list)
            if (t == text)
                return v;
        return std::nullopt;
    }
    [[nodiscard]] std::vector<std::string> all() const
    {
        std::vector<std::string> names;
        for (const auto& [v, text] : list)
            if (!text.empty())
                names.emplace_back(text);
        return names;
    }
};
template <class Enum, std::size_t N>
EnumNames(std::array<std::pair<Enum, std::string_view>, N>) -> EnumNames<Enum, N>;

template <class Enum, std::size_t N>
constexpr EnumNames<Enum, N> enum_names(const std::pair<Enum, std::string_view> (&pairs)[N])
{
    EnumNames<Enum, N> names{};
    for (std::size_t i = 0; i < N; ++i)
        names.list[i] = pairs[i];
    return names;
}

} // namespace didban
