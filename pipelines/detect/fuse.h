#pragma once
#include "pipelines/detect/methods.h"

namespace didban::detect {

/// What one way of detecting found: its map on the pair's grid, and the objects that make up the pixels of 0.5 and
/// more.
struct Found {
    std::string map;
    std::vector<ChangeObject> objects;
};

/// Whether the evidence knows such imagery: of what it was fitted on it is sure, of other imagery it is not. Half of
/// what it finds, and something, has a probability of 0.95 or more.
[[nodiscard]] bool knows_imagery(const std::vector<ChangeObject>& by_evidence);

/// Writes change.tif and returns the objects of the one that decides. Where the other found the same (three tenths of
/// the smaller of two objects are common), "detectors" = 2 stands in the object's evidence.
[[nodiscard]] std::vector<ChangeObject> take_confirmed(const Job& job, Found decides,
                                                       const std::vector<ChangeObject>& confirms);

} // namespace didban::detect
