#pragma once
#include <cstdint>
#include <span>
#include <variant>
#include <vector>

namespace didban {

/// Pixels kept in as few bytes as hold them without loss: whole numbers of 8 or 16 bits, else floats. Pixels that were
/// never put are NaN. Reading is thread-safe.
class PackedCell {
public:
    explicit PackedCell(std::size_t pixels);
    explicit PackedCell(std::span<const float> pixels); ///< all of them
    void put(std::size_t at, std::span<const float> pixels);
    void get(std::size_t at, std::span<float> out) const;
    [[nodiscard]] std::size_t bytes() const;

private:
    template <class To>
    void widen();
    /// Pixels that the values are wide enough for.
    void store(std::size_t at, std::span<const float> pixels);

    std::variant<std::vector<std::uint8_t>, std::vector<std::uint16_t>, std::vector<float>> values_;
    std::vector<bool> missing_; ///< of whole numbers; empty: none is missing
};

} // namespace didban
