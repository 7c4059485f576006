#pragma once
#include "didban/change/detector.h"
#include "didban/change/irmad.h"

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace didban {

/// Linear map of one band onto another date's values, fitted on pixels that did not change.
struct BandFit {
    double slope{1}, intercept{0};
    double correlation{};
};

/// Relative radiometric normalisation on invariant pixels (Canty and Nielsen 2008): for every band the orthogonal
/// regression of `reference` on `target` over pixels whose no-change probability exceeds `threshold`; reference ≈ slope
/// · target + intercept. Empty when fewer than 30 such pixels exist. `no_change` has one value per pixel.
[[nodiscard]] std::vector<BandFit> invariant_fit(const std::vector<std::span<const float>>& reference,
                                                 const std::vector<std::span<const float>>& target,
                                                 std::span<const double> no_change, double threshold = 0.95);

/// What the evidence of a pair needs to know of the whole scene.
struct EvidenceScene {
    double gsd{0.5};                ///< metres per pixel
    double residual_px{0.5};        ///< co-registration residual
    std::vector<std::string> bands; ///< names, in the order of PairCell's rasters
    std::vector<BandFit> after_fit; ///< AFTER onto BEFORE's values, per band
    std::vector<double> dark,
        middle; ///< of BEFORE per band: 0.5th and 50th percentile; values are scaled to 0 and 1 there
    std::array<std::optional<double>, 2> sun_azimuth; ///< degrees from north, before and after
    std::optional<double> relative_lean; ///< metres by which roofs part between the dates, per metre of height
    struct BandScale {
        double gain{1}, offset{0};
    };
    /// What lays a band of either date on the scale of the evidence: 0 and 1 at BEFORE's dark and middle.
    [[nodiscard]] BandScale scale(std::size_t band, bool later) const;
    /// Fills after_fit, dark and middle. Throws Error{IncompatibleInput} when a band is constant.
    void measure(const PairSamples& sample, std::span<const double> no_change);
};

/// Named measurements of every pixel of a window: of the earlier date ("a."), of the later one ("b.") and of both
/// ("d."). They are functions of the pixels within `evidence_halo` alone.
struct EvidencePlanes {
    PixelWindow window;
    std::vector<Raster<float>> planes;     ///< in the order of evidence_names()
    Raster<float> seen;                    ///< 1 where both dates saw the ground, else 0
    Raster<float> dark_before, dark_after; ///< 1 in deep shadow
    Raster<float> edge_before, edge_after; ///< brightness gradient per pixel
};

[[nodiscard]] const std::vector<std::string>& evidence_names();
/// Pixels around a window that evidence_planes needs.
[[nodiscard]] std::int64_t evidence_halo(double gsd);
/// Over the core of `cell`, whose rasters reach evidence_halo further. Thread-safe.
[[nodiscard]] EvidencePlanes evidence_planes(const PairCell& cell, const EvidenceScene& scene);

/// The same pair seen backwards: what appeared has then gone.
[[nodiscard]] std::vector<std::size_t> swapped_evidence();

} // namespace didban
