#pragma once
#include <chrono>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace didban {

/// A civil day of the proleptic Gregorian calendar, without time or zone.
struct Date {
    int year{1970};
    int month{1}; ///< 1 to 12
    int day{1};   ///< 1 to 31

    friend constexpr auto operator<=>(const Date&, const Date&) = default;

    /// Days since 1970-01-01.
    [[nodiscard]] std::int32_t day_number() const;
    static Date from_day_number(std::int32_t days);
    /// "2026-03-21".
    [[nodiscard]] std::string iso() const;
    /// Accepts exactly YYYY-MM-DD of a day that exists; anything else is nullopt.
    static std::optional<Date> parse_iso(std::string_view text);
    [[nodiscard]] bool valid() const;
};

/// An instant in UTC, to the second.
struct Instant {
    std::int64_t unix_seconds{};
    friend constexpr auto operator<=>(const Instant&, const Instant&) = default;
    /// The civil day at a fixed offset from UTC in minutes (Tehran: 210, no daylight saving since 1402).
    [[nodiscard]] Date date_at(int offset_minutes = 0) const;
    /// "2025-06-14T07:31:00Z".
    [[nodiscard]] std::string iso() const;
    /// RFC 3339 with Z or a numeric offset, or a bare date (taken as midnight UTC).
    static std::optional<Instant> parse(std::string_view text);
};

} // namespace didban
