#pragma once

namespace didban {

/// Physical value = stored value × scale + offset.
struct Scaling {
    double scale{1}, offset{0};
    [[nodiscard]] bool identity() const { return scale == 1 && offset == 0; }
    bool operator==(const Scaling&) const = default;
};

} // namespace didban
