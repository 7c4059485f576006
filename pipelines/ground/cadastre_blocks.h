#pragma once
#include "didban/land/parcel.h"

#include <cstddef>
#include <string>
#include <vector>

namespace didban {

/// Parcels that were surveyed together and so are off together.
struct CadastreBlock {
    std::string name;
    std::vector<const MultiPolygon*> parcels;
    Box box;
};

struct CadastreBlocks {
    std::vector<CadastreBlock> blocks;  ///< in cadastre order of their first parcels
    std::vector<std::size_t> of_parcel; ///< block of each parcel; blocks.size() for a parcel without shape
};

/// Blocks are the first three numbers of the renovation codes, or squares of 250 m where most codes make no blocks of
/// four parcels or more. The shapes are borrowed from `parcels`.
[[nodiscard]] CadastreBlocks cadastre_blocks(const std::vector<Parcel>& parcels);

/// A block of fewer parcels has too little boundary to be laid on an image.
inline constexpr std::size_t least_parcels_of_block = 4;

} // namespace didban
