#pragma once
#include "didban/change/detector.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace didban {

/// Outcome of the omnibus test of one pixel.
struct SpeckleTest {
    double statistic{};    ///< −2 ρ ln Q
    std::size_t degrees{}; ///< of freedom
    double no_change{1};   ///< probability of a statistic at least this large when nothing changed; NaN = not seen
};

/// Omnibus likelihood-ratio test that the speckled intensities of a pixel have one mean on all dates (Conradsen,
/// Nielsen and Skriver 2016, "Determining the points of change in time series of polarimetric SAR data", for
/// independent polarisations, i.e. a diagonal covariance; with Box's second-order correction of the chi-square law).
/// Dates may have different numbers of looks, so that one may be the mean of several: testing the first date against
/// the mean of the others is then the factor R of the paper. For two dates the statistic is a function of the absolute
/// log-ratio alone: it is the log-ratio test with the threshold that the speckle law gives.
///
/// `intensities`: linear power, date by date, all polarisations of a date together; `looks`: equivalent number of looks
/// of each date, above 0; below three the law is
/// only rough (at one look, 1 in 300 unchanged pixels passes the level of 1 in 1000). Zero, negative or NaN intensities
/// make the answer NaN. Pure; thread-safe.
[[nodiscard]] SpeckleTest omnibus_test(std::span<const double> intensities, std::size_t polarisations,
                                       std::span<const double> looks);

/// Counts of the natural log-ratio of two dates, for estimating level and looks. Whole numbers: order does not matter.
class LogRatioHistogram {
public:
    LogRatioHistogram();
    void add(double log_ratio); ///< NaN is left out
    void merge(const LogRatioHistogram& other);
    [[nodiscard]] std::int64_t total() const;
    [[nodiscard]] double median() const; ///< 0 when empty
    /// Equivalent number of looks of both dates, from the median of the test statistic about the median ratio, whose
    /// law under no change is known: (2 L − 1/2) g = 0.4549 for the median g of 2 ln((r + 1)/2) − ln r. Up to half of
    /// the pixels may have changed; those that did make the answer smaller, so that fewer pixels are called changed.
    /// Texture of the ground drops out of the ratio. Between 0.5 and 1000.
    [[nodiscard]] double looks() const;

private:
    std::vector<std::int64_t> counts_;
};

/// What is measured of a series before its pixels are judged, per polarisation.
struct SarScene {
    bool decibel{false};
    int window{3};                          ///< pixels: edge of the multilook window, odd
    std::vector<double> looks;              ///< after multilooking, per polarisation
    std::vector<std::vector<double>> level; ///< [later date][polarisation]: median log-ratio to the first date
};

/// Change between two dates of SAR intensity, or between the first and all the others of a series. Band values are
/// linear power or decibel. Intensities are averaged over a window and every later date is brought to the first one's
/// level, which takes out moisture and calibration.
///
/// A pixel changed where the omnibus test rejects "one mean on all dates" and the test of the first date against the
/// mean of the others does so too, at the level `false_alarms`; with later dates, the change must keep its direction on
/// each of them. The probability is level / (level + p): 0.5 at the level itself. `no_change` is p. `appeared`: 1 where
/// backscatter rose (new hard targets), 0 where it fell.
class SarDetector {
public:
    SarDetector(SarScene scene, double false_alarms = 0.001);
    [[nodiscard]] std::int64_t halo() const { return scene_.window / 2; }
    /// `dates`: the bands of each date on one window that reaches halo() beyond `core`.
    [[nodiscard]] CellChange detect(const PixelWindow& core,
                                    const std::vector<std::vector<Raster<float>>>& dates) const;

private:
    SarScene scene_;
    double false_alarms_;
};

/// Multilooked natural logarithm of intensity over `core`: mean power over the window, NaN where fewer than half of its
/// pixels or not the pixel itself is seen, or the mean is not positive.
[[nodiscard]] Raster<float> log_intensity(const Raster<float>& band, const PixelWindow& core, bool decibel, int window);

} // namespace didban
