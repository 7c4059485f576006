#pragma once
#include "didban/grid/raster.h"
#include "didban/land/match_validity.h"
#include "didban/land/parcel.h"
#include "didban/ports/data_access.h"

#include <functional>
#include <optional>
#include <set>
#include <utility>
#include <vector>

namespace didban {

/// A parcel of which too little was seen, with its pixels that are still to be seen.
struct HiddenParcel {
    std::size_t parcel{};
    PixelWindow window;            ///< around it
    std::vector<bool> hidden;      ///< one per pixel of the window, row by row
    std::int64_t left{};           ///< of them
    double pixels{};               ///< of the whole parcel
    std::optional<Period> between; ///< all that counts as seen was seen from the one day to the other; empty: nothing
    [[nodiscard]] double share() const { return pixels > 0 ? 1 - static_cast<double>(left) / pixels : 0; }
    /// The days that remain when what these dates show is added; nullopt when none would.
    [[nodiscard]] std::optional<Period> with(const Period& dates) const;
};

/// Reads one band of a window; NaN = unseen.
using ReadPixels = std::function<Raster<float>(const PixelWindow&)>;

/// A parcel whose share of seen pixels is to rise, by a map of the run's own dates. What is less than a tenth of it
/// counts as nothing. nullopt: it does not lie on the grid, or all that lies there was seen.
[[nodiscard]] std::optional<HiddenParcel> hidden_parcel(std::size_t number, const Parcel& parcel,
                                                        const RasterInfo& grid, const ReadPixels& map,
                                                        const Period& dates);

/// How many of the pixels that are still to be seen `pixels` shows; with `take` they are then seen.
std::int64_t newly_seen(HiddenParcel& parcel, const ReadPixels& pixels, bool take);

/// The least number of pixels by which a parcel is helped: a tenth of it.
[[nodiscard]] double worth_it(const HiddenParcel& parcel);

/// Lattice cells, by row and column.
using LatticeCells = std::set<std::pair<std::int64_t, std::int64_t>>;
/// Adds those that a window touches.
void add_cells(const PixelWindow& window, const PixelWindow& scene, LatticeCells& cells);

} // namespace didban
