#pragma once
#include "didban/change/detector.h"

namespace didban {

/// Height change between two surface models (band 1 of each date, metres): more than `least_m` up or down that a shift
/// by the registration residual cannot explain. `appeared` says which way.
class HeightDetector final : public Detector {
public:
    explicit HeightDetector(double residual_px, double least_m = 1.8);
    [[nodiscard]] std::string name() const override { return "dsm"; }
    [[nodiscard]] std::int64_t halo() const override { return radius_ + 1; }
    [[nodiscard]] CellChange detect(const PairCell& cell) const override;

private:
    int radius_;
    double least_m_;
};

} // namespace didban
