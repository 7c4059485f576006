#pragma once
#include "didban/base/log.h"

#include <functional>
#include <stop_token>

namespace didban {

class ScenePasses;

/// What every long-running pipeline takes. None of it may change a result.
struct RunOptions {
    int threads{0};       ///< 0 = all cores
    int tile_size{1024};  ///< pixels read at once, rounded up to a multiple of lattice_cell
    int memory_mb{2048};  ///< upper limit for the whole process
    std::stop_token stop; ///< when requested: Error{Interrupted}, nothing half-written
    Log log;
    ScenePasses* passes{nullptr}; ///< where several processes share the run; null: this one does all of it
};

} // namespace didban
