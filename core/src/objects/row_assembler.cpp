#include "didban/objects/row_assembler.h"

#include "didban/base/error.h"

#include <algorithm>

namespace didban {

RowAssembler::RowAssembler(std::int64_t width, std::size_t planes, Sink sink)
    : width_(width), sink_(std::move(sink)), strips_(planes)
{
}

void RowAssembler::add(const PixelWindow& window, std::span<const std::span<const float>> planes)
{
    if (window.x0 != x_ || window.y0 != y_ || (x_ != 0 && window.height != height_) || window.x1() > width_ ||
        planes.size() != strips_.size())
        throw Error(ErrorKind::Internal, "RowAssembler: a window out of lattice order");
    if (x_ == 0) {
        height_ = window.height;
        for (auto& strip : strips_)
            strip.resize(static_cast<std::size_t>(width_ * height_));
    }
    for (std::size_t p = 0; p < planes.size(); ++p)
        for (std::int64_t r = 0; r < window.height; ++r)
            std::copy_n(planes[p].begin() + r * window.width, window.width,
                        strips_[p].begin() + r * width_ + window.x0);
    x_ = window.x1();
    if (x_ < width_)
        return;
    std::vector<std::span<const float>> rows(strips_.size());
    for (std::int64_t r = 0; r < height_; ++r) {
        for (std::size_t p = 0; p < strips_.size(); ++p)
            rows[p] = std::span<const float>(strips_[p])
                          .subspan(static_cast<std::size_t>(r * width_), static_cast<std::size_t>(width_));
        sink_(y_ + r, rows);
    }
    x_ = 0;
    y_ += height_;
}

} // namespace didban
