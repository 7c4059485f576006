#pragma once
#include "didban/change/change_posterior.h"
#include "didban/change/detector.h"
#include "didban/change/irmad.h"

namespace didban {

/// Posterior of the change class from a solved IR-MAD; `no_change` holds the chi-square probability. It sees that
/// something changed, not what: `appeared` stays empty.
class IrmadDetector final : public Detector {
public:
    IrmadDetector(IrmadTransform transform, const ChangePosterior& posterior);
    [[nodiscard]] std::string name() const override { return "irmad"; }
    [[nodiscard]] std::int64_t halo() const override { return 0; }
    [[nodiscard]] CellChange detect(const PairCell& cell) const override;

private:
    IrmadTransform transform_;
    LookUp change_, no_change_; ///< by the square root of the statistic
};

/// Change vector analysis: the length of the difference of the two dates' standardised bands, split into two classes
/// like the IR-MAD statistic. The yardstick that better methods are held against.
class DifferenceDetector final : public Detector {
public:
    /// Mean and standard deviation of each band's difference of standardised values are taken from `sample`.
    explicit DifferenceDetector(const PairSamples& sample);
    [[nodiscard]] std::string name() const override { return "difference"; }
    [[nodiscard]] std::int64_t halo() const override { return 0; }
    [[nodiscard]] CellChange detect(const PairCell& cell) const override;

private:
    struct Band {
        double gain_before{}, gain_after{}, offset{};
    };
    [[nodiscard]] double statistic(const std::vector<double>& before, const std::vector<double>& after) const;
    std::vector<Band> bands_;
    ChangePosterior posterior_;
};

} // namespace didban
