#pragma once
#include "didban/geo/polygon.h"

#include <string>
#include <vector>

namespace didban {

/// A cadastral unit of land, as loaded: geometry in the working CRS, never moved to fit an image.
struct Parcel {
    std::string id;                    ///< as the source writes it
    std::string key;                   ///< parcel_key(id): what permits are joined by
    std::string district;              ///< "" = not given
    std::string address;               ///< as the source writes it; "" = not given
    std::vector<std::string> old_keys; ///< keys of earlier codes
    MultiPolygon shape;                ///< valid; repaired when the source was not
    double area_m2{};                  ///< geodesic
    bool repaired{false};
    bool incomplete{false}; ///< part of the stored shape could not be used
};

} // namespace didban
