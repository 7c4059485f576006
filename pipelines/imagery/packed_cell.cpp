#include "pipelines/imagery/packed_cell.h"

#include "didban/base/vector_clones.h"
#include "didban/grid/raster.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace didban {

namespace {

/// Index of the first alternative that holds all of them.
DIDBAN_VECTOR_CLONES std::size_t narrowest(const float* pixels, std::size_t count)
{
    std::uint32_t fraction = 0;
    float most = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const float v = std::isnan(pixels[i]) ? 0.0F : pixels[i];
        const bool inside = v >= 0 && v <= 65535;
        const float held = inside ? v : 0.5F; // what is not inside has a fraction, too
        fraction |= std::bit_cast<std::uint32_t>(held - static_cast<float>(static_cast<std::int32_t>(held)));
        fraction |= std::bit_cast<std::uint32_t>(v) & 0x80000000U; // -0
        most = most > held ? most : held;
    }
    return fraction != 0 ? 2 : most > 255 ? 1 : 0;
}

template <class To>
void narrow(const float* pixels, To* out, std::size_t count)
{
    for (std::size_t i = 0; i < count; ++i)
        out[i] = static_cast<To>(static_cast<std::int32_t>(pixels[i] == pixels[i] ? pixels[i] : 0.0F));
}
DIDBAN_VECTOR_CLONES void to_stored(const float* pixels, std::uint8_t* out, std::size_t count)
{
    narrow(pixels, out, count);
}
DIDBAN_VECTOR_CLONES void to_stored(const float* pixels, std::uint16_t* out, std::size_t count)
{
    narrow(pixels, out, count);
}

DIDBAN_VECTOR_CLONES bool any_missing(const float* pixels, std::size_t count)
{
    std::uint32_t missing = 0;
    for (std::size_t i = 0; i < count; ++i)
        missing |= pixels[i] != pixels[i] ? 1U : 0U;
    return missing != 0;
}

} // namespace

PackedCell::PackedCell(std::size_t pixels) : values_(std::vector<std::uint8_t>(pixels)), missing_(pixels, true) {}

PackedCell::PackedCell(std::span<const float> pixels)
{
    switch (narrowest(pixels.data(), pixels.size())) {
    case 0:
        values_ = std::vector<std::uint8_t>(pixels.size());
        break;
    case 1:
        values_ = std::vector<std::uint16_t>(pixels.size());
        break;
    default:
        values_ = std::vector<float>(pixels.size());
    }
    store(0, pixels);
}

template <class To>
void PackedCell::widen()
{
    std::vector<To> wider(std::visit([](const auto& v) { return v.size(); }, values_));
    std::visit(
        [&](const auto& values) {
            for (std::size_t i = 0; i < values.size(); ++i)
                wider[i] = static_cast<To>(values[i]);
        },
        values_);
    if constexpr (std::is_same_v<To, float>) {
        for (std::size_t i = 0; i < missing_.size(); ++i)
            if (missing_[i])
                wider[i] = missing_pixel;
        missing_ = {};
    }
    values_ = std::move(wider);
}

void PackedCell::put(std::size_t at, std::span<const float> pixels)
{
    const std::size_t wanted = narrowest(pixels.data(), pixels.size());
    if (wanted == 1 && values_.index() == 0)
        widen<std::uint16_t>();
    if (wanted == 2 && values_.index() < 2)
        widen<float>();
    store(at, pixels);
}

void PackedCell::store(std::size_t at, std::span<const float> pixels)
{
    if (auto* const floats = std::get_if<std::vector<float>>(&values_)) {
        std::copy(pixels.begin(), pixels.end(), floats->begin() + static_cast<std::ptrdiff_t>(at));
        return;
    }
    if (auto* const bytes = std::get_if<std::vector<std::uint8_t>>(&values_))
        to_stored(pixels.data(), bytes->data() + at, pixels.size());
    if (auto* const words = std::get_if<std::vector<std::uint16_t>>(&values_))
        to_stored(pixels.data(), words->data() + at, pixels.size());
    const bool any = any_missing(pixels.data(), pixels.size());
    if (!any && pixels.size() == missing_.size())
        missing_ = {};
    if (any && missing_.empty())
        missing_.resize(std::visit([](const auto& v) { return v.size(); }, values_));
    if (!missing_.empty())
        for (std::size_t i = 0; i < pixels.size(); ++i)
            missing_[at + i] = std::isnan(pixels[i]);
}

void PackedCell::get(std::size_t at, std::span<float> out) const
{
    std::visit(
        [&](const auto& values) {
            for (std::size_t i = 0; i < out.size(); ++i)
                out[i] = static_cast<float>(values[at + i]);
        },
        values_);
    if (!missing_.empty())
        for (std::size_t i = 0; i < out.size(); ++i)
            if (missing_[at + i])
                out[i] = missing_pixel;
}

std::size_t PackedCell::bytes() const
{
    return std::visit([](const auto& v) { return v.size() * sizeof(v[0]); }, values_) + missing_.size() / 8 + 64;
}

} // namespace didban
