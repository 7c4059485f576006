#pragma once
#include "didban/land/parcel.h"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace didban {

/// Finds parcels by key without keeping the keys a second time: a flat table of parcel numbers with 32 bits of each
/// key's hash. Refers to the vector, which may grow while parcels are added but must keep their keys. Any number of
/// threads may ask while none adds.
class ParcelKeys {
public:
    /// Adds all parcels there are; of equal keys the first one counts. Makes room for as many as the vector has.
    explicit ParcelKeys(const std::vector<Parcel>& parcels);
    /// Asks the memory for what find() and add() will look at; worth it some keys ahead of them.
    void fetch(std::string_view key) const;
    /// Number of the parcel with this very key.
    [[nodiscard]] std::optional<std::uint32_t> find(std::string_view key) const;
    /// Adds a parcel of the vector. Returns false, and adds nothing, when its key is there already.
    bool add(std::uint32_t parcel);

private:
    struct Slot {
        std::uint32_t tag{}, parcel{nothing};
    };
    static constexpr std::uint32_t nothing = UINT32_MAX;
    /// The slot that holds the key, or the empty one where it belongs.
    [[nodiscard]] std::size_t place_of(std::string_view key, std::size_t hash) const;
    void grow();

    const std::vector<Parcel>* parcels_;
    std::vector<Slot> slots_; ///< a power of two, at most half full
    std::size_t used_{0};
};

} // namespace didban
