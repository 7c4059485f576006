#pragma once
#include <array>
#include <optional>
#include <string>
#include <vector>

namespace didban {

/// What the card beside an ONNX network says of it (core/models/CARD.md).
struct ModelCard {
    enum class Input { Pair, Stacked, Single };
    std::string name, version, weights_file, weights_sha256;
    Input input{Input::Pair};
    std::vector<std::string> tensors; ///< two for a pair, else one
    std::vector<std::string> bands;   ///< of one date, in the network's order
    double gsd_m{};
    std::vector<double> more_gsd_m; ///< distances at which the network looks as well; the looks are averaged
    double coarsest_gsd_m{};        ///< upper end of the range seen in training
    int stride_px{}, halo_px{};
    std::vector<int> block_px; ///< height, width; used when the size is not free
    bool size_is_free{true};
    double value_low{}, value_high{};
    double low_percentile{2}, high_percentile{98}; ///< of imagery that is not 8-bit: shown as value_low, value_high
    bool stretches_8bit{false};                    ///< the card names percentiles: 8-bit imagery is stretched as well
    double clip_low{}, clip_high{};                ///< values beyond are cut; the value range unless the card says
    std::vector<double> mean, deviation;           ///< per band
    std::string output;
    bool logits{false};
    int change{-1}, no_change{-1}, building_before{-1}, building_after{-1},
        building{-1}; ///< channel numbers, -1 = none
    /// Channels of the kinds, in the order of ChangeKind; either all or none.
    std::array<int, 5> kinds{-1, -1, -1, -1, -1};
    [[nodiscard]] bool tells_kinds() const { return kinds[0] >= 0; }
    int channels{};
    double threshold{0.5};
    struct Fusion {
        double change{1}, buildings{0}, bias{0};
        int tolerance_px{1};
    };
    std::optional<Fusion> fusion;
    /// What an object must hold besides its least area: `area_m2` of pixels whose probability is `probability` or more.
    struct Core {
        double probability{0.5}, area_m2{0};
    };
    Core core;
    /// Percentiles 1, 50 and 99 over training blocks of each band's mean and deviation, in 8-bit values.
    struct Statistics {
        double block_m{38};
        std::vector<double> mean_low, mean_mid, mean_high, deviation_low, deviation_mid, deviation_high;
    };
    std::optional<Statistics> statistics;

    /// Throws Error{Configuration} that names `origin`, the key that is missing or wrong, and what belongs there.
    static ModelCard parse(const std::string& json, const std::string& origin);
};

} // namespace didban
