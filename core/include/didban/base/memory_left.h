#pragma once

namespace didban {

/// Whether memory for a block of pixels (32 MiB) can still be had; may be asked in a signal handler. For after a
/// library failed: several of them blame their input when only memory was missing.
bool memory_is_left();

/// Throws std::bad_alloc when it cannot.
void throw_if_out_of_memory();

} // namespace didban
