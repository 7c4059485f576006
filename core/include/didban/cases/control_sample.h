#pragma once
#include <cstdint>
#include <optional>

namespace didban {

/// An estimate with the ends of its interval of 95 % confidence.
struct ConfidenceInterval {
    double value{}, low{}, high{};
};

/// What visits to parcels drawn at random among those that gave no reason to look say of what the list misses.
struct ControlSample {
    bool suppressed{false};                         ///< too few visits to be published: all else is empty or 0
    std::int64_t visited{}, violations{};           ///< parcels visited, and how many of them showed a violation
    std::int64_t parcels{};                         ///< from which the sample was drawn
    std::optional<ConfidenceInterval> missed_share; ///< of those parcels that bear a violation; empty = no visit yet
    std::optional<ConfidenceInterval>
        recall; ///< found / (found + missed); empty = no visit, or nothing found or missed
};

/// The share with its Wilson score interval (Wilson 1927). `visited` > 0, 0 ≤ `hits` ≤ `visited`.
[[nodiscard]] ConfidenceInterval wilson_interval(std::int64_t hits, std::int64_t visited);

/// `found`: violations that the list holds, as many as were or may be expected to be confirmed. The interval of recall
/// is that of the sample alone: what is uncertain in `found` is not in it. Pure.
[[nodiscard]] ControlSample estimate_missed(std::int64_t visited, std::int64_t violations, std::int64_t parcels,
                                            double found);

} // namespace didban
