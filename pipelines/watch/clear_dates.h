#pragma once
#include "didban/base/clear_pairs.h"
#include "didban/ports/data_access.h"
#include "pipelines/imagery/epochs.h"

#include <vector>

namespace didban {

/// The optical epochs that clear_pairs() can choose from, by date: those whose pixels are at most half as large again
/// as the coarser ones of the pair. They point at scenes of the city.
[[nodiscard]] std::vector<Epoch> other_epochs(const DataAccess& data, const City& city, const EpochPair& pair,
                                              int within);

} // namespace didban
