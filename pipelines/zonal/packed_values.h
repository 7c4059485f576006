#pragma once
#include "didban/ports/feature_source.h"

#include <cstddef>
#include <string>
#include <vector>

namespace didban {

/// Cells of a table's rows, all of as many columns, held one behind the other.
class PackedValues {
public:
    void add(const std::vector<FieldValue>& row);
    [[nodiscard]] std::size_t bytes() const { return bytes_.size(); }
    /// The next row into `row`, whose room is used again; rows come in the order in which they were added.
    void take(std::vector<FieldValue>& row);

private:
    std::string bytes_;
    std::size_t columns_{0}, next_{0};
};

} // namespace didban
