#pragma once
#include "didban/city/city.h"
#include "didban/land/match_validity.h"

#include <optional>
#include <string>
#include <vector>

namespace didban {

/// The optical scenes of one local day, with the surface models that stand for the same date.
struct Epoch {
    std::string name;                       ///< id of the only scene, or the day
    Date day;                               ///< local day: UTC+3:30 under the Jalali calendar, else UTC
    std::vector<const Scene*> scenes, dsms; ///< by time
};

/// Every optical epoch by date. A surface model belongs to the optical epoch nearest in time.
[[nodiscard]] std::vector<Epoch> epochs_of(const City& city);

/// The two epochs to compare: the last at or before `from` (or else the first) and the last at or before `to` (or else
/// the last); without dates the last two. Throws Error{Usage} when that is not two different epochs, naming the dates
/// there are.
struct EpochPair {
    Epoch before, after;
};
[[nodiscard]] EpochPair choose_epochs(const City& city, const std::optional<Date>& from, const std::optional<Date>& to);

/// The period of given dates, or of the city's last two epochs; nullopt when there is neither.
[[nodiscard]] std::optional<Period> period_of(const City& city, const std::optional<Date>& from,
                                              const std::optional<Date>& to);

} // namespace didban
