#include "didban/land/parcel_keys.h"

#include <bit>
#include <functional>

namespace didban {

namespace {

constexpr std::size_t least_slots = 16;

std::size_t hash_of(std::string_view key)
{
    return std::hash<std::string_view>{}(key);
}

/// The hash's upper half; its lower bits choose the slot.
std::uint32_t tag_of(std::size_t hash)
{
    return static_cast<std::uint32_t>(hash >> 32U);
}

} // namespace

ParcelKeys::ParcelKeys(const std::vector<Parcel>& parcels)
    : parcels_(&parcels), slots_(std::bit_ceil(std::max(least_slots, 2 * parcels.capacity())))
{
    for (std::uint32_t i = 0; i < parcels.size(); ++i)
        add(i);
}

std::size_t ParcelKeys::place_of(std::string_view key, std::size_t hash) const
{
    const std::size_t mask = slots_.size() - 1;
    std::size_t at = hash & mask;
    while (slots_[at].parcel != nothing &&
           !(slots_[at].tag == tag_of(hash) && (*parcels_)[slots_[at].parcel].key == key))
        at = (at + 1) & mask;
    return at;
}

void ParcelKeys::fetch(std::string_view key) const
{
    __builtin_prefetch(&slots_[hash_of(key) & (slots_.size() - 1)]);
}

std::optional<std::uint32_t> ParcelKeys::find(std::string_view key) const
{
    const Slot& slot = slots_[place_of(key, hash_of(key))];
    return slot.parcel == nothing ? std::nullopt : std::optional(slot.parcel);
}

bool ParcelKeys::add(std::uint32_t parcel)
{
    if (2 * (used_ + 1) > slots_.size())
        grow();
    const std::string& key = (*parcels_)[parcel].key;
    const std::size_t hash = hash_of(key);
    Slot& slot = slots_[place_of(key, hash)];
    if (slot.parcel != nothing)
        return false;
    slot = {tag_of(hash), parcel};
    ++used_;
    return true;
}

void ParcelKeys::grow()
{
    std::vector<Slot> old(2 * slots_.size());
    old.swap(slots_);
    for (const Slot& slot : old)
        if (slot.parcel != nothing) {
            const std::string& key = (*parcels_)[slot.parcel].key;
            slots_[place_of(key, hash_of(key))] = slot;
        }
}

} // namespace didban
