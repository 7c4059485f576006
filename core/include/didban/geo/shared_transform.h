#pragma once
#include "didban/geo/crs.h"

#include <mutex>
#include <vector>

namespace didban {

/// A Transform for any number of threads at once: it makes one for each that asks at the same time, and keeps them,
/// since making one asks PROJ's database for milliseconds.
class SharedTransform {
public:
    SharedTransform(Crs from, Crs to) : from_(std::move(from)), to_(std::move(to)) {}
    /// Throws as Transform.
    [[nodiscard]] Point operator()(const Point& p) const;

private:
    Crs from_, to_;
    mutable std::mutex mutex_; ///< guards idle_
    mutable std::vector<Transform> idle_;
};

} // namespace didban
