#pragma once
#include "didban/change/detector.h"
#include "pipelines/detect/detect_change.h"

#include <memory>
#include <string>
#include <vector>

namespace didban::detect {

/// The two epochs as one thing: their common bands, grid and masks. Thread-safe.
class PairSource {
public:
    /// Bands are matched by name; by position where names were not given, none is shared and both dates have as many.
    /// Throws Error{IncompatibleInput} when the sizes differ or the dates share no band, naming both inputs.
    PairSource(const DataAccess& data, const AlignedPair& pair);
    ~PairSource();
    PairSource(const PairSource&) = delete;
    PairSource& operator=(const PairSource&) = delete;

    [[nodiscard]] std::int64_t width() const;
    [[nodiscard]] std::int64_t height() const;
    [[nodiscard]] const RasterInfo& grid() const;                ///< of BEFORE
    [[nodiscard]] const std::string& after_name() const;         ///< what the later file is called, for messages
    [[nodiscard]] double gsd() const;                            ///< metres per pixel at the scene's centre
    [[nodiscard]] GeoTransform transform() const;                ///< of the grid; without one, metres from its corner
    [[nodiscard]] const std::vector<std::string>& bands() const; ///< names of the common bands, in BEFORE's order
    [[nodiscard]] const std::string& series() const;             ///< AlignedPair::series
    [[nodiscard]] double value_range() const; ///< 255 for 8-bit imagery, else 0: not known from the type
    /// Both dates with their masks applied: all common bands over `core` grown by `halo`; NaN beyond the scene, where
    /// there is no data and where masked.
    [[nodiscard]] PairCell read(const PixelWindow& core, std::int64_t halo) const;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

/// A band that two scenes have in common, with its number in either file.
struct SharedBand {
    std::string name;
    int before{}, after{};
};
/// In BEFORE's order, matched as PairSource says; throws as it does when there is none.
[[nodiscard]] std::vector<SharedBand> shared_bands(const SceneFiles& before, const RasterInfo& before_info,
                                                   const SceneFiles& after, const RasterInfo& after_info);

} // namespace didban::detect
