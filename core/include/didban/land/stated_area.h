#pragma once

namespace didban {

/// The area that a deed states, beside the measured one. m².
struct StatedArea {
    double stated_m2{}, measured_m2{};
    double tolerance_m2{}; ///< expanded uncertainty (k = 2) of the measured area
    [[nodiscard]] double difference_m2() const { return stated_m2 - measured_m2; }
    [[nodiscard]] bool agrees() const { return difference_m2() <= tolerance_m2 && difference_m2() >= -tolerance_m2; }
};

} // namespace didban
