#pragma once
#include "didban/change/detector.h"
#include "didban/change/irmad.h"

#include <string>

namespace didban {

/// Change of the built-up index between two dates: NDBI − NDVI (He, Liu, Zhang and Wu 2010; NDBI of Zha, Gao and Ni
/// 2003, NDVI of Rouse 1974) where there is a short-wave infrared band, else −NDVI. For pixels of 10 m and more, where
/// a building site shows as lost vegetation and bare or built ground. The difference is set against its median and
/// median absolute deviation over the scene; p is the two-sided normal probability and the change probability level /
/// (level + p), 0.5 at the level. `appeared`: 1 where the ground became more built-up.
class IndexDetector final : public Detector {
public:
    /// `bands`: names in the order of PairCell's rasters. Red (red, b04, b4), near-infrared (nir, b08, b8, b8a) and, if
    /// any, short-wave infrared (swir, swir1, swir16, b11) are used; a band named ndvi serves alone. Throws
    /// Error{IncompatibleInput} when there is neither.
    IndexDetector(const std::vector<std::string>& bands, const PairSamples& sample, double level = 0.001);
    [[nodiscard]] std::string name() const override { return "index"; }
    [[nodiscard]] std::int64_t halo() const override { return 0; }
    [[nodiscard]] CellChange detect(const PairCell& cell) const override;

private:
    template <class Bands>
    [[nodiscard]] double built_up(const Bands& bands, std::size_t pixel) const;
    int red_{-1}, nir_{-1}, swir_{-1}, ndvi_{-1};
    double level_, median_{}, spread_{1};
};

} // namespace didban
