#pragma once
#include "didban/change/detector.h"
#include "didban/change/model_card.h"

#include <array>
#include <cstdint>
#include <memory>

namespace didban {

/// Values of one band that are shown to a network as the ends of its value range.
struct Stretch {
    double low{0}, high{255};
};

/// A network that was trained to see changed buildings, compiled by oneDNN where that knows what it does and else run
/// by OpenCV. It works on a lattice of the network's own ground sampling distance that starts at the scene's corner:
/// each image cell is computed on the lattice window that covers it, grown by the card's halo and outwards to whole
/// strides, so the answer does not depend on how the scene is read. Windows end with the scene; what they lack to whole
/// strides shows its mirrored pixels. Where the card names further distances the coarsest look decides where the others
/// are taken: there all are averaged.
class LearnedDetector final : public Detector {
public:
    struct Scene {
        double gsd{0.5};                             ///< metres per pixel of the images
        PixelWindow extent;                          ///< of the images
        std::vector<std::string> bands;              ///< names, in the order of PairCell's rasters
        std::array<std::vector<Stretch>, 2> stretch; ///< before and after, per band of the images
    };
    /// Throws Error{IncompatibleInput} when the images lack a band of the card, Error{Configuration} when neither can
    /// read the network or its inputs and outputs are not those of the card.
    LearnedDetector(ModelCard card, const std::string& onnx_file, Scene scene);
    ~LearnedDetector() override;
    [[nodiscard]] std::string name() const override { return "learned"; }
    [[nodiscard]] std::int64_t halo() const override;
    [[nodiscard]] CellChange detect(const PairCell& cell) const override;
    [[nodiscard]] bool tells_kinds() const override;
    [[nodiscard]] const ModelCard& card() const;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

} // namespace didban
