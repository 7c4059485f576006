#pragma once
#include "didban/land/parcel.h"

#include <cstddef>
#include <vector>

namespace didban {

/// The parcels of a city as one row: first those with a shape, then those without. Refers to the vectors it was made
/// from.
class AllParcels {
public:
    AllParcels(const std::vector<Parcel>& placed) : placed_(&placed) {} // every parcel has a shape
    AllParcels(const std::vector<Parcel>& placed, const std::vector<Parcel>& unplaced)
        : placed_(&placed), unplaced_(&unplaced)
    {
    }
    [[nodiscard]] const Parcel& operator[](std::size_t i) const
    {
        return i < placed_->size() ? (*placed_)[i] : (*unplaced_)[i - placed_->size()];
    }
    [[nodiscard]] const std::vector<Parcel>& placed() const { return *placed_; }

private:
    const std::vector<Parcel>* placed_;
    const std::vector<Parcel>* unplaced_{};
};

} // namespace didban
