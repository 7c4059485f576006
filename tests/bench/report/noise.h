#pragma once
#include "didban/ports/raster_source.h"

/// An invented image of three bands of bytes and half a metre a pixel, of blocks of colour with a little noise in them.
class Noise : public didban::RasterSource {
public:
    explicit Noise(std::int64_t size, unsigned seed) : seed_(seed)
    {
        info_.width = info_.height = size;
        info_.bands = 3;
        info_.type = didban::PixelType::Byte;
        info_.transform = didban::GeoTransform::north_up_at(500000, 4267000 + 0.5 * static_cast<double>(size), 0.5);
    }
    [[nodiscard]] const didban::RasterInfo& info() const override { return info_; }
    [[nodiscard]] std::unique_ptr<didban::RasterReader> open() const override
    {
        class Reader : public didban::RasterReader {
        public:
            explicit Reader(unsigned seed) : seed_(seed) {}
            void read(int band, const didban::PixelWindow& at, std::span<float> out) override
            {
                for (std::int64_t y = 0; y < at.height; ++y)
                    for (std::int64_t x = 0; x < at.width; ++x) {
                        const auto block = static_cast<unsigned>((at.x0 + x) / 23 * 7919 + (at.y0 + y) / 19 * 104729) +
                                           seed_ + static_cast<unsigned>(band);
                        out[static_cast<std::size_t>(y * at.width + x)] =
                            static_cast<float>(60 + block * 2654435761U % 130 + (x * y * 31U) % 17);
                    }
            }

        private:
            unsigned seed_;
        };
        return std::make_unique<Reader>(seed_);
    }

private:
    didban::RasterInfo info_;
    unsigned seed_;
};
