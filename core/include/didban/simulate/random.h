#pragma once
#include <cmath>
#include <cstdint>
#include <numbers>
#include <span>

/// Counter-based random numbers: every entity of the city draws from a stream that is named by what it is, never from a
/// shared generator, so that any part of the city can be made alone and comes out the same.
namespace didban::simulate {

/// Bijective mix of 64 bits (the finaliser of SplitMix64; Steele, Lea, Flood 2014).
[[nodiscard]] constexpr std::uint64_t mix(std::uint64_t x)
{
    x += 0x9e3779b97f4a7c15ULL;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ULL;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebULL;
    return x ^ (x >> 31);
}

/// One key out of a seed and the numbers that name an entity.
template <class... Parts>
[[nodiscard]] constexpr std::uint64_t key(std::uint64_t seed, Parts... parts)
{
    std::uint64_t k = mix(seed);
    ((k = mix(k ^ static_cast<std::uint64_t>(static_cast<std::int64_t>(parts)))), ...);
    return k;
}

/// Uniform in [0, 1) from a hash.
[[nodiscard]] constexpr double unit(std::uint64_t hash)
{
    return static_cast<double>(hash >> 11) * 0x1.0p-53;
}

/// What a stream is for; part of its key, so that a new use never disturbs an old one.
enum class Purpose : int {
    Layout,
    Street,
    Kind,
    Subdivide,
    Plot,
    Story,
    Tree,
    Car,
    Permit,
    Dirty,
    Cadastre,
    Scene,
    Warp,
    Cloud,
    Noise,
    Texture,
    Surface,
    Field,
    Monument,
    Qanat,
    Drop,
    Truth
};

/// A small stream of random numbers. Not thread-safe; copies continue independently.
class Random {
public:
    template <class... Parts>
    explicit constexpr Random(std::uint64_t seed, Purpose purpose, Parts... parts)
        : key_(key(seed, static_cast<int>(purpose), parts...))
    {
    }
    constexpr std::uint64_t next() { return mix(key_ + 0x632be59bd9b4e019ULL * ++count_); }
    constexpr double uniform() { return unit(next()); }
    constexpr double uniform(double low, double high) { return low + (high - low) * uniform(); }
    /// Whole number in [low, high].
    constexpr int integer(int low, int high) { return low + static_cast<int>(uniform() * (high - low + 1)); }
    constexpr bool chance(double probability) { return uniform() < probability; }
    /// Standard normal (Box and Muller).
    double normal()
    {
        const double radius = std::sqrt(-2.0 * std::log(1.0 - uniform()));
        return radius * std::cos(2.0 * std::numbers::pi * uniform());
    }
    /// Index drawn in proportion to the weights; -1 when all are zero.
    int pick(std::span<const double> weights)
    {
        double sum = 0;
        for (const double w : weights)
            sum += w;
        double at = uniform() * sum;
        int last = -1;
        for (int i = 0; i < static_cast<int>(weights.size()); ++i) {
            if (weights[static_cast<std::size_t>(i)] <= 0)
                continue;
            last = i;
            at -= weights[static_cast<std::size_t>(i)];
            if (at < 0)
                return i;
        }
        return last;
    }

private:
    std::uint64_t key_;
    std::uint64_t count_{0};
};

} // namespace didban::simulate
