#include "didban/land/parcel_keys.h"

#include <gtest/gtest.h>

#include <random>
#include <unordered_map>

namespace didban {
namespace {

Parcel with_key(std::string key)
{
    Parcel p;
    p.key = std::move(key);
    return p;
}

// The flat table is a way to find; what it finds is what an ordinary map would.
TEST(ParcelKeys, FindsWhatAMapFinds)
{
    for (unsigned seed = 1; seed <= 20; ++seed) {
        std::mt19937 random(seed);
        std::vector<Parcel> parcels;
        ParcelKeys keys(parcels);
        std::unordered_map<std::string, std::uint32_t> expected;
        for (std::uint32_t i = 0; i < 3000; ++i) {
            parcels.push_back(with_key(std::to_string(random() % 2000) + "-" + std::to_string(seed)));
            EXPECT_EQ(keys.add(i), expected.emplace(parcels.back().key, i).second) << "seed " << seed;
        }
        const ParcelKeys at_once(parcels);
        for (unsigned k = 0; k < 2100; ++k) {
            const std::string key = std::to_string(k) + "-" + std::to_string(seed);
            const auto found = expected.find(key);
            const auto wanted = found == expected.end() ? std::nullopt : std::optional(found->second);
            EXPECT_EQ(keys.find(key), wanted) << "seed " << seed << ", key " << key;
            EXPECT_EQ(at_once.find(key), wanted) << "seed " << seed << ", key " << key;
        }
    }
}

TEST(ParcelKeys, NothingIsInNoParcels)
{
    const std::vector<Parcel> none;
    EXPECT_FALSE(ParcelKeys(none).find(""));
}

} // namespace
} // namespace didban
