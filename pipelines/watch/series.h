#pragma once
#include "didban/base/detector_choice.h"
#include "didban/ports/data_access.h"
#include "pipelines/imagery/epochs.h"

#include <optional>
#include <string>
#include <vector>

namespace didban {

/// The dates of a watch: the two epochs compared, and what else the series offers.
struct SeriesPlan {
    EpochPair pair;
    std::vector<Epoch> confirming;  ///< dates on which a change must show too: at most two
    std::optional<Epoch> earlier;   ///< date before both that the evidence detector looks back at
    std::vector<std::string> notes; ///< for the run's warnings: which dates were taken and why
};

/// choose_epochs, and for coarse pixels, where one date says little:
/// - when `from` is given and its season differs from the later epoch's by more than 30 days, the earlier epoch is the
///   one of the 400 days up to `from` whose day of the year is nearest (optical scenes alone). The period then begins
///   with it, for a change since then cannot be dated better;
/// - the two epochs after the later one confirm it or, when there is none yet, the last two between both epochs.
/// For the evidence detector, the epoch before the earlier one is looked back at where the city has one.
/// Scenes of kind SAR are compared when `detector` is Sar, else optical ones.
[[nodiscard]] SeriesPlan plan_series(const DataAccess& data, const City& city, const std::optional<Date>& from,
                                     const std::optional<Date>& to, DetectorChoice detector);

/// Edge of a scene's pixel in the city's CRS, metres; 0 when that cannot be told here.
[[nodiscard]] double pixel_size_m(const DataAccess& data, const City& city, const Scene& scene);

/// Days between two days of the year, around its end: 0 to 183.
[[nodiscard]] int season_distance(const Date& a, const Date& b);

} // namespace didban
