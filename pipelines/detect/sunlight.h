#pragma once
#include "didban/change/shadow_height.h"
#include "pipelines/detect/methods.h"

#include <optional>
#include <vector>

namespace didban::detect {

/// Darkest (half of one percent) and median value of every band of one date, over what both dates see.
struct BandLevels {
    std::vector<double> dark, middle;
};
[[nodiscard]] BandLevels band_levels(const std::vector<std::vector<float>>& sample);

/// Every band scaled to 0 at its dark level and 1 at its median. `mean`: of the bands, else the largest of them; NaN
/// where not seen.
[[nodiscard]] Raster<float> brightness(const std::vector<Raster<float>>& bands, const BandLevels& levels, bool mean);

/// Where the sun stood at a date; nullopt when the city does not say.
[[nodiscard]] std::optional<SunAndView> sun_of(const Look& look);

/// Pixels right and down that one metre away from the sun makes at the scene's centre. Grid north is taken for north.
[[nodiscard]] Point away_from_sun(const PairSource& pair, const SunAndView& sun);

/// Gives new buildings the height that their shadow on the later image shows, with its uncertainty, where they have no
/// height yet, the sun's place is known and the measurement is reliable (height_from_shadow).
void add_shadow_heights(const Job& job, std::vector<ChangeObject>& objects);

/// Marks in change.tif as unseen what lies in deep cast shadow at either date and shows no change: the ground there
/// cannot be judged. Pixels of change objects stay. Does nothing without the sun's place. Returns the share of the
/// scene's pixels that were marked.
double mark_shadow_unseen(const Job& job);

} // namespace didban::detect
