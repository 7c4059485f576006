#pragma once
#include "didban/change/detector.h"

#include <string>
#include <vector>

namespace didban {

/// Another detector's change, taken back where near-infrared shows plants or open water in place of the building:
/// pixels of 0.5 and more are lowered below it, in their order, where the date that should show the building has a
/// normalised difference of near-infrared and red (NDVI, Rouse et al. 1974) or of green and near-infrared (NDWI,
/// McFeeters 1996) of 0.4 or more. Both indices are taken of the values as they stand, so a gain per band shifts them;
/// 0.4 is what roofs do not reach. `inner` must outlive it.
class InfraredVeto final : public Detector {
public:
    /// `bands`: names in the order of PairCell's rasters, with "red", "green" and "nir" among them.
    InfraredVeto(const Detector& inner, const std::vector<std::string>& bands);
    [[nodiscard]] std::string name() const override { return inner_.name(); }
    [[nodiscard]] std::int64_t halo() const override { return inner_.halo(); }
    [[nodiscard]] CellChange detect(const PairCell& cell) const override;
    [[nodiscard]] bool tells_kinds() const override { return inner_.tells_kinds(); }

    /// Whether the three bands are there.
    [[nodiscard]] static bool fits(const std::vector<std::string>& bands);

private:
    const Detector& inner_;
    std::size_t red_, green_, nir_;
};

} // namespace didban
