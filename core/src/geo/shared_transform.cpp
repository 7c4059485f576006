#include "didban/geo/shared_transform.h"

#include <optional>

namespace didban {

Point SharedTransform::operator()(const Point& p) const
{
    std::optional<Transform> mine;
    {
        const std::lock_guard lock(mutex_);
        if (!idle_.empty()) {
            mine = std::move(idle_.back());
            idle_.pop_back();
        }
    }
    if (!mine)
        mine.emplace(from_, to_);
    const Point result = (*mine)(p);
    const std::lock_guard lock(mutex_);
    idle_.push_back(std::move(*mine));
    return result;
}

} // namespace didban
