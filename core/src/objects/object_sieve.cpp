#include "didban/objects/object_sieve.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace didban {

ObjectSieve::ObjectSieve(std::int64_t width, std::size_t planes, const ObjectDemand& demand,
                         std::function<void(Component&&)> objects)
    : demand_(demand), mask_(static_cast<std::size_t>(width)), core_(static_cast<std::size_t>(width)),
      tracer_(
          width, planes + 2,
          [this, objects = std::move(objects)](Component&& c) {
              const std::int64_t core = c.planes.back().count;
              c.planes.pop_back();
              if (c.pixels < demand_.pixels || core < demand_.core_pixels) {
                  faint_.insert(faint_.end(), c.runs.begin(), c.runs.end());
                  return;
              }
              c.runs = {};
              objects(std::move(c));
          },
          1, true)
{
}

void ObjectSieve::add_row(std::span<const float> probability, std::span<const std::span<const float>> planes)
{
    for (std::size_t col = 0; col < mask_.size(); ++col) {
        const auto p = static_cast<double>(probability[col]);
        mask_[col] = p >= demand_.level ? 1 : 0;
        core_[col] = p >= demand_.core_level ? 1.0F : std::numeric_limits<float>::quiet_NaN();
    }
    std::vector<std::span<const float>> rows{probability};
    rows.insert(rows.end(), planes.begin(), planes.end());
    rows.emplace_back(core_);
    tracer_.add_row(mask_, rows);
}

std::vector<PixelRun> ObjectSieve::finish()
{
    tracer_.finish();
    std::sort(faint_.begin(), faint_.end(),
              [](const PixelRun& a, const PixelRun& b) { return a.row != b.row ? a.row < b.row : a.col0 < b.col0; });
    return std::move(faint_);
}

void lower_faint(Raster<float>& probability, std::span<const PixelRun> faint)
{
    const PixelWindow& w = probability.window();
    const auto first = std::lower_bound(faint.begin(), faint.end(), w.y0,
                                        [](const PixelRun& r, std::int64_t row) { return r.row < row; });
    for (auto run = first; run != faint.end() && run->row < w.y1(); ++run)
        for (std::int64_t x = std::max<std::int64_t>(run->col0, w.x0); x < std::min<std::int64_t>(run->col1, w.x1());
             ++x) {
            float& p = probability.at(x - w.x0, run->row - w.y0);
            p = below_decision(p);
        }
}

} // namespace didban
